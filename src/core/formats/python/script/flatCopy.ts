import type { ScriptPorts } from "./script";
import type { Scope } from "./value";

/** So many modules of one package have to lie beside a script for its folder to be a copy of that. */
const FEWEST = 2;

const lastOf = (module: string): string => module.slice(module.lastIndexOf(".") + 1);

/**
 * Where a module of a package lies that is nowhere as a folder: beside the script, where every module
 * that this imports of the package lies there. Scripts copy what they are run with into one folder,
 * whatever folders it comes from. Undefined where that is not so.
 */
export function besideIt(
  module: string,
  { text, uri }: Scope,
  { file }: Pick<ScriptPorts, "file">,
): string | undefined {
  const [root = "", ...within] = module.split(".");
  if (within.length === 0) return undefined;
  const imports = text.matchAll(
    new RegExp(String.raw`^[ \t]*(?:from|import)[ \t]+(${root}\.[\w.]+)`, "gm"),
  );
  const modules = new Set([module, ...[...imports].map(([, one = ""]) => one)]);
  const names = new Set([...modules].map(lastOf));
  if (modules.size < FEWEST || names.size < modules.size) return undefined;
  for (const name of names) if (!file(`./${name}.py`, uri)) return undefined;
  return `./${lastOf(module)}.py`;
}
