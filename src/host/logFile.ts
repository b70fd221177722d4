import { FileType, Uri, workspace } from "vscode";
import type { Surroundings } from "../core/recordings/companions";
import type { LogTail } from "../core/recordings/logTail";
import type { ReadLog } from "../core/recordings/recording";
import { openSlices } from "./fileSlices";

/** More than any file of settings has. */
const LARGEST_COMPANION = 1 << 20;

/** A log's file, to be read again as it grows, with what the files beside it say of its run. */
export class LogFile {
  private tail: LogTail | undefined;
  private latest: ReadLog | undefined;

  constructor(readonly uri: Uri) {}

  /** The log as it is now. Rejects where it can't be read. */
  async read(): Promise<ReadLog> {
    const known = this.latest;
    const read = await this.readChanged();
    const log = read ?? known;
    if (log === undefined) throw new Error(`${this.uri.path} was read twice at once.`);
    return log;
  }

  /** The same; undefined where the file is as it was when it was last read. */
  async readChanged(): Promise<ReadLog | undefined> {
    const core = await import("./lazy/recordings");
    this.tail ??= new core.LogTail({
      path: this.uri.path,
      open: () => openSlices(this.uri),
    });
    const log = await this.tail.read();
    if (log === undefined) return undefined;
    const settings = await core.settingsAround(this.uri.path, around(this.uri));
    this.latest = core.withSettings(log, settings);
    return this.latest;
  }
}

const around = (uri: Uri): Surroundings => ({
  read: (name) => smallFile(Uri.joinPath(uri, "..", name)),
  async list(name) {
    try {
      const entries = await workspace.fs.readDirectory(Uri.joinPath(uri, "..", name));
      return entries.map(([entry]) => entry);
    } catch {
      return [];
    }
  },
});

async function smallFile(uri: Uri): Promise<Uint8Array | undefined> {
  try {
    const { size, type } = await workspace.fs.stat(uri);
    if ((type & FileType.File) === 0 || size > LARGEST_COMPANION) return undefined;
    return await workspace.fs.readFile(uri);
  } catch {
    return undefined;
  }
}
