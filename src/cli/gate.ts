import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
} from "node:fs";
import path from "node:path";

/** A file's text, or why it is not read. */
export type Reading = { readonly text: string } | { readonly refusal: string };

/** What makes a folder the root of a project. */
const MARKS = [".git", "package.json"];
const MEGABYTE = 1_000_000;

/**
 * The gate that every file goes through which a definition names: a regular file, of a bounded size,
 * whose real place, all links followed, lies in the definition's project.
 */
export class Gate {
  /** The nearest folder with a `.git` or `package.json`, else the file's own; all links followed. */
  private readonly home: string;
  private readonly folder: string;

  /** @param file The file named in the call. */
  constructor(file: string) {
    this.folder = realFolder(path.dirname(path.resolve(file)));
    this.home = projectOf(this.folder);
  }

  /** @returns undefined where there is no such file. */
  read(file: string, mostBytes: number): Reading | undefined {
    const real = realPlace(file);
    if (real === undefined)
      return isInside(path.resolve(file), this.home) ? undefined : this.outside();
    return isInside(real, this.home) ? readRegular(real, mostBytes) : this.outside();
  }

  /** The file's own folder and those above it, up to the project's. */
  *folders(): Generator<string> {
    for (let at = this.folder; isInside(at, this.home); at = path.dirname(at)) {
      yield at;
      if (at === this.home) return;
    }
  }

  /** Whether a folder lies in the project, all links followed: only there its names are looked at. */
  holds(folder: string): boolean {
    const real = realPlace(folder);
    return real !== undefined && isInside(real, this.home);
  }

  private outside(): Reading {
    return { refusal: `it lies outside of the project's folder ${this.home}` };
  }
}

/**
 * Reads a regular file; never waits for a pipe, never reads on and on from a device.
 *
 * @returns undefined where it went or may not be opened.
 */
export function readRegular(file: string, mostBytes: number): Reading | undefined {
  let handle: number;
  try {
    // Opening a pipe would otherwise wait for somebody to write into it.
    handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? undefined
      : { refusal: REASONS.get(code ?? "") ?? code ?? "it can't be opened" };
  }
  try {
    return readOpen(handle, mostBytes);
  } finally {
    closeSync(handle);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EISDIR", "it is a folder"],
  ["EACCES", "permission denied"],
  ["ENXIO", "it isn't a regular file"],
]);

function readOpen(handle: number, mostBytes: number): Reading {
  const stat = fstatSync(handle);
  if (stat.isDirectory()) return { refusal: "it is a folder" };
  if (!stat.isFile()) return { refusal: "it isn't a regular file" };
  // Read to its end, which may be further than its size by now, but no further than the limit.
  const content = Buffer.alloc(Math.min(stat.size, mostBytes) + 1);
  let length = 0;
  for (let more = -1; more !== 0 && length < content.length; length += more)
    more = readSync(handle, content, length, content.length - length, null);
  if (stat.size > mostBytes || length > mostBytes)
    return { refusal: `it is larger than ${mostBytes / MEGABYTE} MB` };
  return { text: content.toString("utf8", 0, length) };
}

function projectOf(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (MARKS.some((mark) => existsSync(path.join(at, mark)))) return at;
    if (path.dirname(at) === at) return folder;
  }
}

function realFolder(folder: string): string {
  return realPlace(folder) ?? folder;
}

function realPlace(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function isInside(place: string, folder: string): boolean {
  const way = path.relative(folder, place);
  return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
