import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { importCandidates, isRelativePath } from "../core/parse/importCandidates";
import type { ImportedFile, ResolveImport } from "../core/parse/typescript/loader";

/** Larger files are no neighbours that constants come from. */
const MOST_BYTES = 1_000_000;

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

  readonly resolveImport: ResolveImport = (specifier, fromUri) =>
    this.first(importCandidates(specifier), fromUri === "" ? this.uri : fromUri);

  /** The file of a relative path in `extends`. */
  extended(relative: string): ImportedFile | undefined {
    return this.first(isRelativePath(relative) ? [relative] : [], this.uri);
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

  private first(candidates: readonly string[], fromUri: string): ImportedFile | undefined {
    for (const candidate of candidates) {
      const found = this.read(path.resolve(path.dirname(fileURLToPath(fromUri)), candidate));
      if (found) return found;
    }
    return undefined;
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
