import { Uri, type TextDocument } from "vscode";
import type { Analysis } from "../core/analysis";
import type { EvaluationMemory } from "../core/evaluation";
import type { ImportedFile } from "../core/parse/typescript/loader";
import type { TypeScriptSession } from "../core/parse/typescriptSession";
import { Owner } from "./disposables";
import { scheduleLanguage } from "./documents";
import { importCandidates, isRelativePath } from "../core/parse/importCandidates";
import type { GivenValues } from "./language/givenValues";
import type { MeasuredLimits } from "./measuredLimits";
import { readSettings } from "./settings";
import type { SyntaxParserSource } from "./syntaxParser";
import type { WorkspaceFiles } from "./workspaceFiles";

/** Files that import files that import files …: each round fetches those of one more level. */
const MOST_ROUNDS = 8;

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
    const core = await import("./lazy/core");
    const language = scheduleLanguage(this.document);
    if (!language) return undefined;
    const parser = language === "typescript" ? await this.syntax.get() : undefined;
    for (let round = 1; isPresent(); round++) {
      if (parser) this.session ??= core.createSession(parser);
      this.memory ??= core.createMemory();
      this.asked = new Set();
      const analysis = core.readDocument({
        text: text ?? this.document.getText(),
        uri: this.document.uri.toString(),
        values: this.values.of(this.document.uri),
        rules: { severities: readSettings(this.document).rules },
        typescript: parser && this.session && { parser, session: this.session },
        resolveImport: (specifier, from) => this.resolve(importCandidates(specifier), from),
        memory: this.memory,
        limitOf: this.limits.of(this.document.uri),
        resolveFile: (path) => this.resolve(isRelativePath(path) ? [path] : []),
      });
      const complete = round > MOST_ROUNDS || !(await this.files.fetchWanted());
      if (complete) return isPresent() ? analysis : undefined;
    }
    return undefined;
  }

  private resolve(candidates: readonly string[], from = ""): ImportedFile | undefined {
    const base = from === "" ? this.document.uri : Uri.parse(from, true);
    for (const candidate of candidates) {
      const uri = Uri.joinPath(base, "..", candidate);
      this.asked.add(uri.toString());
      const text = this.files.text(uri);
      if (text !== undefined) return { uri: uri.toString(), text };
    }
    return undefined;
  }

  override dispose(): void {
    this.session?.dispose();
    this.session = undefined;
    this.memory = undefined;
    super.dispose();
  }
}
