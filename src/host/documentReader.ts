import { Uri, type TextDocument } from "vscode";
import type { Analysis } from "../core/analysis";
import type { EvaluationMemory } from "../core/evaluation";
import type { ImportedFile } from "../core/parse/typescript/loader";
import type { TypeScriptSession } from "../core/parse/typescriptSession";
import { Owner } from "./disposables";
import { headOf, scheduleLanguage } from "./documents";
import type { GivenValues } from "./language/givenValues";
import type { MeasuredLimits } from "./measuredLimits";
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

/** What is kept of one open document from one reading to the next. */
export class DocumentReader extends Owner {
  private session: TypeScriptSession | undefined;
  private memory: EvaluationMemory | undefined;
  private asked = new Set<string>();

  constructor(
    private readonly document: TextDocument,
    private readonly syntax: SyntaxParserSource,
    private readonly files: WorkspaceFiles,
    private readonly values: GivenValues,
    private readonly limits: MeasuredLimits,
  ) {
    super();
  }

  /** Whether the last reading looked for this file. */
  dependsOn(uri: Uri): boolean {
    return this.asked.has(uri.toString());
  }

  /**
   * Reads the document as it stands, or as it would be with another text; undefined once `isPresent`
   * says that nobody needs it.
   */
  async read(isPresent: () => boolean, text?: string): Promise<Analysis | undefined> {
    if (!scheduleLanguage(this.document)) return undefined;
    const core = await import("./lazy/core");
    for (let round = 1; isPresent(); round++) {
      this.memory ??= core.createMemory();
      this.asked = new Set();
      const analysis = await core.readDocument(headOf(this.document, text), {
        grammar: (id) => this.syntax.get(id),
        session: (parser) => (this.session ??= core.createSession(parser)),
        file: (candidates, from) => this.resolve(candidates, from),
        refusal: (path, from) => this.files.refusal(this.placeOf(path, from)),
        values: this.values.of(this.document.uri),
        rules: { severities: readSettings(this.document).rules },
        memory: this.memory,
        limitOf: this.limits.of(this.document.uri),
        expired: expiry(),
      });
      const complete = round > MOST_ROUNDS || !(await this.files.fetchWanted());
      if (complete) return isPresent() ? analysis : undefined;
    }
    return undefined;
  }

  private resolve(candidates: readonly string[], from: string): ImportedFile | undefined {
    for (const candidate of candidates) {
      const uri = this.placeOf(candidate, from);
      this.asked.add(uri.toString());
      const text = this.files.text(uri);
      if (text !== undefined) return { uri: uri.toString(), text };
    }
    return undefined;
  }

  private placeOf(path: string, from: string): Uri {
    return Uri.joinPath(from === "" ? this.document.uri : Uri.parse(from, true), "..", path);
  }

  override dispose(): void {
    this.session?.dispose();
    this.session = undefined;
    this.memory = undefined;
    super.dispose();
  }
}
