import type { ImportedFile } from "../../../parse/typescript/loader";
import { lowerLazily } from "../../../syntax/python/lazy/lowerLazily";
import { copiesOf } from "./flatCopy";
import type { Machine } from "./machine";
import { moduleScope } from "./scope";
import type { ScriptPorts } from "./script";
import { searchFolders } from "./searchPath";
import type { Scope, Value } from "./value";

export const MOST_FILES = 48;

export const MOST_FILES_OF_RATES = 64;

/** Of a run that another file starts: what it brings along, and what the script does. */
export const MOST_FILES_OF_RUN = 64;

const MOST_CHARACTERS = 200_000;

/** Where a module may stand, relative to the file that imports it. */
function candidates(module: string, level: number, { text }: Scope): string[] {
  const path = module.replaceAll(".", "/");
  const up = level > 1 ? "../".repeat(level - 1) : "./";
  if (level > 0)
    return path === "" ? [`${up}__init__.py`] : [`${up}${path}.py`, `${up}${path}/__init__.py`];
  const above = ["./", "../", "../../"];
  // a script that extends sys.path often keeps its modules in a folder beside it
  const beside = /\bsys\.path\b/.test(text) ? ["lib/", "src/"] : [];
  const usual = beside.flatMap((name) => above.map((at) => `${at}${name}`));
  const folders = [...above, ...searchFolders(text), ...usual];
  return folders.flatMap((folder) => [`${folder}${path}.py`, `${folder}${path}/__init__.py`]);
}

interface Files {
  readonly ports: ScriptPorts;
  /** Those that were read. */
  readonly files: Map<string, Value | undefined>;
  readonly most: number;
  /** The script's own module, where another file imports it. */
  readonly imported: (() => Value | undefined) | undefined;
}

type Wanted = readonly [module: string, level: number, scope: Scope];

export function importFile(machine: Machine, files: Files, wanted: Wanted): Value | undefined {
  const [module, level, scope] = wanted;
  const found = importAny(machine, files, wanted, candidates(module, level, scope));
  if (found || level > 0) return found;
  return importAny(machine, files, wanted, copiesOf(module, scope, files.ports));
}

function importAny(
  machine: Machine,
  { ports, files, most, imported }: Files,
  [, , scope]: Wanted,
  paths: readonly string[],
): Value | undefined {
  for (const path of paths) {
    if (files.size >= most && !mayBeRead(path, files, imported && ports.uri)) continue;
    const file = ports.file(path, scope.uri);
    if (file?.uri === ports.uri && imported) return imported();
    if (!file || file.uri === ports.uri || file.text.length > MOST_CHARACTERS) continue;
    if (!files.has(file.uri)) {
      if (files.size >= most) return undefined;
      files.set(file.uri, undefined);
      files.set(file.uri, readFile(machine, ports, file));
    }
    return files.get(file.uri);
  }
  return undefined;
}

/** Whether a path may lead to one of the files that were read, or to the script itself. */
function mayBeRead(path: string, files: Files["files"], own = ""): boolean {
  const end = path.replace(/^(?:\.\.?\/)+/, "/");
  return [...files.keys(), own].some((uri) => uri.endsWith(end));
}

export function readFile(
  machine: Machine,
  ports: ScriptPorts,
  file: ImportedFile,
): Value | undefined {
  const program = lowerLazily(file, ports.parser);
  if (!program) return undefined;
  const scope = moduleScope(file.text, file.uri, false);
  // a file that is imported is not `__main__`
  scope.names.set("__name__", { type: "text", value: "module" });
  machine.execute(program.body, scope);
  return { type: "module", scope };
}
