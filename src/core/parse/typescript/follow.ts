import { runProgram, type ProgramRun } from "../../program/program";
import { toSource } from "../../program/source";
import { typescriptSemantics } from "../../program/typescript/semantics";
import {
  Dict,
  isObject,
  LibraryCall,
  Unknown,
  UNSET,
  type Value as Evaluated,
} from "../../program/values";
import type { Machine } from "../../program/machine";
import { lowerTypeScript } from "../../syntax/typescript/statements";
import type { SourceValue } from "../sourceValue";
import type { SyntaxNode } from "../syntaxTree";
import { phaseBuilders, unitBuilders } from "./builders";
import type { Binding } from "./bindings";
import type { Site, SourceModule } from "./module";
import type { Reading } from "./reading";

type Constant = Binding & { readonly kind: "constant" };

/** What running a file costs, in visits. */
const RUN_VISITS = 200;

/**
 * The value of a constant whose parts are changed after its declaration, as the program has it
 * where it is used: its statements before that one are run. Undefined where that cannot be said:
 * within functions, in imported files.
 */
export function followed(
  reading: Reading,
  { name, module }: Constant,
  use: SyntaxNode,
  site: Site,
): SourceValue | undefined {
  const statement = topStatement(use);
  const isHere = module.uri === undefined && site.module === module && !site.environment;
  if (!isHere || !statement || !reading.afford(RUN_VISITS)) return undefined;
  const run = runBefore(module, statement.startIndex);
  const cell = run.cell(name);
  if (!cell || cell.value === UNSET || isUnknown(cell.value)) return undefined;
  const range = { start: use.startIndex, end: use.endIndex };
  const here = { range, literal: false };
  const value = toSource(run.machine, cell.value, {
    use: here,
    place: cell.place ?? here,
    call: undefined,
  });
  return value.type === "function" || value.type === "call" || value.type === "choice"
    ? undefined
    : value;
}

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

const runs = new WeakMap<SourceModule, Map<number, ProgramRun>>();

function runBefore(module: SourceModule, end: number): ProgramRun {
  const known = runs.get(module) ?? new Map<number, ProgramRun>();
  runs.set(module, known);
  const run = known.get(end) ?? runStatements(module, end);
  known.set(end, run);
  return run;
}

function runStatements(module: SourceModule, end: number): ProgramRun {
  const program = lowerTypeScript(module.text, module.tree.rootNode);
  const isBefore = ({ type, range }: (typeof program.body)[number]) =>
    range.end <= end || type === "functionDefinition";
  return runProgram(
    { ...program, body: program.body.filter(isBefore) },
    {
      semantics: typescriptSemantics,
      host: { call: build, leaves: (callee) => callee.startsWith("console.") },
    },
  );
}

/** The library's builders: `linear({ … })` is its object with its kind, `epochs(3)` a text. */
function build(machine: Machine, call: LibraryCall): Evaluated {
  const name = call.callee.slice(call.callee.lastIndexOf(".") + 1);
  const { positional, slots, site } = call.given;
  const unit = unitBuilders.get(name);
  const [argument] = positional;
  if (unit && typeof argument === "number") {
    machine.place = slots[0]?.place ?? site;
    return unit(argument);
  }
  if (phaseBuilders.has(name)) return buildPhase(machine, name, argument, call);
  return name === "defineSchedule"
    ? argument
    : machine.unknown(call.given.text ?? call.callee, site);
}

function buildPhase(
  machine: Machine,
  name: string,
  argument: Evaluated,
  { calleeSite, given }: LibraryCall,
): Evaluated {
  if (isObject(argument) && argument.kind === "unknown") return argument;
  if (argument !== undefined && !(argument instanceof Dict))
    return machine.unknown(given.text ?? name, given.site);
  const phase = new Dict();
  const place = { ...calleeSite, literal: false };
  const slot = { use: place, place, call: machine.callSite };
  phase.entries.set("kind", { key: "kind", value: name, slot, keySite: place });
  for (const [key, entry] of argument?.entries ?? [])
    if (key !== "kind") phase.entries.set(key, entry);
  phase.opaque = argument?.opaque;
  phase.builder = place;
  return phase;
}
