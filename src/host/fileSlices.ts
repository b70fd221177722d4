import { FileType, l10n, Uri, workspace } from "vscode";
import type { OpenLog } from "../core/recordings/logTail";

/** Where a file can only be had whole: what a window's memory has room for. */
const LARGEST = 256 * 1024 * 1024;

/** As much of node's `fs/promises` as is used here. */
interface Files {
  open(path: string, flags: "r"): Promise<Handle>;
}

interface Handle {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  close(): Promise<void>;
}

interface Runtime {
  readonly process?: { getBuiltinModule?(name: string): unknown };
}

/**
 * VS Code gives files whole. Where this runs beside them, on the desktop or at the far end of a
 * remote window, node reads parts of them; in the browser there is no node.
 */
const files = (): Files | undefined =>
  (globalThis as Runtime).process?.getBuiltinModule?.("node:fs/promises") as Files | undefined;

/** A file of which parts are read, as it is now. Throws where it is no file, or too large to be had. */
export async function openSlices(uri: Uri): Promise<OpenLog> {
  const { type, size, mtime } = await workspace.fs.stat(uri);
  // a pipe or a device never ends, or never begins
  if ((type & FileType.File) === 0) throw new Error(l10n.t("{0} is not a file.", uri.path));
  const state = { size, age: Date.now() - mtime, version: `${size} ${mtime}` };
  const fs = uri.scheme === "file" ? files() : undefined;
  if (fs) return { ...state, ...slicesOf(await fs.open(uri.fsPath, "r")) };
  if (size > LARGEST)
    throw new Error(l10n.t("The log is larger than 256 MB: use the command line's explain."));
  const whole = await workspace.fs.readFile(uri);
  return {
    ...state,
    size: whole.length,
    slice: (from, to) => Promise.resolve(whole.subarray(from, to)),
    close: () => Promise.resolve(),
  };
}

const slicesOf = (handle: Handle): Pick<OpenLog, "slice" | "close"> => ({
  slice: async (from, to) => {
    const bytes = new Uint8Array(Math.max(0, to - from));
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await handle.read(bytes, read, bytes.length - read, from + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return bytes.subarray(0, read);
  },
  close: () => handle.close(),
});
