import { Uri, workspace } from "vscode";
import type { LogTail } from "../core/recordings/logTail";
import type { HyperParameter, ReadLog } from "../core/recordings/recording";
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
    const settings = new Map<string, HyperParameter>();
    for (const name of core.companionsOf(this.uri.path))
      for (const [key, value] of core.settingsOfYaml(await smallText(this.uri, name)))
        settings.set(key, value);
    this.latest = core.withSettings(log, settings);
    return this.latest;
  }
}

/** The text of a file beside another one; empty where there is none. */
async function smallText(uri: Uri, name: string): Promise<string> {
  const beside = Uri.joinPath(uri, "..", name);
  try {
    const { size } = await workspace.fs.stat(beside);
    if (size > LARGEST_COMPANION) return "";
    return new TextDecoder().decode(await workspace.fs.readFile(beside));
  } catch {
    return "";
  }
}
