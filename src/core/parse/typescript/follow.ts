import { Journal } from "../../program/journal";
import { ownerOf } from "../../program/owners";
import type { ProgramRun } from "../../program/program";
import { toSource } from "../../program/source";
import type { Statement } from "../../program/statementTree";
import type { Expression } from "../../program/tree";
import {
  isObject,
  madeSoFar,
  Unknown,
  UNSET,
  type Entry,
  type Site as Place,
  type Value as Evaluated,
} from "../../program/values";
import { Lowering } from "../../syntax/typescript/lower";
import type { SourceValue } from "../sourceValue";
import { rangeOf, type SyntaxNode } from "../syntaxTree";
import type { Binding } from "./bindings";
import type { Site, SourceModule } from "./module";
import { runBefore, runStatements } from "./moduleRuns";
import { changedNames, mayChangeLater } from "./mutation";
import type { Reading } from "./reading";

/** What the file's statements change: a part of a constant, or a variable. */
export type Changed = Binding & { readonly kind: "constant" | "variable" };

/** What running a file costs, in visits. */
const RUN_VISITS = 200;

/**
 * The value of a name that is given another, or whose parts are changed, after its declaration, as
 * the program has it where it is used: its statements before that one are run. Undefined where that
 * cannot be said: within functions, in imported files.
 */
export function followed(
  reading: Reading,
  changed: Changed,
  use: SyntaxNode,
  site: Site,
): SourceValue | undefined {
  const found = heldBy(reading, changed, use, site);
  if (!found) return undefined;
  const range = { start: use.startIndex, end: use.endIndex };
  const here = { range, literal: false };
  const { value, place, run } = found;
  const source = toSource(run.machine, value, { use: here, place: place ?? here, call: undefined });
  return source.type === "function" || source.type === "call" || source.type === "choice"
    ? undefined
    : source;
}

/**
 * The same as the evaluator has it: entries that are undefined are there, and two names of one thing
 * are one thing. Undefined, too, where a function is in it, which runs within the limits of its own
 * evaluator.
 */
export function followedValue(
  reading: Reading,
  changed: Changed,
  use: SyntaxNode,
  site: Site,
  when: "here" | "in the end",
): Data | undefined {
  const found = heldBy(reading, changed, use, site, when);
  const open: Unknown[] = [];
  return found && isData(found.value, open) ? { ...found, open } : undefined;
}

interface Data {
  readonly value: Evaluated;
  readonly place: Place | undefined;
  /** What in it only the run knows. */
  readonly open: readonly Unknown[];
}

interface Held {
  readonly value: Evaluated;
  readonly place: Place | undefined;
  readonly run: ProgramRun;
}

function heldBy(
  reading: Reading,
  { name, module }: Changed,
  use: SyntaxNode,
  site: Site,
  when: "here" | "in the end" = "here",
): Held | undefined {
  const end = when === "here" ? topStatement(use)?.startIndex : module.text.length;
  const isHere = module.uri === undefined && site.module === module;
  if (when === "in the end" && isHere && mayChangeLater(name, module)) return undefined;
  if (!isHere || end === undefined || !reading.afford(RUN_VISITS)) return undefined;
  const run = runBefore(module, end);
  if (!run) return undefined;
  // a statement that could not be followed may have changed anything
  if (run.problems.length > 0) return undefined;
  const cell = run.cell(name);
  if (!cell || cell.value === UNSET || isUnknown(cell.value)) return undefined;
  return { value: cell.value, place: cell.place, run };
}

/** Whether a value is numbers, texts, lists and objects of them, or of what only the run knows. */
function isData(value: Evaluated, open: Unknown[], seen = new Set<Evaluated>()): boolean {
  if (!isObject(value) || seen.has(value)) return true;
  seen.add(value);
  if (value.kind === "unknown") open.push(value);
  if (value.kind !== "list" && value.kind !== "dict") return value.kind === "unknown";
  if (value.opaque) open.push(value.opaque);
  const parts = value.kind === "list" ? value.items : Array.from(value.entries.values(), valueOf);
  return parts.every((part) => isData(part, open, seen));
}

const valueOf = ({ value }: Entry): Evaluated => value;

const isUnknown = (value: Evaluated): boolean => value instanceof Unknown;

/** The statement at module level around a node; undefined where a function lies between. */
function topStatement(node: SyntaxNode): SyntaxNode | undefined {
  let at = node;
  while (at.parent?.parent) {
    if (/function|method|arrow/.test(at.type)) return undefined;
    at = at.parent;
  }
  return at;
}

/** No program has a name with a space. */
const RESULT = "the result";

/**
 * An expression whose functions use what the file's statements change, as the program has it at its
 * place: these are run, and then it. Undefined where it changes anything that was there before: what
 * it is then depends on its own statement, too.
 */
export function followedExpression(
  reading: Reading,
  node: SyntaxNode,
  { module }: Site,
): SourceValue | undefined {
  const statement = topStatement(node);
  if (module.uri !== undefined || !changesAnything(module)) return undefined;
  if (!statement || !reading.afford(RUN_VISITS)) return undefined;
  reading.tracer.unsettle();
  const result = resultOf(new Lowering(module.text).expression(node, node));
  const journal = new Journal(undefined);
  let since = 0;
  const run = runStatements(module, statement.startIndex, [result], (next, { machine }) => {
    if (next !== result) return;
    since = madeSoFar();
    machine.journal = journal;
  });
  const cell = run?.cell(RESULT);
  if (!run || !cell || cell.value === UNSET || run.problems.length > 0) return undefined;
  const open: Unknown[] = [];
  if (!isData(cell.value, open) || open.length > 0 || journal.reaches(since, ownerOf(cell)))
    return undefined;
  const here = { range: rangeOf(node), literal: false };
  const place = cell.place ?? here;
  return toSource(run.machine, cell.value, { use: place, place, call: here });
}

const changesAnything = (module: SourceModule): boolean =>
  /\b(?:let|var)\b/.test(module.text) || changedNames(module).size > 0;

function resultOf(value: Expression): Statement {
  const { range } = value;
  const target = { type: "name", name: RESULT, range } as const;
  return { type: "declaration", kind: "const", range, declarators: [{ target, value, range }] };
}
