import { InterpreterError } from "../../program/errors";
import { invoke } from "../../program/invoke";
import { givenOf, NOWHERE } from "../../program/machine";
import { runProgram, type ProgramRun } from "../../program/program";
import { plainFunction, runWithin } from "../../program/stepFunction";
import type { FunctionExpression } from "../../program/tree";
import type { Program } from "../../program/statementTree";
import { typescriptSemantics } from "../../program/typescript/semantics";
import { isObject, numberOf, Unknown, UNSET, type Value } from "../../program/values";
import type { Symbols } from "../../schedule/unknownValue";
import { givenNumbers } from "../../text/givenValue";
import type { Range } from "../../text/range";

/** A file as it was run with the values that the user gave. */
export class JavaScriptRun {
  private readonly run: ProgramRun;

  constructor(
    program: Program,
    private readonly symbols: Symbols,
  ) {
    this.run = runProgram(program, {
      semantics: typescriptSemantics,
      known: new Map(Object.entries(givenNumbers(symbols))),
      host: { leaves: (callee) => callee.startsWith("console.") },
    });
  }

  /** What stopped the first statement that could not be run. */
  get problem(): string | undefined {
    return this.run.problems[0]?.message;
  }

  read(name: string): Value {
    const value = this.run.read(name);
    return value === UNSET ? undefined : value;
  }

  /** A function with all of its parameters but one given; undefined where the file has none. */
  functionOf(name: string, node: FunctionExpression, parameter: string): RateFunction | undefined {
    const callee = this.read(name);
    if (!isObject(callee) || callee.kind !== "closure") return undefined;
    const range = node.nameRange ?? node.range;
    const values = (step: number): Value[] =>
      node.parameters.map(({ target, default: usual }) => {
        if (target.type === "name" && target.name === parameter) return step;
        return usual
          ? undefined
          : this.given(target.type === "name" ? target.name : "", target.range);
      });
    const { machine } = this.run;
    let plain: ((values: readonly Value[]) => Value) | undefined;
    return {
      tried: (step) =>
        attempt(() =>
          runWithin(
            machine,
            () => invoke(machine, callee, givenOf(values(step), NOWHERE), ""),
            range,
          ),
        ),
      at: (step) => {
        plain ??= plainFunction(machine, callee, range);
        return numberOf(attempt(() => plain?.(values(step)))) ?? NaN;
      },
    };
  }

  /** A parameter that nobody gives is what the user says it is, or unknown. */
  private given(name: string, range: Range): Value {
    return this.symbols[name] ?? new Unknown(name, "runtime", { range, literal: false });
  }
}

export interface RateFunction {
  /** The value at a step, or what is unknown in it; undefined where the function fails. */
  tried(step: number): Value;
  /** NaN where it gives no number. */
  at(step: number): number;
}

function attempt(run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (error instanceof InterpreterError) return undefined;
    throw error;
  }
}
