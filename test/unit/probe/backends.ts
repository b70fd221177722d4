import { readFile } from "node:fs/promises";
import path from "node:path";
import { cpuBackend } from "../../../src/probe/backends/cpu";
import { wasmBackend } from "../../../src/probe/backends/wasm";

const FOLDER = path.resolve(
  import.meta.dirname,
  "../../../node_modules/@tensorflow/tfjs-backend-wasm/dist",
);

export const wasm = wasmBackend(async (file) => {
  const content = await readFile(path.join(FOLDER, file));
  return new Uint8Array(content).buffer;
});
export const cpu = cpuBackend;
export const bothBackends = [wasm, cpu];
