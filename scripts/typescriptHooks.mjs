// Loader hooks behind typescript.mjs.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const isRelative = (specifier) => specifier.startsWith("./") || specifier.startsWith("../");

/** Outside of the editor, as in the unit tests. */
const STAND_IN = new URL("../test/unit/host/vscodeStandIn.ts", import.meta.url).href;

/** TypeScript files import each other without an extension. */
export async function resolve(specifier, context, next) {
  if (specifier === "vscode") return { url: STAND_IN, shortCircuit: true };
  if (isRelative(specifier) && context.parentURL?.endsWith(".ts")) {
    const url = new URL(`${specifier}.ts`, context.parentURL);
    if (existsSync(fileURLToPath(url))) return { url: url.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const text = await readFile(fileURLToPath(url), "utf8");
  const { code } = await transform(text, { loader: "ts", sourcefile: url, sourcemap: "inline" });
  return { format: "module", source: code, shortCircuit: true };
}
