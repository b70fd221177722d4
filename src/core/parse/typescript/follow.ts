import { runProgram, type ProgramRun } from "../../program/program";
import { toSource } from "../../program/source";
import { typescriptSemantics } from "../../program/typescript/semantics";
import { Unknown, UNSET, type Value as Evaluated } from "../../program/values";
import { lowerTypeScript } from "../../syntax/typescript/statements";
import type { SourceValue } from "../sourceValue";
import type { SyntaxNode } from "../syntaxTree";
import type { Binding } from "./bindings";
import { libraryHost } from "./libraryHost";
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
  const isHere = module.uri === undefined && site.module === module;
  if (!isHere || !statement || !reading.afford(RUN_VISITS)) return undefined;
  const run = runBefore(module, statement.startIndex);
  // a statement that could not be followed may have changed anything
  if (run.problems.length > 0) return undefined;
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
    { semantics: typescriptSemantics, host: libraryHost },
  );
}
