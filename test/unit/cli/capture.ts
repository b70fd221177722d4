import { readFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../../../src/cli/run";

export interface Captured {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const FOLDERS = [
  "node_modules/@vscode/tree-sitter-wasm/wasm",
  "node_modules/@tensorflow/tfjs-backend-wasm/dist",
];

const asset = (name: string): Promise<Uint8Array> =>
  readFile(path.join(FOLDERS[name.startsWith("tree-sitter") ? 0 : 1] ?? "", name));

/** Runs one call of the command line in this process. */
export async function call(...args: string[]): Promise<Captured> {
  const written = { out: "", err: "" };
  const code = await run(args, {
    out: (text) => (written.out += `${text}\n`),
    err: (text) => (written.err += text),
    redraw: (line) => (written.err += line),
    interactive: false,
    asset,
    onInterrupt: () => () => undefined,
  });
  return { code, ...written };
}
