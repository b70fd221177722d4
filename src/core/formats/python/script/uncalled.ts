import { construct, noteScheduler } from "./classes";
import { launchedParameters } from "./flags/parameters";
import { idleOf, namesOf, type Definition } from "./idle";
import { inherits, libraryBaseOf, lookUpMember } from "./inheritance";
import type { Machine } from "./machine";
import { isSchedulerBase } from "./ownScheduler";
import type { ScriptPorts } from "./script";
import type { ClassValue, FunctionValue, Given, InstanceValue, Scope, Value } from "./value";

/** Runs what the module defines and nothing has called: its parameters are unknown. */
export function runUncalled(
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
  machine.findings.returned.push({ name: "configure_optimizers", value, self: instance });
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
  machine.findings.returned.push({ name: value.node.name ?? "", value: result, self: value.self });
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

/** What an object does only where a run is taken up again: its state is the checkpoint's then. */
const RESTORES = "load_state_dict";

/** Methods that nothing calls, on the objects that the script made, or on one made for them. */
function runClass(machine: Machine, of: ClassValue, scope: Scope): void {
  const made = machine.findings.instances.filter((instance) => inherits(instance.of, of));
  const range = of.node.nameRange ?? of.node.range;
  const instances = made.length > 0 ? made.slice(-1) : [newInstance(machine, of, range)];
  for (const instance of instances)
    for (const [name, method] of of.members) {
      if (method.type !== "function" || name.startsWith("__") || name === RESTORES) continue;
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
