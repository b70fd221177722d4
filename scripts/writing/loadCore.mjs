// The product's core for scripts: bundled as the command line's is, with its reader of any text.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "../..");

const READER = `
  export { readDocument } from "./src/core/workspace";
  export { loadSyntaxParser } from "./src/syntax/loadSyntaxParser";
`;

/** The exports of `entry`, TypeScript that names files from the project's root, and `read`. */
export async function loadCore(name, entry) {
  const outfile = join(root, `node_modules/.cache/${name}.cjs`);
  await build({
    stdin: { contents: entry + READER, resolveDir: root, loader: "ts" },
    bundle: true,
    outfile,
    format: "cjs",
    platform: "node",
    mainFields: ["module", "main"],
    logLevel: "silent",
  });
  const core = createRequire(import.meta.url)(outfile);
  return { ...core, read: readerOf(core) };
}

/** The product's own reader, with the grammars that it needs. */
function readerOf({ readDocument, loadSyntaxParser }) {
  const folder = join(root, "node_modules/@vscode/tree-sitter-wasm/wasm");
  const parsers = new Map();
  const made = async (id) =>
    loadSyntaxParser({
      runtime: await readFile(join(folder, "tree-sitter.wasm")),
      language: await readFile(join(folder, `tree-sitter-${id}.wasm`)),
    });
  const grammar = (id) => {
    if (!parsers.has(id)) parsers.set(id, made(id));
    return parsers.get(id);
  };
  return (head) => readDocument(head, { grammar, file: () => undefined });
}
