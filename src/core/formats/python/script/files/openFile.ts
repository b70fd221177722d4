import type { ImportedFile } from "../../../../parse/typescript/loader";
import type { Machine } from "../machine";
import { argument } from "../natives/native";
import type { LibraryObject, Value } from "../value";

/** What `open(path)` gives, and what reads all of it. */
export const OPEN = "builtins.open";

const OPENS = /^(?:builtins|io|codecs)\.open$/;
const READS = /^(?:[rbtU]*)$/;

/** What a file was opened by to be read; of a text or a path, itself; undefined for all else. */
export function pathOf(value: Value): Value | undefined {
  if (value.type === "text") return value;
  if (value.type !== "object" || !isOpened(value)) return undefined;
  const mode = argument(value.given, "mode", 1);
  if (mode && (mode.type !== "text" || !READS.test(mode.value))) return undefined;
  return argument(value.given, "file", 0);
}

export const isOpened = ({ path }: LibraryObject): boolean => OPENS.test(path);

/** A path that starts where the script is started: in its own folder or in one above it. */
const MOST_FOLDERS_UP = 5;

/** A file that a script names, or why it is not read. */
export type FoundFile =
  { readonly file: ImportedFile } | { readonly missing: "nowhere" | "several" };

/**
 * The file of a path as Python code writes it. Files of that path in several of the folders that the
 * script may be started in are told apart only where they say the same.
 */
export function fileOf(machine: Machine, path: string): FoundFile {
  const found = candidates(machine, path).flatMap((one) => machine.files.file(one) ?? []);
  const [file] = found;
  if (!file) return { missing: "nowhere" };
  return found.every(({ text }) => text === file.text) ? { file } : { missing: "several" };
}

function candidates({ files: { start } }: Machine, path: string): readonly string[] {
  if (path === "" || /^~|^[a-z][a-z\d+.-]+:|\\|\0/i.test(path)) return [];
  if (path.startsWith("/")) return [relative(start, path)];
  const plain = path.replace(/^(?:\.\/+)+/, "");
  return Array.from({ length: MOST_FOLDERS_UP }, (_, up) => `./${"../".repeat(up)}${plain}`);
}

/** The way from a file to another one, by the folders that they share. */
export function relative(from: string, to: string): string {
  const [own, other] = [from, to].map((path) => path.split("/"));
  const folders = (own ?? []).slice(0, -1);
  let shared = 0;
  while (shared < folders.length && folders[shared] === other?.[shared]) shared += 1;
  return `./${"../".repeat(folders.length - shared)}${(other ?? []).slice(shared).join("/")}`;
}

/** The path that a file of the workspace has for a script that asks for its `__file__`. */
export const pathOfUri = (uri: string): string => {
  try {
    return decodeURIComponent(uri.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, ""));
  } catch {
    return "";
  }
};
