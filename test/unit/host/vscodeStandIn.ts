// What the panel's session needs of VS Code, for unit tests: no editor but those that a test brings.
import { posix as path } from "node:path";

export class Disposable {
  constructor(readonly dispose: () => void) {}
  static from = (...all: readonly Disposable[]): Disposable =>
    new Disposable(() => {
      for (const { dispose } of all) dispose();
    });
}

export class EventEmitter<Data> {
  private readonly listeners = new Set<(data: Data) => void>();
  readonly event = (listener: (data: Data) => void): Disposable => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire(data: Data): void {
    for (const listener of this.listeners) listener(data);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

/** The scheme and the authority. */
const ORIGIN = /^[\w.+-]+:\/\/[^/]*/;

export class Uri {
  constructor(private readonly address: string) {}
  static joinPath = ({ address }: Uri, ...parts: string[]): Uri =>
    new Uri(`${ORIGIN.exec(address)?.[0] ?? ""}${path.join(new Uri(address).path, ...parts)}`);
  static parse = (address: string): Uri => new Uri(address);
  get scheme(): string {
    return /^[\w.+-]+(?=:)/.exec(this.address)?.[0] ?? "";
  }
  get path(): string {
    return this.address.replace(ORIGIN, "");
  }
  with({ scheme, authority }: { readonly scheme: string; readonly authority: string }): Uri {
    return new Uri(`${scheme}://${authority}${this.path}`);
  }
  toString(): string {
    return this.address;
  }
}

export class Range {
  constructor(
    readonly start: number,
    readonly end: number,
  ) {}
}
class Nothing {
  readonly nothing = true;
}
export { Nothing as Selection, Nothing as TabInputText, Nothing as TabInputWebview };
export const ViewColumn = { Active: -1, Beside: -2 };
export const CodeActionKind = { QuickFix: "quickfix" };
export const FileType = { File: 1, Directory: 2, SymbolicLink: 64 };

const refuse = (): never => {
  throw new Error("no message of these tests may come so far");
};

export const l10n = {
  t: (text: string, ...values: unknown[]): string =>
    text.replace(/\{(\d+)\}/g, (_, place: string) => String(values[Number(place)])),
};
export const env = { language: "en", remoteName: undefined as string | undefined };
export const commands = {
  executeCommand: refuse as (name: string, given: unknown) => Promise<void>,
  registerCommand: refuse as (name: string, run: (given: unknown) => Promise<void>) => Disposable,
};
export const languages = { registerCodeActionsProvider: refuse as () => Disposable };
/** What notifications said. */
export const told: string[] = [];
/** What pick lists offered. */
export const offered: unknown[] = [];
export class MarkdownString {
  constructor(readonly value: string) {}
}
export const window = {
  showErrorMessage: (message: string): Promise<undefined> => {
    told.push(message);
    return Promise.resolve(undefined);
  },
  showInformationMessage: refuse as (
    message: string,
    button: string,
  ) => Promise<string | undefined>,
  showQuickPick: <T>(items: readonly T[]): Promise<T | undefined> => {
    offered.push(...items);
    return Promise.resolve(items[0]);
  },
  showInputBox: ({ prompt }: { prompt?: string }): Promise<string> => Promise.resolve(prompt ?? ""),
  visibleTextEditors: [] as unknown[],
  tabGroups: { all: [], activeTabGroup: {} },
  createTerminal: refuse as (options: { name: string; cwd: Uri }) => unknown,
  showTextDocument: refuse,
  showSaveDialog: refuse,
};
export const textChanged = new EventEmitter<unknown>();
/** Of the files that are watched, whichever they are. */
export const fileChanged = new EventEmitter<unknown>();
export class RelativePattern {
  constructor(
    readonly base: Uri,
    readonly pattern: string,
  ) {}
}
const never = new EventEmitter<unknown>().event;
export const workspace = {
  onDidChangeTextDocument: textChanged.event,
  onDidOpenTextDocument: never,
  onDidCloseTextDocument: never,
  onDidChangeConfiguration: never,
  onDidOpenNotebookDocument: never,
  onDidChangeNotebookDocument: never,
  onDidCloseNotebookDocument: never,
  textDocuments: [] as unknown[],
  notebookDocuments: [] as unknown[],
  getConfiguration: () => ({ get: () => undefined }),
  openTextDocument: refuse,
  isTrusted: true,
  createFileSystemWatcher: () => ({
    onDidChange: fileChanged.event,
    onDidCreate: never,
    dispose: () => undefined,
  }),
  workspaceFolders: [] as { uri: Uri }[],
  getWorkspaceFolder: refuse as (file: Uri) => { uri: Uri } | undefined,
  fs: { stat: refuse as (file: Uri) => Promise<{ type: number; size: number }> },
};
