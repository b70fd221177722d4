import {
  Disposable,
  EventEmitter,
  l10n,
  window,
  workspace,
  type FileSystemWatcher,
  Uri,
} from "vscode";
import { Owner } from "./disposables";
import { lookAt, namesIn, type Look } from "./gate";
import { FetchedTexts } from "./model/fetchedTexts";

/** Larger files hold no constants of a schedule. */
const MOST_BYTES = 1_000_000;
/**
 * A watcher tells nothing of what changed before it runs, which can take it seconds: after these
 * times what was read is compared with its file.
 */
const COMPARED_AFTER_MS = [1000, 3000, 10_000, 30_000];
const WATCHED = "**/*.{ts,tsx,mts,cts,json,jsonc,yaml,yml,py,sh}";

/**
 * The texts of workspace files that definitions import. The readers ask synchronously: what is not
 * known yet is noted, fetched afterwards, and there at the next reading. Nothing outside the
 * workspace's folders is read; open documents count as they stand in the editor.
 */
export class WorkspaceFiles extends Owner {
  private readonly texts = new FetchedTexts((uri: Uri) => this.read(uri));
  /** By a folder's URI: its files' names, one a line. */
  private readonly listings = new FetchedTexts(async (folder: Uri) =>
    (await namesIn(folder))?.join("\n"),
  );
  /** By URI: the file and its state when it was read; null where there was none. */
  private readonly states = new Map<string, { readonly uri: Uri; readonly state: string | null }>();
  /** By URI: why a file that there is, is not read. */
  private readonly refusals = new Map<string, string>();
  private readonly changed = this.own(new EventEmitter<Uri>());
  private watcher: FileSystemWatcher | undefined;

  /** A file that was asked for is different now. */
  readonly onDidChange = this.changed.event;

  constructor() {
    super();
    this.own(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.drop(document.uri);
      }),
    );
    this.own(
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.drop(uri);
      }),
    );
  }

  /** The text of a file; undefined where there is none, it may not be read, or is not read yet. */
  text(uri: Uri): string | undefined {
    if (!isInside(uri)) return undefined;
    this.watch();
    return this.texts.text(uri.toString(), uri);
  }

  /** The names of a folder's files, in order; none where it is not in the workspace, or not listed yet. */
  names(folder: Uri): readonly string[] {
    if (!isInside(folder)) return [];
    this.watch();
    return this.listings.text(folder.toString(), folder)?.split("\n") ?? [];
  }

  /** Why a file that there is, is not read, once that is known. */
  refusal(uri: Uri): string | undefined {
    if (!isInside(uri)) return l10n.t("it lies outside of the workspace");
    return this.refusals.get(uri.toString());
  }

  /** Fetches what was asked for and not there; true where there was something to fetch. */
  async fetchWanted(): Promise<boolean> {
    const fetched = await Promise.all([this.texts.fetchWanted(), this.listings.fetchWanted()]);
    return fetched.includes(true);
  }

  private watch(): void {
    if (this.watcher) return;
    this.watcher = this.own(workspace.createFileSystemWatcher(WATCHED));
    const compare = (): void => void this.compareWithFiles();
    const timers = COMPARED_AFTER_MS.map((ms) => setTimeout(compare, ms));
    this.own(
      new Disposable(() => {
        for (const timer of timers) clearTimeout(timer);
      }),
    );
    // Excluded folders and network drives have no watcher at all: they changed while one was away.
    this.own(
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) compare();
      }),
    );
    const drop = (uri: Uri): void => {
      this.drop(uri);
    };
    const dropWithFolder = (uri: Uri): void => {
      drop(uri);
      const folder = Uri.joinPath(uri, "..");
      if (this.listings.drop(folder.toString())) this.changed.fire(folder);
    };
    this.own(this.watcher.onDidChange(drop));
    this.own(this.watcher.onDidCreate(dropWithFolder));
    this.own(this.watcher.onDidDelete(dropWithFolder));
  }

  private drop(uri: Uri): void {
    this.states.delete(uri.toString());
    this.refusals.delete(uri.toString());
    if (this.texts.drop(uri.toString())) this.changed.fire(uri);
  }

  private async read(uri: Uri): Promise<string | undefined> {
    const open = workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open) return open.getText();
    const look = await lookAt(uri, MOST_BYTES);
    const state = stateOf(look);
    this.states.set(uri.toString(), { uri, state });
    if (look && "refusal" in look) this.refusals.set(uri.toString(), look.refusal);
    return state === null ? undefined : readText(uri);
  }

  private async compareWithFiles(): Promise<void> {
    for (const { uri, state } of [...this.states.values()]) {
      if (stateOf(await lookAt(uri, MOST_BYTES)) !== state) this.drop(uri);
    }
  }
}

const isInside = (uri: Uri): boolean => workspace.getWorkspaceFolder(uri) !== undefined;

/** What changes with a file's text; null where there is none that may be read. */
const stateOf = (look: Look): string | null =>
  look && "stat" in look ? `${look.stat.mtime}/${look.stat.size}` : null;

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    // It went between the look and the reading.
    return undefined;
  }
}
