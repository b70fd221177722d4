import {
  EventEmitter,
  workspace,
  type CancellationToken,
  type NotebookDocument,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
} from "vscode";
import type { Analysis } from "../core/analysis";
import type { DocumentHead } from "../core/formats/format";
import { Owner } from "./disposables";
import { DocumentReader, type OtherTexts } from "./documentReader";
import { knowNotebooksBy, knowPreviewsBy, scheduleLanguage, switchFormatsOff } from "./documents";
import type { FunctionPreviews } from "./functions/functionPreviews";
import type { GivenValues } from "./language/givenValues";
import { messageOf, type Log } from "./log";
import type { MeasuredLimits } from "./measuredLimits";
import { ID } from "./names";
import { readDelay, readFormatsOff } from "./settings";
import { NotebookReadings } from "./notebooks/notebookReadings";
import { isSameScope, notebookOf, pythonCells, surroundingsOf } from "./notebooks/notebookScope";
import type { SyntaxParserSource } from "./syntaxParser";
import type { WorkspaceFiles } from "./workspaceFiles";

/** A document as it was read at one version. */
export interface AnalyzedDocument {
  readonly document: TextDocument;
  readonly version: number;
  readonly analysis: Analysis;
}

/** What a document is about to say while a handle is dragged. */
export interface Ahead {
  readonly analysis: Analysis;
  /** Whether other files are to change with it; its text alone does not make it true then. */
  readonly across: boolean;
}

/** The version of what no text says yet; the editor's versions begin with 1. */
const NOT_WRITTEN = 0;

interface Entry {
  readonly document: TextDocument;
  readonly reader: DocumentReader;
  /** Runs from a change to the end of the pause; whoever asks meanwhile is answered, but nobody told. */
  timer?: ReturnType<typeof setTimeout> | undefined;
  latest?: AnalyzedDocument;
  /** What `onDidAnalyze` last told. */
  told?: AnalyzedDocument;
  /** The settings or an imported file changed: `latest` is to be made anew, though it still serves. */
  outdated: boolean;
  /** What the document is about to say: kept here alone, for all that show it and to be the next reading. */
  ahead?: { readonly reading: AnalyzedDocument; readonly across: boolean } | undefined;
  /** The work under way for one version, shared by all who ask for it. */
  running?: { readonly version: number; readonly result: Promise<AnalyzedDocument | undefined> };
}

/**
 * Reads every open schedule document once for each of its versions: soon after a change, or at once
 * when a provider needs it. What is closed is forgotten. Nothing is read that is not open.
 */
export class AnalysisService extends Owner {
  private readonly entries = new Map<string, Entry>();
  private readonly notebooks = new NotebookReadings();
  private readonly analyzed = this.own(new EventEmitter<AnalyzedDocument>());
  private readonly outdated = this.own(new EventEmitter<TextDocument>());
  private readonly forgotten = this.own(new EventEmitter<Uri>());
  private readonly moved = this.own(new EventEmitter<TextDocument>());

  /** A document was read at its present version, and the pause after its last change is over. */
  readonly onDidAnalyze = this.analyzed.event;
  /** A document changed after it was read. */
  readonly onDidOutdate = this.outdated.event;
  /** A document was closed, or defines no schedules any more. */
  readonly onDidForget = this.forgotten.event;
  /** What a document is about to say is something else now, or nothing. */
  readonly onDidMove = this.moved.event;

