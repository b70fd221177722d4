import {
  entryOf,
  headRange,
  nearestRange,
  valueAt,
  type ParsedDocument,
  type Path,
  type SourceObject,
  type SourceValue,
} from "../parse/sourceValue";
import type { Fix, Problem, RelatedPlace } from "../problem";
import type { Range } from "../text/range";
import type { Issue } from "./issue";
import { t } from "../text/words";

/** An issue at the narrowest range of the text that is to blame, with a fix for a slip. */
export function problemOf(issue: Issue, source: SourceObject, document: ParsedDocument): Problem {
  const value = issue.at === "key" ? undefined : valueAt(source, issue.path);
  const range = value === undefined ? rangeOf(issue, source) : headRange(value);
  const related = originOf(value);
  return {
    code: issue.code,
    severity: issue.code === "unknown-value" ? "information" : "error",
    message: issue.message,
    range,
    fixes: fixesOf(issue, value, range, document),
    ...(related && { related: [related] }),
  };
}

function rangeOf({ path, at }: Issue, source: SourceObject): Range {
  const key = path.at(-1);
  if (at !== "key" || typeof key !== "string") return nearestRange(source, path);
  const entry = entryOf(valueAt(source, path.slice(0, -1)), key);
  return entry?.keyRange ?? nearestRange(source, path);
}

function originOf(value: SourceValue | undefined): RelatedPlace | undefined {
  if (value?.origin === undefined) return undefined;
  return { ...value.origin, message: t("The value comes from here.") };
}

function fixesOf(
  { suggestion }: Issue,
  value: SourceValue | undefined,
  range: Range,
  { text }: ParsedDocument,
): Fix[] {
  if (suggestion === undefined || value?.literal === false) return [];
  const quote = /^["'`]/.exec(text.slice(range.start, range.start + 1))?.[0] ?? "";
  const edits = [{ range, text: `${quote}${suggestion}${quote}` }];
  return [{ title: t`Change to "${suggestion}"`, edits, preferred: true }];
}

/** True where the definition itself has the part of `path`, rather than its base. */
export const isOwn = (source: SourceObject, [first]: Path): boolean =>
  typeof first !== "string" || entryOf(source, first) !== undefined;
