import { Uri, workspace } from "vscode";
import type { GrammarId } from "../core/formats/format";
import type { SyntaxParser } from "../core/parse/syntaxTree";

/** The parser of each grammar, made when it is first asked for, and then kept. */
export class SyntaxParserSource {
  private readonly parsers = new Map<GrammarId, Promise<SyntaxParser>>();

  constructor(private readonly extensionUri: Uri) {}

  /** The grammars that are loaded, or being loaded. */
  get loaded(): readonly GrammarId[] {
    return [...this.parsers.keys()];
  }

  /** A failure is not kept: the next call tries again. */
  get(grammar: GrammarId): Promise<SyntaxParser> {
    const known = this.parsers.get(grammar);
    if (known) return known;
    const made = this.load(grammar).catch((error: unknown) => {
      this.parsers.delete(grammar);
      throw error;
    });
    this.parsers.set(grammar, made);
    return made;
  }

  private async load(grammar: GrammarId): Promise<SyntaxParser> {
    const [{ loadSyntaxParser }, runtime, language] = await Promise.all([
      import("./lazy/syntax"),
      this.read("tree-sitter.wasm"),
      this.read(`tree-sitter-${grammar}.wasm`),
    ]);
    return loadSyntaxParser({ runtime, language });
  }

  private read(file: string): Thenable<Uint8Array> {
    return workspace.fs.readFile(Uri.joinPath(this.extensionUri, "dist", file));
  }
}
