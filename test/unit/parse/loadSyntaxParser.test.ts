import path from "node:path";
import vm from "node:vm";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import type { loadSyntaxParser } from "../../../src/syntax/loadSyntaxParser";
import { parser, syntaxBytes } from "./parser";

/** The globals of a web worker that the module may look at; neither node's nor a page's. */
function workerGlobals(): Record<string, unknown> {
  const location = { href: "https://editor.example/static/extensionHostWorker.js" };
  const noFetch = () => {
    throw new Error("the loader fetches nothing: it gets its bytes");
  };
  const shared = { WebAssembly, TextDecoder, TextEncoder, URL, console, performance, setTimeout };
  return { ...shared, location, self: { location }, importScripts: noFetch, fetch: noFetch };
}

describe("loadSyntaxParser", () => {
  it("works in a web worker, without node and without a document", async () => {
    const bundled = await build({
      entryPoints: [path.resolve("src/syntax/loadSyntaxParser.ts")],
      bundle: true,
      write: false,
      format: "cjs",
      platform: "browser",
      target: "es2022",
      external: ["fs", "fs/promises", "module", "path", "url"],
      logLevel: "silent",
    });
    const module = { exports: {} };
    const context = vm.createContext({ ...workerGlobals(), module, exports: module.exports });
    vm.runInContext(bundled.outputFiles[0]?.text ?? "", context);
    const { loadSyntaxParser: load } = module.exports as {
      loadSyntaxParser: typeof loadSyntaxParser;
    };
    const inWorker = await load(syntaxBytes);
    const tree = inWorker.parse("const a = 1;");
    expect(tree?.rootNode.namedChildren[0]?.type).toBe("lexical_declaration");
    expect(vm.runInContext("typeof document", context)).toBe("undefined");
  });

  it("stops when it is told to, and starts afresh with the next text", () => {
    const long = "const a = [".repeat(2000);
    expect(parser.parse(long, { expired: () => true })).toBeUndefined();
    const tree = parser.parse("let b = 2;");
    expect(tree?.rootNode.endIndex).toBe(10);
    expect(tree?.rootNode.hasError).toBe(false);
    tree?.delete();
  });

  it("parses a part of a text at the offsets of the whole", () => {
    const text = "] ] ]\nconst a = 1;\n} }";
    const tree = parser.parse(text, { only: { start: 6, end: 18 } });
    expect(tree?.rootNode.hasError).toBe(false);
    expect(tree?.rootNode.namedChildren[0]?.startIndex).toBe(6);
    tree?.delete();
    expect(parser.parse("let b = 2;")?.rootNode.endIndex).toBe(10);
  });
});
