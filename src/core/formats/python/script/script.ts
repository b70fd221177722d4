import type { SyntaxParser } from "../../../parse/syntaxTree";
import type { ImportedFile } from "../../../parse/typescript/loader";
import { isStackOverflow } from "../../../program/errors";
import type { ForEach, Program, While } from "../../../program/statementTree";
import type { Symbols } from "../../../schedule/unknownValue";
import type { MeasuredMetric } from "../../../schedule/measuredMetric";
import { lowerLazily } from "../../../syntax/python/lazy/lowerLazily";
import { assign, execute } from "./execute";
import { call, callFunction, construct, noteScheduler } from "./call";
import { evaluate } from "./evaluate";
import { launchedParameters } from "./flags/parameters";
import { idleOf, namesOf, type Definition } from "./idle";
import { iterate } from "./iterate";
import { Journal } from "./journal";
import { OutOfFuel, type Findings, type Machine } from "./machine";
import { launchesOf, type Launch } from "./launches";
import { libraryBaseOf, lookUpMember } from "./inheritance";
import { member } from "./member";
import { isSchedulerBase } from "./ownScheduler";
import { searchFolders } from "./searchPath";
import {
  numberValue,
  textValue,
  unknownValue,
  type ClassValue,
  type FunctionValue,
  type Given,
  type InstanceValue,
  type Scope,
  type Value,
} from "./value";

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

/** Steps of reading that one script, and afterwards one value of a function, may take. */
export const READING = 150_000;
export const FUNCTION = 200_000;
const MOST_FILES = 16;
const MOST_FILES_OF_RATES = 32;
const MOST_CHARACTERS = 200_000;

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

/** What work gives, or why it ended early: for lack of fuel or stack, or at numbers that nothing can be made of. */
type Outcome<Result> =
  | { readonly value: Result; readonly ended?: never }
  | { readonly value?: never; readonly ended: "limits" | "numbers" };

export function outcomeOf<Result>(work: () => Result): Outcome<Result> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof OutOfFuel || isStackOverflow(error)) return { ended: "limits" };
    if (error instanceof RangeError) return { ended: "numbers" };
    throw error;
  }
}

/** Runs work that may end early: what it has found until then stays. */
export const withinLimits = <Result>(work: () => Result): Result | undefined =>
  outcomeOf(work).value;

/** Does work within the limits, and says whether it came to its end. */
export function ended(work: () => unknown): boolean {
  let done = false;
  withinLimits(() => {
    work();
    done = true;
  });
  return done;
}

const moduleScope = (text: string, uri: string, own: boolean): Scope => ({
  names: new Map(),
  outer: undefined,
  module: undefined,
  outerNames: new Map(),
  own,
  text,
  uri,
});

