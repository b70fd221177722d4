import { Uri, workspace } from "vscode";
import type { SyntaxParser } from "../core/parse/syntaxTree";

/** The parser for TypeScript, made when it is first asked for, and then kept. */
export class SyntaxParserSource {
  private parser: Promise<SyntaxParser> | undefined;

  constructor(private readonly extensionUri: Uri) {}

  /** A failure is not kept: the next call tries again. */
  get(): Promise<SyntaxParser> {
    this.parser ??= this.load().catch((error: unknown) => {
      this.parser = undefined;
      throw error;
    });
    return this.parser;
  }

  private async load(): Promise<SyntaxParser> {
    const [{ loadSyntaxParser }, runtime, typescript] = await Promise.all([
      import("./lazy/syntax"),
      this.read("tree-sitter.wasm"),
      this.read("tree-sitter-typescript.wasm"),
    ]);
    return loadSyntaxParser({ runtime, typescript });
  }

  private read(file: string): Thenable<Uint8Array> {
    return workspace.fs.readFile(Uri.joinPath(this.extensionUri, "dist", file));
  }
}
