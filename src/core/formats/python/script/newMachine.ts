import type { Symbols } from "../../../schedule/unknownValue";
import { call, callFunction } from "./call";
import { evaluate } from "./evaluate";
import { assign } from "./assign";
import { execute } from "./execute";
import { pathOfUri } from "./files/openFile";
import { FunctionBudget } from "./functionBudget";
import { iterate } from "./iterate";
import { Journal } from "./journal";
import { launchesOfCaller, type Caller } from "./callers";
import { launchesOf, type Launch } from "./launches";
import { OutOfFuel, type Machine } from "./machine";
import { member } from "./member";
import { MOST_FILES, MOST_FILES_OF_RATES, MOST_FILES_OF_RUN, importFile } from "./otherFiles";
import type { ScriptPorts } from "./script";
import { numberValue, textValue, unknownValue, type Value } from "./value";

/** Steps of reading that one script may take. */
export const READING = 150_000;

const mostFiles = (rates: boolean): number => (rates ? MOST_FILES_OF_RATES : MOST_FILES);

interface Start {
  readonly symbols: Symbols;
  readonly assumed?: ReadonlySet<string> | undefined;
  /** The file that starts the run, and the script's own module as that file imports it. */
  readonly caller?: Caller | undefined;
  readonly imported?: (() => Value | undefined) | undefined;
  readonly writtenCalls: Machine["writtenCalls"];
}

export function newMachine(
  ports: ScriptPorts,
  { symbols, assumed = new Set(), caller, imported, writtenCalls }: Start,
): Machine {
  const supposed: string[] = [];
  const files = new Map<string, Value | undefined>();
  const start = caller?.file.uri ?? ports.uri;
  let launches: readonly Launch[] | undefined;
  const machine: Machine = {
    journal: new Journal(),
    findings: {
      objects: [],
      instances: [],
      methods: [],
      inherited: [],
      writes: [],
      returned: [],
      loops: [],
      escaped: new Set(),
      shared: new Set(),
      ownItems: new WeakSet(),
      changedInLoops: new WeakSet(),
      called: new Set(),
      baseCalls: new Map(),
      ownSchedulers: new Map(),
      constructed: new Map(),
      asides: [],
    },
    symbols,
    assumed,
    frames: [],
    loops: [],
    conditions: [],
    guards: [],
    steppers: [],
    sites: [],
    flags: new Map(),
    standIns: new Map(),
    wandb: new Map(),
    startsElsewhere: caller !== undefined,
    fired: false,
    files: { start: pathOfUri(start), file: (path) => ports.file(path, start) },
    writtenCalls,
    launches: () =>
      (launches ??= caller ? launchesOfCaller(caller, ports) : launchesOf(ports.uri, ports)),
    fuel: READING,
    budget: new FunctionBudget(),
    burn: () => {
      machine.fuel -= 1;
      if (machine.fuel < 0) throw new OutOfFuel("reading this script takes too long");
    },
    evaluate: (expression, scope) => evaluate(machine, expression, scope),
    execute: (statements, scope) => execute(machine, statements, scope),
    call: (callee, given, place, scope) => call(machine, callee, given, place, scope),
    callFunction: (callee, given, range) => callFunction(machine, callee, given, range),
    member: (object, name, place, scope) => member(machine, object, name, place, scope),
    assign: (target, value, scope) => {
      assign(machine, target, value, scope);
    },
    iterate,
    import: (module, level, scope, rates = false) =>
      importFile(
        machine,
        { ports, files, most: caller ? MOST_FILES_OF_RUN : mostFiles(rates), imported },
        [module, level, scope],
      ),
    aside: (condition, work) => {
      const { objects, methods, writes, loops, asides } = machine.findings;
      const lists = [objects, methods, writes, loops];
      const before = lists.map(({ length }) => length);
      supposed.push(condition);
      try {
        machine.journal.attempt(work);
      } finally {
        const made = objects
          .slice(before[0])
          .flatMap(({ calleeRange: { start, end } }) => (end > 0 ? [start] : []));
        if (made.length > 0) asides.push({ assumed: [...machine.assumed, ...supposed], made });
        supposed.pop();
        // what it makes would count among what the script makes by default
        lists.forEach((list, index) => (list.length = before[index] ?? 0));
      }
    },
    unknown: (symbol, range, texts) => {
      const given = Object.hasOwn(symbols, symbol) ? symbols[symbol] : undefined;
      if (given === undefined) return unknownValue(symbol, range, "runtime", texts);
      return typeof given === "string" ? textValue(given) : { ...numberValue(given), symbol };
    },
  };
  return machine;
}
