import type { SyntaxParser } from "../../../parse/syntaxTree";
import type { ImportedFile } from "../../../parse/typescript/loader";
import { memoryOf } from "../../../syntax/python/lazy/memory";
import { launchesOf, type Launch, type Neighbours } from "./launches";
import type { Findings } from "./machine";
import type { Scope } from "./value";

/** A file that starts a run with what a script defines. */
export interface Caller {
  readonly file: ImportedFile;
  /** Its folder, relative to the script's. */
  readonly folder: string;
}

interface Ports {
  readonly uri: string;
  readonly parser: SyntaxParser;
  file(path: string, from?: string): ImportedFile | undefined;
  siblings?(ending: string, folder?: string): readonly ImportedFile[];
}

/** Where a file that imports a script is looked for: beside it and above it, as packages are laid out. */
const FOLDERS = ["./", "../", "../../"];
const MOST_CALLERS = 4;
const MOST_CHARACTERS = 200_000;

/** What starts a run: a guard, a parser of the command line, a library that calls the main function. */
const STARTS = /\b__main__\b|\bparse_(?:known_)?args\b|\bhydra\.main\b|\bapp\.run\b|\bFire\(/;
/** Files whose names say that they train nothing. */
const NO_RUN =
  /\/(?:(?:eval|test|infer|predict|demo|plot|vis)[^/]*|[^/]*_(?:eval|test)|conftest|setup)\.py$/i;
/** And those that say that they do. */
const RUN = /\/[^/]*(?:train|main|run|finetune|fit)[^/]*\.py$/i;
const IMPORT = /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]+\(?([^\n#]*)/gm;
const NAME = /[A-Za-z_]\w*/g;

/**
 * The files that import a script, or a package above it, and start a run with what it defines, those
 * nearest to it first; none for a script that starts one itself. Whether they do shows when they are read.
 */
export function callersOf({ names, text }: Scope, ports: Ports): readonly Caller[] {
  if (!ports.uri.endsWith(".py") || /\b__main__\b/.test(text)) return [];
  const own = [...names].flatMap(([name, value]) =>
    (value.type === "class" || value.type === "function") && value.scope.own ? [name] : [],
  );
  if (own.length === 0) return [];
  const wanted: Wanted = { own, modules: modulesOf(ports.uri) };
  const around = FOLDERS.flatMap((folder) =>
    (ports.siblings?.(".py", folder) ?? [])
      .filter((file) => file.uri !== ports.uri)
      .map((file) => ({ file, folder })),
  );
  const direct = around.filter(({ file }) => startsWith(wanted, file, ports.parser));
  const found = direct.length > 0 ? direct : throughOthers(wanted, around, ports.parser);
  const trains = ({ file }: Caller): number => (RUN.test(file.uri) ? 0 : 1);
  return found.toSorted((a, b) => trains(a) - trains(b)).slice(0, MOST_CALLERS);
}

interface Wanted {
  /** What the script defines. */
  readonly own: readonly string[];
  /** What it may be imported from, by the last name: itself, and packages that hand on what is in it. */
  readonly modules: readonly string[];
}

const modulesOf = (uri: string): string[] =>
  decodeURIComponent(uri).replace(/\.py$/, "").split("/").slice(-3);

const MOST_BETWEEN = 8;
const DEFINED = /^(?:class|def)[ \t]+(\w+)/gm;

/** Those that start a run with what another file defines, which uses the script: a trainer's class. */
function throughOthers(
  wanted: Wanted,
  around: readonly Caller[],
  parser: SyntaxParser,
): readonly Caller[] {
  const between = around.filter(({ file }) => uses(wanted, file, parser)).slice(0, MOST_BETWEEN);
  const theirs = between.map(({ file: { uri, text } }): Wanted => {
    const own = [...text.matchAll(DEFINED)].map(([, name = ""]) => name);
    return { own, modules: modulesOf(uri) };
  });
  return around.filter(({ file }) => theirs.some((one) => startsWith(one, file, parser)));
}

const startsWith = (wanted: Wanted, file: ImportedFile, parser: SyntaxParser): boolean =>
  STARTS.test(file.text) && uses(wanted, file, parser);

function uses({ own, modules }: Wanted, { uri, text }: ImportedFile, parser: SyntaxParser) {
  if (text.length > MOST_CHARACTERS || NO_RUN.test(uri)) return false;
  const named = memoryOf(parser).names.of(text, () => new Set(text.match(NAME)));
  if (!own.some((name) => named?.has(name))) return false;
  const imported = [...text.matchAll(IMPORT)].flatMap(([, from = "", what = ""]) => [
    from.split(".").at(-1) ?? "",
    ...(what.match(NAME) ?? []),
  ]);
  return modules.some((module) => imported.includes(module));
}

/** The commands of shell scripts that run a caller. */
export const launchesOfCaller = (
  { file: { uri }, folder }: Caller,
  { file, siblings }: Omit<Ports, "uri" | "parser">,
): readonly Launch[] => {
  const neighbours: Neighbours = {
    file: (path) => file(path, uri),
    siblings: (ending) => siblings?.(ending, folder) ?? [],
  };
  return launchesOf(uri, neighbours);
};

/**
 * Whether what has been read so far trains, and makes something at a place or an object of the class
 * around it.
 */
export function reachedIn({ objects, instances, methods }: Findings): (start: number) => boolean {
  const trains = methods.some(
    ({ method, object: { path } }) =>
      method === "step" || method === "fit" || (method === "train" && path.endsWith("Trainer")),
  );
  if (!trains) return () => false;
  const made = new Set(objects.map(({ calleeRange }) => calleeRange.start));
  const within = instances.flatMap(({ of }) => (of.scope.own ? [of.node.range] : []));
  return (at) => made.has(at) || within.some(({ start, end }) => start <= at && at < end);
}
