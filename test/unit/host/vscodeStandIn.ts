// What the panel's session needs of VS Code, for unit tests: no editor but those that a test brings.

export class Disposable {
  constructor(readonly dispose: () => void) {}
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

export class Uri {
  constructor(private readonly address: string) {}
  static joinPath = ({ address }: Uri, ...parts: string[]): Uri =>
    new Uri([address, ...parts].join("/"));
  static parse = (address: string): Uri => new Uri(address);
  get scheme(): string {
    return /^[\w.+-]+(?=:)/.exec(this.address)?.[0] ?? "";
  }
  get path(): string {
    return this.address.replace(/^[\w.+-]+:\/\/[^/]*/, "");
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

const refuse = (): never => {
  throw new Error("no message of these tests may come so far");
};

export const l10n = {
  t: (text: string, ...values: unknown[]): string =>
    text.replace(/\{(\d+)\}/g, (_, place: string) => String(values[Number(place)])),
};
export const env = { language: "en" };
export const commands = { executeCommand: refuse };
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
  showQuickPick: <T>(items: readonly T[]): Promise<T | undefined> => {
    offered.push(...items);
    return Promise.resolve(items[0]);
  },
  showInputBox: ({ prompt }: { prompt?: string }): Promise<string> => Promise.resolve(prompt ?? ""),
  visibleTextEditors: [] as unknown[],
  tabGroups: { all: [], activeTabGroup: {} },
  showTextDocument: refuse,
  showSaveDialog: refuse,
};
export const textChanged = new EventEmitter<unknown>();
export const workspace = {
  onDidChangeTextDocument: textChanged.event,
  getConfiguration: () => ({ get: () => undefined }),
  openTextDocument: refuse,
};
