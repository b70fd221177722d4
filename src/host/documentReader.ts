import { Uri, type TextDocument } from "vscode";
import type { Analysis } from "../core/analysis";
import type { EvaluationMemory } from "../core/evaluation";
import type { DocumentHead } from "../core/formats/format";
import type { ImportedFile } from "../core/parse/typescript/loader";
import type { TypeScriptSession } from "../core/parse/typescriptSession";
import { MOST_SIBLINGS } from "../core/parse/siblings";
import { Owner } from "./disposables";
import { headOf, scheduleLanguage } from "./documents";
import type { FunctionPreviews } from "./functions/functionPreviews";
import type { GivenValues } from "./language/givenValues";
import type { MeasuredLimits } from "./measuredLimits";
import type { NotebookReadings, Reading } from "./notebooks/notebookReadings";
import { scopeOf, type NotebookScope } from "./notebooks/notebookScope";
import { readSettings } from "./settings";
import type { SyntaxParserSource } from "./syntaxParser";
import type { WorkspaceFiles } from "./workspaceFiles";

/** Files that import files that import files …: each round fetches those of one more level. */
const MOST_ROUNDS = 8;

/** Longer than this, and the editor would feel it. */
const PARSE_WITHIN_MS = 200;

/** The time runs from the first question on: loading a grammar before it is not reading. */
export function expiry(): () => boolean {
  let end: number | undefined;
  return () => performance.now() > (end ??= performance.now() + PARSE_WITHIN_MS);
}

/** Texts that files of the workspace would have, by their addresses. */
export type OtherTexts = ReadonlyMap<string, string>;

/** What is kept of one open document from one reading to the next. */
export class DocumentReader extends Owner {
  private session: TypeScriptSession | undefined;
  private memory: EvaluationMemory | undefined;
  private asked: ReadonlySet<string> = new Set<string>();

  constructor(
    private readonly document: TextDocument,
    private readonly syntax: SyntaxParserSource,
    private readonly files: WorkspaceFiles,
    private readonly values: GivenValues,
    private readonly previews: FunctionPreviews,
    private readonly limits: MeasuredLimits,
    private readonly notebooks: NotebookReadings,
  ) {
    super();
  }

  /** Whether the last reading looked for this file. */
  dependsOn(uri: Uri): boolean {
    return this.asked.has(uri.toString());
  }

  /**
   * Reads the document as it stands, or as it would be with another text and `files` of other texts;
   * undefined once `isPresent` says that nobody needs it.
   */
  async read(
    isPresent: () => boolean,
    text?: string,
    files?: OtherTexts,
  ): Promise<Analysis | undefined> {
    if (!scheduleLanguage(this.document)) return undefined;
    const scope = scopeOf(this.document, text);
    if (scope) return this.readCell(scope, isPresent, text, files);
    const { analysis, asked } = await this.readHead(headOf(this.document, text), isPresent, files);
    this.asked = asked;
    return analysis;
  }

  /** A cell says what its part of the whole notebook says; the whole is read once for all cells. */
  private async readCell(
    { notebook, text, cell }: NotebookScope,
    isPresent: () => boolean,
    own = this.document.getText(),
    files?: OtherTexts,
  ): Promise<Analysis | undefined> {
    const uri = notebook.uri.toString();
    const head = { uri, languageId: "python", text };
    // other cells wait for the same reading, whether or not this one is still there
    const read = (): Promise<Reading> => this.readHead(head, () => !notebook.isClosed, files);
    const trial = files !== undefined || own !== this.document.getText();
    const { analysis, asked } = await (trial ? read() : this.notebooks.of(uri, text, read));
    this.asked = asked;
    const { analysisOfCell } = await import("./lazy/core");
    return analysis && isPresent() ? analysisOfCell(analysis, cell, own) : undefined;
  }

  private async readHead(
    head: DocumentHead,
    isPresent: () => boolean,
    files: OtherTexts | undefined,
  ): Promise<Reading> {
    const core = await import("./lazy/core");
    const isCell = head.uri !== this.document.uri.toString();
    let asked = new Set<string>();
    for (let round = 1; isPresent(); round++) {
      this.memory ??= core.createMemory();
      asked = new Set();
      const analysis = await core.readDocument(head, {
        grammar: (id) => this.syntax.get(id),
        session: (parser) => (this.session ??= core.createSession(parser)),
        file: (candidates, from) => this.resolve(candidates, from || head.uri, asked, files),
        siblings: (ending, folder) =>
          this.siblings(ending, folderOf(folder, head.uri), asked, files),
        refusal: (path, from) => this.files.refusal(placeOf(path, from || head.uri)),
        values: this.values.of(this.document.uri),
        metric: this.values.metricOf(this.document.uri),
        previews: this.previews.of(this.document.uri),
        rules: { severities: readSettings(this.document).rules },
        memory: this.memory,
        limitOf: isCell ? undefined : this.limits.of(this.document.uri),
        expired: expiry(),
      });
      const complete = round > MOST_ROUNDS || !(await this.files.fetchWanted());
      if (complete) return { analysis: isPresent() ? analysis : undefined, asked };
    }
    return { analysis: undefined, asked };
  }

  private resolve(
    candidates: readonly string[],
    from: string,
    asked: Set<string>,
    files: OtherTexts | undefined,
  ): ImportedFile | undefined {
    for (const candidate of candidates) {
      const uri = placeOf(candidate, from);
      asked.add(uri.toString());
      const text = files?.get(uri.toString()) ?? this.files.text(uri);
      if (text !== undefined) return { uri: uri.toString(), text };
    }
    return undefined;
  }

  private siblings(
    ending: string,
    folder: Uri,
    asked: Set<string>,
    files: OtherTexts | undefined,
  ): readonly ImportedFile[] {
    asked.add(folder.toString());
    const names = this.files.names(folder).filter((name) => name.endsWith(ending));
    const inside = Uri.joinPath(folder, "-").toString();
    return names
      .slice(0, MOST_SIBLINGS)
      .flatMap((name) => this.resolve([name], inside, asked, files) ?? []);
  }

  override dispose(): void {
    this.session?.dispose();
    this.session = undefined;
    this.memory = undefined;
    super.dispose();
  }
}

/** A folder, relative to a file's own, under the one name that it is known by. */
function folderOf(path: string, from: string): Uri {
  const place = placeOf(path, from);
  return place.with({ path: place.path.replace(/(?<=.)\/+$/, "") });
}

const placeOf = (path: string, from: string): Uri =>
  Uri.joinPath(Uri.parse(from, true), "..", path);
