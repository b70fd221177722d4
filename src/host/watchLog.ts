import { Disposable, RelativePattern, Uri, workspace } from "vscode";

/** A log that grows is drawn again twice a second at most. */
const PAUSE_MS = 500;
const LOOK_MS = 3000;

/**
 * Calls `changed` when a file may have been written to, twice a second at most, and not while it
 * still runs. A watcher tells nothing of what came before it runs, nor of files on some networks, so
 * that `changed` is called every few seconds, too: it should look whether there is anything new.
 */
export function watchLog(uri: Uri, changed: () => Promise<void>): Disposable {
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const folder = Uri.joinPath(uri, "..");
  const pattern = new RelativePattern(folder, name.replace(/[[\]{}*?]/g, "?"));
  const watcher = workspace.createFileSystemWatcher(pattern);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [running, missed, disposed] = [false, false, false];
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
    if (!running && !disposed) timer ??= setTimeout(() => void run(), PAUSE_MS);
  };
  const look = setInterval(plan, LOOK_MS);
  plan();
  watcher.onDidChange(plan);
  watcher.onDidCreate(plan);
  return new Disposable(() => {
    disposed = true;
    clearTimeout(timer);
    clearInterval(look);
    watcher.dispose();
  });
}
