import { readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isRelativePath } from "../core/parse/importCandidates";
import type { ImportedFile } from "../core/parse/typescript/loader";

/** Larger files are no neighbours that constants come from. */
const MOST_BYTES = 1_000_000;
const MOST_SIBLINGS = 32;

/** Reads the files that a file imports from, or extends: relative paths only, never packages. */
export class Neighbours {
  private readonly home: string;

  /** @param file The file named in the call. */
  constructor(private readonly file: string) {
    const folder = path.dirname(path.resolve(file));
    const here = process.cwd();
    // What is outside of the project is none of a definition's business.
    this.home = isInside(folder, here) ? here : folder;
  }

  get uri(): string {
    return pathToFileURL(path.resolve(this.file)).href;
  }

  /** The first of these files that there is; paths relative to the folder of `from`. */
  first(candidates: readonly string[], from: string): ImportedFile | undefined {
    const base = fileURLToPath(from === "" ? this.uri : from);
    for (const candidate of candidates) {
      const found = this.read(path.resolve(path.dirname(base), candidate));
      if (found) return found;
    }
    return undefined;
  }

  /** The files of the file's own folder whose names end in `ending`. */
  siblings(ending: string): readonly ImportedFile[] {
    const folder = path.dirname(path.resolve(this.file));
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
        .slice(0, MOST_SIBLINGS)
        .flatMap((name) => this.read(path.join(folder, name)) ?? []);
    } catch {
      // A folder that may be entered but not listed.
      return [];
    }
  }

  /** Where a file lies that is named by a path relative to this one; undefined outside of home. */
  place(relative: string): string | undefined {
    if (!isRelativePath(relative)) return undefined;
    const place = path.resolve(path.dirname(this.file), relative);
    return isInside(place, this.home) ? place : undefined;
  }

  /** Whether a real path, all links followed, lies in the project. */
  holds(real: string): boolean {
    return isInside(real, realpathSync(this.home));
  }

  private read(file: string): ImportedFile | undefined {
    if (!isInside(file, this.home)) return undefined;
    try {
      const text = readFileSync(file, "utf8");
      return text.length > MOST_BYTES ? undefined : { uri: pathToFileURL(file).href, text };
    } catch {
      // There is no such file: another of the candidates may be the one.
      return undefined;
    }
  }
}

function isInside(place: string, folder: string): boolean {
  const way = path.relative(folder, place);
  return !way.startsWith("..") && !path.isAbsolute(way);
}
