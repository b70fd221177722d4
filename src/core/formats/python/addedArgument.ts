import type { Fix } from "../../problem";
import type { Asking } from "./asking";
import type { LibraryObject } from "./script/value";

/** One argument more at the end of a call of this file; none where more may be given by `**`. */
export function addedArgument(
  { script }: Asking,
  { range, given }: LibraryObject,
  { text, title }: { readonly text: string; readonly title: string },
): Fix[] {
  const source = script.program.text;
  const end = range.end - 1;
  if (source[end] !== ")" || given.open) return [];
  const before = source.slice(range.start, end).trimEnd();
  const at = range.start + before.length;
  const put = before.endsWith(",") || before.endsWith("(") ? " " : ", ";
  return [{ title, edits: [{ range: { start: at, end: at }, text: `${put}${text}` }] }];
}
