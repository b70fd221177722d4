import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MOST_SIBLINGS } from "../core/parse/siblings";
import type { ImportedFile } from "../core/parse/typescript/loader";
import { Gate } from "./gate";

/** Larger files are no neighbours that constants come from. */
const MOST_BYTES = 1_000_000;

/** Reads the files that a file imports from, or extends: relative paths only, never packages. */
export class Neighbours {
  private readonly gate: Gate;

  /** @param file The file named in the call. */
  constructor(private readonly file: string) {
    this.gate = new Gate(file);
  }

  get uri(): string {
    return pathToFileURL(path.resolve(this.file)).href;
  }

  /** The first of these files that there is; paths relative to the folder of `from`. */
  first(candidates: readonly string[], from: string): ImportedFile | undefined {
    for (const candidate of candidates) {
      const found = this.read(this.place(candidate, from));
      if (found) return found;
    }
    return undefined;
  }

  /** Why a file that there is, is not read. */
  refusal(relative: string, from: string): string | undefined {
    const found = this.gate.read(this.place(relative, from), MOST_BYTES);
    return found && "refusal" in found ? found.refusal : undefined;
  }

  /** The files of a folder, relative to the file's own, whose names end in `ending`. */
  siblings(ending: string, relative: string): readonly ImportedFile[] {
    const folder = path.resolve(path.dirname(path.resolve(this.file)), relative);
    if (!this.gate.holds(folder)) return [];
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

  private place(relative: string, from: string): string {
    return path.resolve(path.dirname(fileURLToPath(from === "" ? this.uri : from)), relative);
  }

  private read(file: string): ImportedFile | undefined {
    const found = this.gate.read(file, MOST_BYTES);
    return found && "text" in found
      ? { uri: pathToFileURL(file).href, text: found.text }
      : undefined;
  }
}
