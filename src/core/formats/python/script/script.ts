import type { SyntaxParser } from "../../../parse/syntaxTree";
import type { ImportedFile } from "../../../parse/typescript/loader";
import type { ForEach, Program, While } from "../../../program/statementTree";
import type { MeasuredMetric } from "../../../schedule/measuredMetric";
import type { Symbols } from "../../../schedule/unknownValue";
import { lowerLazily } from "../../../syntax/python/lazy/lowerLazily";
import { callersOf, reachedIn, type Caller } from "./callers";
import { WrittenCalls } from "./givenElsewhere";
import { withinLimits, ended } from "./limits";
import type { Findings, Machine } from "./machine";
import { moduleScope } from "./scope";
import { READING, newMachine } from "./newMachine";
import { readFile } from "./otherFiles";
import { runUncalled } from "./uncalled";
import { textValue, type Scope, type Value } from "./value";

export interface ScriptPorts {
  readonly uri: string;
  readonly parser: SyntaxParser;
  file(path: string, from?: string): ImportedFile | undefined;
  siblings?(ending: string, folder?: string): readonly ImportedFile[];
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
  /** The file that starts the run, where the script was read as part of one. */
  readonly caller?: Caller | undefined;
  /** Whether the caller brings about what is made at a place of the script. */
  reaches(start: number): boolean;
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
  readonly assumed?: ReadonlySet<string> | undefined;
  /** Steps that it may take. */
  readonly fuel?: number;
  /** The file that imports it and starts the run. */
  readonly caller?: Caller | undefined;
}

/** Reads a program as far as it goes: the module, then every function that nothing has called. */
export function readScript(
  program: Program,
  ports: ScriptPorts,
  { symbols, asked = new Set(), assumed, fuel = READING, caller }: Reading,
): Script {
  const script = newScript(program, ports, { symbols, assumed, caller });
  const { machine, scope } = script;
  machine.fuel = fuel;
  const module = ended(() => {
    begin(script);
  });
  const reaches = reachedIn(machine.findings);
  const functions = ended(() => {
    runUncalled(machine, scope, ports, asked);
  });
  // the values of a function come from what it does
  machine.aside = () => undefined;
  return { ...script, reaches, complete: module && functions };
}

const written = new WeakMap<ScriptPorts, WrittenCalls>();

/** The same for all readings of a document, whose ports they share. */
function writtenCallsOf(program: Program, scope: Scope, ports: ScriptPorts): WrittenCalls {
  const calls =
    written.get(ports) ??
    new WrittenCalls(() => [program.text, ...callersOf(scope, ports).map(({ file }) => file.text)]);
  written.set(ports, calls);
  return calls;
}

function newScript(
  program: Program,
  ports: ScriptPorts,
  { symbols, assumed, caller }: Pick<Reading, "symbols" | "assumed" | "caller">,
): Script {
  const scope = moduleScope(program.text, ports.uri, true);
  const imported = caller && onceOf(() => importOwn(machine, program, scope));
  const machine = newMachine(ports, {
    symbols,
    assumed,
    caller,
    imported,
    writtenCalls: writtenCallsOf(program, scope, ports),
  });
  return {
    program,
    ports,
    machine,
    findings: machine.findings,
    scope,
    complete: true,
    caller,
    reaches: () => true,
    readNames: (path) => {
      const file = ports.file(path, ports.uri);
      const value = file && withinLimits(() => readFile(machine, ports, file));
      return value?.type === "module" ? value.scope.names : undefined;
    },
  };
}

/** Runs the module, or the file that starts a run with what the module defines. */
function begin({ machine, program, scope, ports, caller }: Script): void {
  if (!caller) {
    machine.execute(program.body, scope);
    return;
  }
  const { file } = caller;
  const started = lowerLazily(file, ports.parser);
  // nothing of that file has a place in the document
  machine.sites.push({ start: 0, end: 0 });
  if (started) machine.execute(started.body, moduleScope(file.text, file.uri, false));
}

/** The module as another file imports it. */
function importOwn(machine: Machine, program: Program, scope: Scope): Value {
  scope.names.set("__name__", textValue("module"));
  machine.sites.push(undefined);
  machine.execute(program.body, scope);
  machine.sites.pop();
  return { type: "module", scope };
}

/** Gives what the first call makes; undefined while that is under way, as in a circle of imports. */
function onceOf(make: () => Value): () => Value | undefined {
  let begun = false;
  let value: Value | undefined;
  return () => {
    if (!begun) {
      begun = true;
      value = make();
    }
    return value;
  };
}

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
  { program, ports, caller, machine: { symbols, assumed } }: Script,
): Arrival | undefined {
  const script = newScript(program, ports, { symbols, assumed, caller });
  const { machine, scope } = script;
  machine.aside = () => undefined;
  machine.train = (found, at) => {
    if (found.range.start === node.range.start && at.text === text) throw new Arrived(at);
    return false;
  };
  try {
    withinLimits(() => {
      begin(script);
      runUncalled(machine, scope, ports, new Set());
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof Arrived)) throw error;
    machine.train = undefined;
    return { script, scope: error.scope };
  }
}
