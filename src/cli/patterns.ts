import { existsSync } from "node:fs";
import { glob, isDynamicPattern } from "tinyglobby";
import { UsageError } from "./exit";

/** A file to be read, and whether the call named it or a pattern found it. */
export interface NamedFile {
  readonly file: string;
  readonly found: boolean;
  /** Why there is none: the pattern, which stands for its files, finds nothing. */
  readonly refusal?: UsageError;
}

const IGNORED_FOLDERS = ["node_modules", ".git"];
const IGNORED = IGNORED_FOLDERS.map((name) => `**/${name}/**`);

const foldersOf = (file: string): ReadonlySet<string> => new Set(file.split(/[\\/]/).slice(0, -1));

/**
 * The files that a call names, each once, in its order; patterns ("**\/*.schedule.json") that the
 * shell left alone are those of tinyglobby. One that finds nothing is listed with its refusal.
 */
export async function filesOf(named: readonly string[]): Promise<readonly NamedFile[]> {
  const files = new Map<string, NamedFile>();
  for (const one of named) {
    const isPattern = isDynamicPattern(one) && !existsSync(one);
    const found = isPattern ? await matches(one) : [one];
    for (const file of found) if (!files.has(file)) files.set(file, { file, found: isPattern });
    if (found.length === 0)
      files.set(one, {
        file: one,
        found: true,
        refusal: new UsageError(`no file matches "${one}"`),
      });
  }
  return [...files.values()];
}

async function matches(pattern: string): Promise<readonly string[]> {
  const found = await glob(pattern, {
    ignore: IGNORED,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  // The patterns to ignore say nothing of folders beside or above the present one.
  const own = found.filter((file) => !IGNORED_FOLDERS.some((name) => foldersOf(file).has(name)));
  return own.sort();
}
