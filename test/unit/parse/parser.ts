import { readFileSync } from "node:fs";
import { loadSyntaxParser } from "../../../src/syntax/loadSyntaxParser";

const FOLDER = "node_modules/@vscode/tree-sitter-wasm/wasm";

/** The wasm files of the package, as they are copied into the product. */
export const syntaxBytes = {
  runtime: readFileSync(`${FOLDER}/tree-sitter.wasm`),
  language: readFileSync(`${FOLDER}/tree-sitter-typescript.wasm`),
};

/** The parser that tests share. */
export const parser = await loadSyntaxParser(syntaxBytes);
