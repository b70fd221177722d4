import { syntaxParser } from "../../../src/cli/syntax";

/** The parser that tests share; its files come straight from the package. */
export const parser = await syntaxParser("node_modules/@vscode/tree-sitter-wasm/wasm");
