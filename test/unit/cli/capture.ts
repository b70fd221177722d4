import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Environment } from "../../../src/cli/environment";
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
export const call = (...args: string[]): Promise<Captured> => callWith({}, ...args);

/** Runs one call in a world that differs in `world` from the usual one. */
export async function callWith(world: Partial<Environment>, ...args: string[]): Promise<Captured> {
  const written = { out: "", err: "" };
  const code = await run(args, {
    out: (text) => (written.out += `${text}\n`),
    err: (text) => (written.err += text),
    redraw: (line) => (written.err += line),
    interactive: false,
    asset,
    onInterrupt: () => () => undefined,
    ...world,
  });
  return { code, ...written };
}