  constructor(
    private readonly syntax: SyntaxParserSource,
    private readonly files: WorkspaceFiles,
    private readonly values: GivenValues,
    private readonly previews: FunctionPreviews,
    readonly limits: MeasuredLimits,
    private readonly log: Log,
  ) {
    super();
    this.own(
      workspace.onDidOpenTextDocument((document) => {
        this.plan(document, 0);
      }),
    );
    this.own(
      workspace.onDidChangeTextDocument((event) => {
        this.changed(event);
      }),
    );
    this.own(
      workspace.onDidCloseTextDocument((document) => {
        this.forget(document);
      }),
    );
    this.own(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${ID}.formats`)) this.readOtherFormats();
        else if (event.affectsConfiguration(ID)) this.readAllAgain();
      }),
    );
    this.own(
      files.onDidChange((uri) => {
        this.readDependentsAgain(uri);
      }),
    );
    for (const source of [values, limits]) {
      this.own(
        source.onDidChange((uri) => {
          this.notebooks.clear();
          for (const entry of this.entries.values())
            if (isSameScope(entry.document.uri, uri)) this.readAgain(entry);
        }),
      );
    }
    this.own(
      workspace.onDidOpenNotebookDocument((notebook) => {
        this.readCells(notebook);
      }),
    );
    this.own(
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.readCells(notebook);
      }),
    );
    this.own(
      workspace.onDidCloseNotebookDocument(({ uri }) => {
        this.notebooks.forget(uri.toString());
      }),
    );
    knowNotebooksBy(surroundingsOf);
    this.own(
      previews.onDidChange((uri) => {
        this.readFunctions(uri);
      }),
    );
    this.knowPreviews();
    switchFormatsOff(readFormatsOff());
    for (const document of workspace.textDocuments) this.plan(document, 0);
  }

  /** Every document that has been read, as it was last read. */
  all(): AnalyzedDocument[] {
    return [...this.entries.values()].flatMap(({ latest }) => latest ?? []);
  }

  /** The document as it was last read, which may be before its latest changes. */
  latest(uri: Uri): AnalyzedDocument | undefined {
    return this.entries.get(uri.toString())?.latest;
  }

  /** The version of a document that all were told of. */
  toldVersion(uri: Uri): number | undefined {
    return this.entries.get(uri.toString())?.told?.version;
  }

  /** The document at its present version; undefined where it is none of ours or changed meanwhile. */
  async current(
    document: TextDocument,
    token?: CancellationToken,
  ): Promise<AnalyzedDocument | undefined> {
    if (!scheduleLanguage(document) || document.isClosed) return undefined;
    const found = await this.read(document);
    const stale = token?.isCancellationRequested === true || found?.version !== document.version;
    return stale ? undefined : found;
  }

  /**
   * What the document would be with another text, and with other texts of the files around it (by
   * address); nothing of it is shown or kept.
   */
  trial(document: TextDocument, text: string, files?: OtherTexts): Promise<Analysis | undefined> {
    return this.entryOf(document).reader.read(() => !document.isClosed, text, files);
  }

  /**
   * What the document says once an edit under way is done, and is shown meanwhile; it is not read
   * again when the editor has made the edit. Undefined once the text itself says it, or never will.
   */
  expect(document: TextDocument, ahead: Ahead | undefined): void {
    const entry = ahead ? this.entryOf(document) : this.entries.get(document.uri.toString());
    if (!entry || (!ahead && !entry.ahead)) return;
    entry.ahead = ahead && {
      reading: { document, version: NOT_WRITTEN, analysis: ahead.analysis },
      across: ahead.across,
    };
    this.moved.fire(document);
  }

  /** What a drag is about to make of a document; undefined where none is under way. */
  ahead(uri: Uri): AnalyzedDocument | undefined {
    return this.entries.get(uri.toString())?.ahead?.reading;
  }

  /** A text that is no document, nor has any other file beside it. */
  async readText(head: DocumentHead): Promise<Analysis | undefined> {
    const { readDocument } = await import("./lazy/core");
    return readDocument(head, { grammar: (id) => this.syntax.get(id), file: () => undefined });
  }

  /** How many documents are held; none is left when all are closed. */
  get size(): number {
    return this.entries.size;
  }

  private changed({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    if (this.entries.has(document.uri.toString())) this.outdated.fire(document);
    this.plan(document, readDelay(document));
    const notebook = notebookOf(document);
    if (notebook) this.readCells(notebook, document);
  }

  private knowPreviews(): void {
    knowPreviewsBy(({ uri }) => this.previews.of(Uri.parse(uri.toString(), true)).length > 0);
  }

  /** A file becomes one with schedules, or is one no more, by the functions that are asked for. */
  private readFunctions(uri: Uri): void {
    this.notebooks.clear();
    this.knowPreviews();
    for (const document of workspace.textDocuments) {
      if (!isSameScope(document.uri, uri)) continue;
      const entry = this.entries.get(document.uri.toString());
      if (entry) entry.outdated = true;
      this.plan(document, 0);
    }
  }

  /** The cells of a notebook are one scope: each says something else once another one does. */
  private readCells(notebook: NotebookDocument, except?: TextDocument): void {
    for (const document of pythonCells(notebook)) {
      if (document === except) continue;
      const entry = this.entries.get(document.uri.toString());
      if (entry) entry.outdated = true;
      this.plan(document, readDelay(document));
    }
  }

  private plan(document: TextDocument, delay: number): void {
    if (!scheduleLanguage(document)) {
      this.forget(document);
      return;
    }
    const entry = this.entryOf(document);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      entry.timer = undefined;
      void this.read(document).then(() => {
        this.tell(entry);
      });
    }, delay);
  }

  /**
   * One pause for all that is shown: hints or an outline that are asked for at each keystroke make
   * no half-typed value an error.
   */
  private tell(entry: Entry): void {
    const { document, latest, told, timer } = entry;
    const held = this.entries.get(document.uri.toString()) === entry;
    if (!held || timer || !latest || latest === told || latest.version !== document.version) return;
    entry.told = latest;
    this.analyzed.fire(latest);
  }

  private entryOf(document: TextDocument): Entry {
    const key = document.uri.toString();
    const entry = this.entries.get(key);
    if (entry?.document === document) return entry;
    entry?.reader.dispose();
    const reader = new DocumentReader(
      document,
      this.syntax,
      this.files,
      this.values,
      this.previews,
      this.limits,
      this.notebooks,
    );
    const created = { document, reader, outdated: false };
    this.entries.set(key, created);
    return created;
  }

  private read(document: TextDocument): Promise<AnalyzedDocument | undefined> {
    const entry = this.entryOf(document);
    const { version } = document;
    if (entry.latest?.version === version && !entry.outdated) return Promise.resolve(entry.latest);
    if (entry.running?.version === version) {
      return entry.outdated ? this.readAfter(entry, entry.running.result) : entry.running.result;
    }
    const result = this.analyze(entry, version);
    entry.running = { version, result };
    return result;
  }

  /** What was under way began before an imported file or a setting changed: it is read once more. */
  private async readAfter(
    entry: Entry,
    running: Promise<AnalyzedDocument | undefined>,
  ): Promise<AnalyzedDocument | undefined> {
    const found = await running;
    const held = this.entries.get(entry.document.uri.toString()) === entry;
    return held ? this.read(entry.document) : found;
  }

  private async analyze(entry: Entry, version: number): Promise<AnalyzedDocument | undefined> {
    const { document, reader, outdated } = entry;
    entry.outdated = false;
    try {
      const analysis =
        (outdated ? undefined : this.alreadyRead(entry)) ??
        (await reader.read(() => this.isPresent(entry, version)));
      if (!analysis) return undefined;
      entry.latest = { document, version, analysis };
      this.tell(entry);
      return entry.latest;
    } catch (error) {
      this.log.error(`Reading ${document.uri.path.split("/").at(-1) ?? ""}: ${messageOf(error)}`);
      return undefined;
    } finally {
      if (entry.running?.version === version) delete entry.running;
    }
  }

  /** An edit may have been read ahead, or have changed nothing. */
  private alreadyRead({ document, ahead, latest }: Entry): Analysis | undefined {
    const text = document.getText();
    const written = ahead?.across === false ? ahead.reading : undefined;
    return [written, latest].find((read) => read?.analysis.document.text === text)?.analysis;
  }

  private isPresent(entry: Entry, version: number): boolean {
    const { document } = entry;
    const held = this.entries.get(document.uri.toString()) === entry;
    return held && !document.isClosed && document.version === version;
  }

  /** Other documents define schedules now than before. */
  private readOtherFormats(): void {
    switchFormatsOff(readFormatsOff());
    this.readAllAgain();
    for (const document of workspace.textDocuments) this.plan(document, 0);
  }

  private readAllAgain(): void {
    this.notebooks.clear();
    for (const entry of this.entries.values()) this.readAgain(entry);
  }

  private readDependentsAgain(uri: Uri): void {
    this.notebooks.clear();
    for (const entry of this.entries.values()) {
      if (entry.reader.dependsOn(uri)) this.readAgain(entry);
    }
  }

  private readAgain(entry: Entry): void {
    entry.outdated = true;
    entry.ahead = undefined;
    this.plan(entry.document, readDelay(entry.document));
  }

  private forget(document: TextDocument): void {
    const key = document.uri.toString();
    const entry = this.entries.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.reader.dispose();
    this.entries.delete(key);
    this.forgotten.fire(document.uri);
  }

  override dispose(): void {
    for (const { timer, reader } of this.entries.values()) {
      clearTimeout(timer);
      reader.dispose();
    }
    this.entries.clear();
    super.dispose();
  }
}
