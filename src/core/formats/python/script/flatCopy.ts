import type { ScriptPorts } from "./script";
import type { Scope } from "./value";

/** So many modules of one package have to lie beside a script for its folder to be a copy of that. */
const FEWEST = 2;

type Ports = Pick<ScriptPorts, "file">;

/**
 * Where a module of a package may lie that is nowhere as a folder. Whatever a script imports of the
 * package has to be there in the same way; otherwise there are no such places.
 */
export function copiesOf(module: string, { text, uri }: Scope, { file }: Ports): readonly string[] {
  const modules = importedOf(module, text);
  const isThere = (path: string): boolean => file(path, uri) !== undefined;
  if (modules.length < FEWEST) return [];
  const layout = LAYOUTS.find(({ isFor, placesOf }) => {
    return isFor(modules) && modules.every((one) => placesOf(one).some(isThere));
  });
  return layout?.placesOf(module) ?? [];
}

/** The modules of one package that a script imports, and this one; none where it is the package. */
function importedOf(module: string, text: string): string[] {
  const [root = "", ...within] = module.split(".");
  if (within.length === 0) return [];
  const imports = text.matchAll(
    new RegExp(String.raw`^[ \t]*(?:from|import)[ \t]+(${root}\.[\w.]+)`, "gm"),
  );
  return [...new Set([module, ...[...imports].map(([, one = ""]) => one)])];
}

interface Layout {
  readonly isFor: (modules: readonly string[]) => boolean;
  readonly placesOf: (module: string) => readonly string[];
}

const lastOf = (module: string): string => module.slice(module.lastIndexOf(".") + 1);

/** Scripts copy what they are run with into one folder, whatever folders it comes from. */
const flat: Layout = {
  isFor: (modules) => new Set(modules.map(lastOf)).size === modules.length,
  placesOf: (module) => [`./${lastOf(module)}.py`],
};

/** The folder that holds the script is the package, and has another name: a clone's, an archive's. */
const renamed = (folder: string): Layout => {
  const placesOf = (module: string): string[] => {
    const path = module.split(".").slice(1).join("/");
    return [`${folder}${path}.py`, `${folder}${path}/__init__.py`];
  };
  return {
    // one name is too little to tell a package of the folder's from another one's
    isFor: (modules) => modules.every((one) => one.split(".").length > 2),
    placesOf,
  };
};

const LAYOUTS: readonly Layout[] = [flat, renamed("./"), renamed("../"), renamed("../../")];
