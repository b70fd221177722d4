import { EventEmitter, FileType, Uri, workspace, type FileSystemWatcher } from "vscode";
import { Owner } from "./disposables";
import { FetchedTexts } from "./model/fetchedTexts";

/** Larger files hold no constants of a schedule. */
const MOST_BYTES = 1_000_000;
const WATCHED = "**/*.{ts,tsx,mts,cts,json,jsonc}";

/**
 * The texts of workspace files that definitions import. The readers ask synchronously: what is not
 * known yet is noted, fetched afterwards, and there at the next reading. Nothing outside the
 * workspace's folders is read; open documents count as they stand in the editor.
 */
export class WorkspaceFiles extends Owner {
  private readonly texts = new FetchedTexts(readText);
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

  /** Fetches what was asked for and not there; true where there was something to fetch. */
  fetchWanted(): Promise<boolean> {
    return this.texts.fetchWanted();
  }

  private watch(): void {
    if (this.watcher) return;
    this.watcher = this.own(workspace.createFileSystemWatcher(WATCHED));
    const drop = (uri: Uri): void => {
      this.drop(uri);
    };
    this.own(this.watcher.onDidChange(drop));
    this.own(this.watcher.onDidCreate(drop));
    this.own(this.watcher.onDidDelete(drop));
  }

  private drop(uri: Uri): void {
    if (this.texts.drop(uri.toString())) this.changed.fire(uri);
  }
}

const isInside = (uri: Uri): boolean => workspace.getWorkspaceFolder(uri) !== undefined;

async function readText(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString(),
  );
  if (open) return open.getText();
  try {
    const { type, size } = await workspace.fs.stat(uri);
    // A link may lead out of the workspace.
    if (type !== FileType.File || size > MOST_BYTES) return undefined;
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    // There is no such file: another of the candidates may be the one.
    return undefined;
  }
}
