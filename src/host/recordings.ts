import { Disposable, l10n, RelativePattern, Uri, workspace } from "vscode";
import type { ReadLog } from "../core/recordings/recording";
import type { Schedule } from "../core/schedule/schedule";
import { frozenCurve } from "./frozen/frozenCurve";
import type { FrozenSchedule, FrozenSchedules, RecordedRun } from "./frozen/frozenSchedules";
import { messageOf, type Log } from "./log";

/** A file that a window's memory has room for. */
const LARGEST = 256 * 1024 * 1024;
/** A log that grows is drawn again twice a second at most. */
const PAUSE_MS = 500;

/** The log of a file, read whole; throws where it is too large or holds no run. */
export async function readLogAt(uri: Uri): Promise<ReadLog> {
  const { size } = await workspace.fs.stat(uri);
  if (size > LARGEST)
    throw new Error(l10n.t("The log is larger than 256 MB: use the command line's explain."));
  const bytes = await workspace.fs.readFile(uri);
  const { readLog } = await import("./lazy/recordings");
  return readLog(uri.path, bytes);
}

export const keyOf = (uri: Uri): string => `log:${uri.toString()}`;

/** A run laid over a plan, as the panel compares it. Throws why it can't be. */
export async function laidRun(
  uri: Uri,
  { run, format }: RecordedRun,
  plan: Schedule | undefined,
): Promise<FrozenSchedule> {
  const { parseJson, recordedSchedule } = await import("./lazy/recordings");
  const schedule = recordedSchedule(run, plan?.time);
  if ("reason" in schedule) throw new Error(schedule.reason);
  const label = workspace.asRelativePath(uri, false);
  const id = `${keyOf(uri)}#${run.name}`;
  return { ...frozenCurve(id, label, schedule, parseJson("{}")), recorded: { run, format } };
}

/**
 * Lays a log anew whenever its file changes, until the user forgets it.
 *
 * @param names The runs of the file that were laid.
 */
export function follow(
  uri: Uri,
  names: readonly string[],
  plan: Schedule | undefined,
  frozen: FrozenSchedules,
  log: Log,
): Disposable {
  const again = async (): Promise<void> => {
    if (!frozen.holds(keyOf(uri))) {
      watcher.dispose();
      return;
    }
    try {
      const { runs, format } = await readLogAt(uri);
      const chosen = runs.filter((run) => names.includes(run.name));
      const laid = await Promise.all(chosen.map((run) => laidRun(uri, { run, format }, plan)));
      if (laid.length > 0) frozen.hold(keyOf(uri), laid);
    } catch (error) {
      log.warn(`Following ${uri.toString()}: ${messageOf(error)}`);
    }
  };
  const watcher = watchLog(uri, again);
  return watcher;
}

/** Calls `changed` when a file was written to, twice a second at most, and not while it still runs. */
export function watchLog(uri: Uri, changed: () => Promise<void>): Disposable {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const folder = Uri.joinPath(uri, "..");
  const pattern = new RelativePattern(folder, name.replace(/[[\]{}*?]/g, "?"));
  const watcher = workspace.createFileSystemWatcher(pattern);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [running, missed] = [false, false];
  const run = async (): Promise<void> => {
    timer = undefined;
    running = true;
    try {
      await changed();
    } finally {
      running = false;
      if (missed) plan();
    }
  };
  const plan = (): void => {
    missed = running;
    if (!running) timer ??= setTimeout(() => void run(), PAUSE_MS);
  };
  watcher.onDidChange(plan);
  watcher.onDidCreate(plan);
  return new Disposable(() => {
    clearTimeout(timer);
    watcher.dispose();
  });
}