function newMachine(
  ports: ScriptPorts,
  symbols: Symbols,
  assumed: ReadonlySet<string> = new Set(),
): Machine {
  const supposed: string[] = [];
  const files = new Map<string, Value | undefined>();
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
    steppers: [],
    sites: [],
    flags: new Map(),
    standIns: new Map(),
    fired: false,
    launches: () => (launches ??= launchesOf(ports.uri, ports)),
    fuel: READING,
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
      importFile(machine, { ports, files, most: rates ? MOST_FILES_OF_RATES : MOST_FILES }, [
        module,
        level,
        scope,
      ]),
    aside: (condition, work) => {
      const { objects, methods, writes, loops, asides } = machine.findings;
      const lists = [objects, methods, writes, loops];
      const before = lists.map(({ length }) => length);
      supposed.push(condition);
      try {
        machine.journal.attempt(work);
      } finally {
        const made = objects.slice(before[0]).map(({ calleeRange }) => calleeRange.start);
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

/** Where a module may stand, relative to the file that imports it. */
function candidates(module: string, level: number, { text }: Scope): string[] {
  const path = module.replaceAll(".", "/");
  const up = level > 1 ? "../".repeat(level - 1) : "./";
  if (level > 0)
    return path === "" ? [`${up}__init__.py`] : [`${up}${path}.py`, `${up}${path}/__init__.py`];
  const above = ["./", "../", "../../"];
  // a script that extends sys.path often keeps its modules in a folder beside it
  const beside = /\bsys\.path\b/.test(text) ? ["lib/", "src/"] : [];
  const usual = beside.flatMap((name) => above.map((at) => `${at}${name}`));
  const folders = [...above, ...searchFolders(text), ...usual];
  return folders.flatMap((folder) => [`${folder}${path}.py`, `${folder}${path}/__init__.py`]);
}

interface Files {
  readonly ports: ScriptPorts;
  /** Those that were read. */
  readonly files: Map<string, Value | undefined>;
  readonly most: number;
}

function importFile(
  machine: Machine,
  { ports, files, most }: Files,
  [module, level, scope]: readonly [string, number, Scope],
): Value | undefined {
  for (const path of candidates(module, level, scope)) {
    if (files.size >= most) return undefined;
    const file = ports.file(path, scope.uri);
    if (!file || file.uri === ports.uri || file.text.length > MOST_CHARACTERS) continue;
    if (!files.has(file.uri)) {
      files.set(file.uri, undefined);
      files.set(file.uri, readFile(machine, ports, file));
    }
    return files.get(file.uri);
  }
  return undefined;
}

function readFile(machine: Machine, ports: ScriptPorts, file: ImportedFile): Value | undefined {
  const program = lowerLazily(file, ports.parser);
  if (!program) return undefined;
  const scope = moduleScope(file.text, file.uri, false);
  // a file that is imported is not `__main__`
  scope.names.set("__name__", { type: "text", value: "module" });
  machine.execute(program.body, scope);
  return { type: "module", scope };
}

/** Runs what the module defines and nothing has called: its parameters are unknown. */
function runUncalled(
  machine: Machine,
  scope: Scope,
  { parser }: ScriptPorts,
  asked: ReadonlySet<string>,
): void {
  const values = [...scope.names.values()];
  const functions = values.filter((value) => value.type === "function").filter(isOwn);
  const classes = values.filter((value) => value.type === "class").filter(isOwn);
  const idle = idleOf([...functions, ...classes], scope, parser);
  const isRun = (one: Definition): boolean => !idle.has(one) || asked.has(one.node.name ?? "");
  // what another one calls waits for it, so that its parameters have the values that they get there
  const namedIn = (definitions: readonly Definition[]): Set<string> =>
    new Set(definitions.flatMap((one) => [...namesOf(one, scope.text, parser)]));
  const inFunctions = namedIn(functions.filter(isRun));
  const inClasses = namedIn(classes.filter(isRun));
  const waits = ({ node: { name = "" } }: FunctionValue): number =>
    inFunctions.has(name) ? 1 : inClasses.has(name) ? 2 : 0;
  const run = (turn: number): void => {
    for (const value of functions)
      if (isRun(value) && waits(value) === turn) runIfUncalled(machine, value, scope);
  };
  run(0);
  run(1);
  // and a class that another one makes objects of, so that it is read on those
  for (const waiting of [false, true])
    for (const value of classes)
      if (isRun(value) && inClasses.has(value.name) === waiting) runClass(machine, value, scope);
  run(2);
  for (const instance of machine.findings.instances) configureHanded(machine, instance);
}

const HANDED = /optim|lr_scheduler/;

/** Lightning's hook of an object whose class another file has, where it was given what the hook hands on. */
function configureHanded(machine: Machine, instance: InstanceValue): void {
  const { of, given, range } = instance;
  const values = [...(given?.positional ?? []), ...(given?.keywords.values() ?? [])];
  if (
    of.scope.own ||
    !values.some(({ value }) => value.type === "object" && HANDED.test(value.path))
  )
    return;
  const found = lookUpMember(of, "configure_optimizers");
  if (found?.value.type !== "function" || machine.findings.called.has(found.value.node)) return;
  const hook = { ...found.value, self: instance, owner: found.owner };
  const value = machine.callFunction(hook, nothing(range), range);
  machine.findings.returned.push({ name: "configure_optimizers", value });
}

const isOwn = ({ scope }: FunctionValue | ClassValue): boolean => scope.own;
const nothing = (range: Given["range"]): Given => ({
  positional: [],
  keywords: new Map(),
  range,
  uncalled: true,
});

function runIfUncalled(machine: Machine, value: FunctionValue, scope: Scope): void {
  if (machine.findings.called.has(value.node)) return;
  machine.conditions.length = 0;
  machine.loops.length = 0;
  const range = value.node.nameRange ?? value.node.range;
  const given = givenFromModule(machine, value, scope, range);
  const flags = machine.fired ? launchedParameters(machine, value, { style: "fire" }) : [];
  const keywords = new Map([...given.keywords, ...flags]);
  const result = machine.callFunction(value, { ...given, keywords }, range);
  machine.findings.returned.push({ name: value.node.name ?? "", value: result });
}

const ARGUMENTS = /^(?:args?|opts?|options|flags|hparams|hps?|cfg|config|conf|params)$/i;

/**
 * A parameter is unknown, except where the module has one value of that very name, or the script a
 * single parser whose flags a parameter called `args` stands for.
 */
export function givenFromModule(
  machine: Machine,
  value: FunctionValue,
  scope: Scope,
  range: Given["range"],
): Given {
  const keywords = new Map<string, Given["positional"][number]>();
  value.node.parameters.forEach(({ target, kind }, index) => {
    if (target.type !== "name" || kind !== "plain" || value.defaults[index]) return;
    const own = scope.names.get(target.name);
    const flags = ARGUMENTS.test(target.name) ? onlyFlags(machine) : undefined;
    const found = own?.type === "dict" || own?.type === "instance" ? own : flags;
    if (found) keywords.set(target.name, { value: found, range });
  });
  return { ...nothing(range), keywords };
}

function onlyFlags({ findings }: Machine): Value | undefined {
  const all = findings.objects.flatMap(({ attributes }) => attributes.get("#flags") ?? []);
  return all.length === 1 ? all[0] : undefined;
}

/** Methods that nothing calls, on the objects that the script made, or on one made for them. */
function runClass(machine: Machine, of: ClassValue, scope: Scope): void {
  const made = machine.findings.instances.filter((instance) => instance.of === of);
  const range = of.node.nameRange ?? of.node.range;
  const instances = made.length > 0 ? made.slice(-1) : [newInstance(machine, of, range)];
  for (const instance of instances)
    for (const [name, method] of of.members) {
      if (method.type !== "function" || name.startsWith("__")) continue;
      runIfUncalled(machine, { ...method, self: instance, owner: of }, scope);
    }
}

function newInstance(machine: Machine, of: ClassValue, range: Given["range"]) {
  machine.loops.length = 0;
  machine.conditions.length = 0;
  const instance = {
    type: "instance",
    of,
    attributes: new Map<string, Value>(),
    range,
    loops: [],
  } as const;
  machine.findings.instances.push(instance);
  construct(machine, instance, nothing(range), range);
  if (isSchedulerBase(libraryBaseOf(of))) noteScheduler(machine, instance, range);
  return instance;
}
