import type { Disposable } from "vscode";

/** The logs that are followed, one watcher each. */
export class WatchedLogs {
  private readonly watchers = new Map<string, Disposable>();

  /** In place of the watcher with the same key. */
  set(key: string, watcher: Disposable): void {
    this.watchers.get(key)?.dispose();
    this.watchers.set(key, watcher);
  }

  dispose(): void {
    for (const watcher of this.watchers.values()) watcher.dispose();
    this.watchers.clear();
  }
}
