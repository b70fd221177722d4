import type { SyntaxParser } from "../../../parse/syntaxTree";
import type { ImportedFile } from "../../../parse/typescript/loader";
import type { ForEach, Program, While } from "../../../program/statementTree";
import type { MeasuredMetric } from "../../../schedule/measuredMetric";
import type { Symbols } from "../../../schedule/unknownValue";
import { withinLimits, ended } from "./limits";
import type { Findings, Machine } from "./machine";
import { moduleScope } from "./scope";
import { READING, newMachine } from "./newMachine";
import { readFile } from "./otherFiles";
import { runUncalled } from "./uncalled";
import type { Scope, Value } from "./value";

export interface ScriptPorts {
  readonly uri: string;
  readonly parser: SyntaxParser;
  file(path: string, from?: string): ImportedFile | undefined;
  siblings?(ending: string): readonly ImportedFile[];
  readonly metric?: MeasuredMetric | undefined;
}

/** A script as read: what it made and called, and the means to run its functions of the step. */
export interface Script {
  readonly program: Program;
  readonly ports: ScriptPorts;
  readonly machine: Machine;
  readonly findings: Findings;
  readonly scope: Scope;
  /** Whether it was read to its end. */
  readonly complete: boolean;
  /** The names of another Python file, by its path from this one. */
  readNames(path: string): ReadonlyMap<string, Value> | undefined;
}

/** Steps that one value of a function may take once the script is read. */
export const FUNCTION = 200_000;

export interface Reading {
  readonly symbols: Symbols;
  /** Names of functions and classes that the user asked for. */
  readonly asked?: ReadonlySet<string>;
  /** Conditions that flags would make hold which are others than by default. */
  readonly assumed?: ReadonlySet<string>;
  /** Steps that it may take. */
  readonly fuel?: number;
}

/** Reads a program as far as it goes: the module, then every function that nothing has called. */
export function readScript(
  program: Program,
  ports: ScriptPorts,
  { symbols, asked = new Set(), assumed, fuel = READING }: Reading,
): Script {
  const machine = newMachine(ports, symbols, assumed);
  machine.fuel = fuel;
  const scope = moduleScope(program.text, ports.uri, true);
  const script = newScript(program, ports, machine, scope);
  const module = ended(() => machine.execute(program.body, scope));
  const functions = ended(() => {
    runUncalled(machine, scope, ports, asked);
  });
  // the values of a function come from what it does
  machine.aside = () => undefined;
  return { ...script, complete: module && functions };
}

const newScript = (
  program: Program,
  ports: ScriptPorts,
  machine: Machine,
  scope: Scope,
): Script => ({
  program,
  ports,
  machine,
  findings: machine.findings,
  scope,
  complete: true,
  readNames: (path) => {
    const file = ports.file(path, ports.uri);
    const value = file && withinLimits(() => readFile(machine, ports, file));
    return value?.type === "module" ? value.scope.names : undefined;
  },
});

/** Thrown when reading arrives at the loop that it was to go to. */
class Arrived extends Error {
  constructor(readonly scope: Scope) {
    super("arrived");
  }
}

export interface Arrival {
  readonly script: Script;
  /** The names as the loop finds them. */
  readonly scope: Scope;
}

/** Reads a program until it comes to a loop, and stays there: its state is that of the loop's begin. */
export function readUntil(
  { node, text }: { readonly node: ForEach | While; readonly text: string },
  { program, ports, machine: { symbols, assumed } }: Script,
): Arrival | undefined {
  const machine = newMachine(ports, symbols, assumed);
  const scope = moduleScope(program.text, ports.uri, true);
  const script = newScript(program, ports, machine, scope);
  machine.aside = () => undefined;
  machine.train = (found, at) => {
    if (found.range.start === node.range.start && at.text === text) throw new Arrived(at);
    return false;
  };
  try {
    withinLimits(() => {
      machine.execute(program.body, scope);
      runUncalled(machine, scope, ports, new Set());
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof Arrived)) throw error;
    machine.train = undefined;
    return { script, scope: error.scope };
  }
}
