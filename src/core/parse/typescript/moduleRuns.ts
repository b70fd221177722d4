import { runProgram, type ProgramRun, type RunOptions } from "../../program/program";
import type { Program, Statement } from "../../program/statementTree";
import { typescriptSemantics } from "../../program/typescript/semantics";
import { lowerTypeScript } from "../../syntax/typescript/statements";
import { PROGRAM_FUEL } from "../limits";
import { libraryHost } from "./libraryHost";
import type { SourceModule } from "./module";

/** What making a statement ready to run costs, in operations. */
const STATEMENT_FUEL = 200;

/** The file's statements before `end`, run once; undefined where running it has taken too long. */
export function runBefore(module: SourceModule, end: number): ProgramRun | undefined {
  const { runs } = runnableOf(module);
  const run = runs.get(end) ?? runStatements(module, end);
  if (run) runs.set(end, run);
  return run;
}

/** A file that is run up to one place of it and another. */
class Runnable {
  /** Operations that are left for all runs together. */
  fuel = PROGRAM_FUEL / 2;
  readonly program: Program;
  /** Runs by the offset before which they end. */
  readonly runs = new Map<number, ProgramRun>();

  constructor({ text, tree }: SourceModule) {
    this.program = lowerTypeScript(text, tree.rootNode);
  }
}

const runnables = new WeakMap<SourceModule, Runnable>();

function runnableOf(module: SourceModule): Runnable {
  const known = runnables.get(module) ?? new Runnable(module);
  runnables.set(module, known);
  return known;
}

/** The same, with statements of one's own after them. */
export function runStatements(
  module: SourceModule,
  end: number,
  last: readonly Statement[] = [],
  onStatement?: RunOptions["onStatement"],
): ProgramRun | undefined {
  const runnable = runnableOf(module);
  const { program, fuel } = runnable;
  if (fuel <= 0) return undefined;
  const isBefore = ({ type, range }: Statement) =>
    range.end <= end || type === "functionDefinition";
  const body = [...program.body.filter(isBefore), ...last];
  const run = runProgram(
    { ...program, body },
    {
      semantics: typescriptSemantics,
      host: libraryHost,
      fuel,
      ...(onStatement && { onStatement }),
    },
  );
  runnable.fuel -= run.machine.meter.spent + body.length * STATEMENT_FUEL;
  return run;
}
