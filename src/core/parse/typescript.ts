import { MAX_ROOTS, MAX_TYPESCRIPT_LENGTH } from "./limits";
import type { Problem } from "../problem";
import type { ParsedDocument, SourceRoot } from "./sourceValue";
import { syntaxProblem } from "./syntaxProblem";
import type { SyntaxParser, SyntaxTree } from "./syntaxTree";
import { staticTypeScript } from "./typescript/language";
import { keptRoot } from "./typescript/keep";
import { ModuleLoader, type ResolveImport, type TreeCache } from "./typescript/loader";
import { mendRoots } from "./typescript/mend";
import { createModule, type SourceModule } from "./typescript/module";
import { cut, cutRoot, readRoot } from "./typescript/readRoots";
import { Reading } from "./typescript/reading";
import {
  findRoots,
  mayDefine,
  NOTHING_KEPT,
  type Kept,
  type KeptRoot,
  type KeptRoots,
  type RootPlace,
} from "./typescript/roots";
import { Tracer } from "./typescript/trace";
import { formatCount } from "../text/format";
import { t } from "../text/words";

export interface TypeScriptOptions {
  /** Finds the text of a file of the workspace that the document imports. */
  readonly resolveImport?: ResolveImport | undefined;
  /** The document's address, from which its imports are resolved. */
  readonly uri?: string | undefined;
  /** Values that the user gave for what is known only at run time, by its text. */
  readonly values?: ReadonlyMap<string, number> | undefined;
  /** Asked now and then; once it says true, the rest is not read, and a problem says so. */
  readonly expired?: (() => boolean) | undefined;
}

/** Names that were searched in vain, of which a session of typing leaves behind ever more. */
const MAX_ABSENT = 2_000;

const NEVER = (): boolean => false;

/**
 * Reads the schedule definitions of a TypeScript file without running it: `defineSchedule(…)`
 * calls and constants typed `ScheduleDefinition`, in finished or half-typed code. Never throws;
 * what only the running program knows is an unknown value with its text as symbol. Functions of
 * custom phases are compiled for the interpreter, and throw `InterpreterError` alone.
 */
export function parseTypeScript(
  text: string,
  parser: SyntaxParser,
  options: TypeScriptOptions = {},
): ParsedDocument {
  const refused = refuse(text);
  if (refused) return refused;
  const tree = parser.parse(text, { expired: options.expired });
  if (!tree) return tooSlow(text);
  const cache: TreeCache = new Map();
  try {
    return readTree(text, tree, { parser, cache, ...options }).document;
  } finally {
    tree.delete();
    for (const imported of cache.values()) imported.tree.delete();
  }
}

/** The answer for a text that is not parsed at all; undefined where it is to be parsed. */
export function refuse(text: string): ParsedDocument | undefined {
  if (!mayDefine(text)) return { language: "typescript", text, roots: [], problems: [] };
  if (text.length <= MAX_TYPESCRIPT_LENGTH) return undefined;
  const found = formatCount(text.length);
  const limit = formatCount(MAX_TYPESCRIPT_LENGTH);
  return failed(
    text,
    t`This file has ${found} characters; definitions in files of up to ${limit} are read.`,
  );
}

export const tooSlow = (text: string): ParsedDocument =>
  failed(text, t("This file took too long to parse; its definitions are not read."));

function failed(text: string, message: string): ParsedDocument {
  const line = text.slice(0, 80).search(/[\r\n]/);
  const range = { start: 0, end: line > 0 ? line : Math.min(80, text.length) };
  const problem = { ...syntaxProblem(range, message), code: "too-large" };
  return { language: "typescript", text, roots: [], problems: [problem] };
}

export interface TreeReading extends TypeScriptOptions {
  readonly parser: SyntaxParser;
  readonly cache: TreeCache;
  /** What an earlier reading found and this one would find again. */
  readonly kept?: Kept | undefined;
}

export interface TreeAnswer {
  readonly document: ParsedDocument;
  readonly kept: Kept;
}

/** Reads the definitions in a tree of `text`. The tree stays the caller's. */
export function readTree(text: string, tree: SyntaxTree, options: TreeReading): TreeAnswer {
  const { parser, cache, resolveImport, uri = "", values = new Map(), expired = NEVER } = options;
  const tracer = new Tracer();
  const loader = new ModuleLoader({ parser, resolve: resolveImport, cache, expired, tracer });
  const reading = new Reading(staticTypeScript, loader, values, expired, tracer);
  const { kept: { roots: earlier, absent: searched } = NOTHING_KEPT } = options;
  const place = { uri: undefined, location: uri, depth: 0 };
  const file = { ...place, text, tree, tracer, absent: searched };
  const module = createModule(file);
  const { roots, extra, kept } = readAll(reading, module, { parser, expired, earlier });
  // near a limit it matters who was read first, and what was kept was read before
  const limited = reading.exhausted || loader.full;
  if (limited && earlier.size > 0) return readTree(text, tree, { ...options, kept: undefined });
  loader.prune();
  const problems = [...reading.problems.items, ...extra].map((problem) => ({
    ...problem,
    range: cut(problem.range, text.length),
  }));
  const document = { language: "typescript", text, roots, problems, files: loader.texts } as const;
  if (limited) return { document, kept: NOTHING_KEPT };
  const absent = module.absent.size > MAX_ABSENT ? NOTHING_KEPT.absent : module.absent;
  return { document, kept: { roots: kept, absent } };
}

interface AllRoots {
  readonly roots: readonly SourceRoot[];
  readonly extra: readonly Problem[];
  readonly kept: KeptRoots;
}

interface RootReading {
  readonly parser: SyntaxParser;
  readonly expired: () => boolean;
  readonly earlier: KeptRoots;
}

function readAll(
  reading: Reading,
  module: SourceModule,
  { parser, expired, earlier }: RootReading,
): AllRoots {
  const { found, broken, more } = findRoots(module, { kept: earlier });
  const kept = new Map<number, KeptRoot>();
  const roots = found.map((place) => {
    const { source, keep } =
      "whole" in place ? readAnew(reading, place, module) : readKept(reading, place);
    if (keep) kept.set(place.marker, keep);
    return source;
  });
  for (const { place, module: part, end } of mendRoots(module, broken, parser, expired)) {
    roots.push(cutRoot(readRoot(reading, place, part), end));
    part.tree.delete();
    const message = t("This definition is not closed yet: a bracket is missing.");
    reading.report({ module }, cut(place.anchor, end), message);
  }
  roots.sort((one, other) => one.anchor.start - other.anchor.start);
  const last = found.at(-1);
  const message = t`More than ${MAX_ROOTS} definitions: the rest of them are not read.`;
  const extra = more && last ? [{ ...syntaxProblem(last.anchor, message), code: "too-large" }] : [];
  return { roots, extra, kept };
}

interface ReadRoot {
  readonly source: SourceRoot;
  readonly keep: KeptRoot | undefined;
}

function readAnew(reading: Reading, place: RootPlace, module: SourceModule): ReadRoot {
  const { result: source, trace } = reading.tracer.run(() => readRoot(reading, place, module));
  trace.absorb(place.trace);
  return { source, keep: keptRoot(place, source, trace) };
}

/** Books what reading it took, so that the limits of the document are what they would be. */
function readKept(reading: Reading, root: KeptRoot): ReadRoot {
  reading.spend(root.trace.visits);
  for (const [uri, text] of root.trace.files) reading.loader.keep(uri, text);
  return { source: root.source, keep: root };
}
