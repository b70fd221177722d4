import { readFile } from "node:fs/promises";
import path from "node:path";
import type { SyntaxParser } from "../core/parse/syntaxTree";
import { loadSyntaxParser } from "../host/syntax/loadSyntaxParser";

const RUNTIME = "tree-sitter.wasm";
const TYPESCRIPT = "tree-sitter-typescript.wasm";

let loading: Promise<SyntaxParser> | undefined;

/** The TypeScript parser for node; its wasm files lie beside the program or in `folder`. */
export function syntaxParser(folder: string = import.meta.dirname): Promise<SyntaxParser> {
  return (loading ??= load(folder));
}

async function load(folder: string): Promise<SyntaxParser> {
  const [runtime, typescript] = await Promise.all(
    [RUNTIME, TYPESCRIPT].map((name) => readFile(path.join(folder, name))),
  );
  if (!runtime || !typescript) throw new Error(`the syntax files are missing in ${folder}`);
  return loadSyntaxParser({ runtime, typescript });
}
