import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import { openWalk } from "./displays";
import { ProgramError } from "./errors";
import type { Frame } from "./frame";
import { callMethod, mayChange } from "./invoke";
import type { Machine } from "./machine";
import { libraryConstant, readMember, staticLibrary } from "./members";
import type { Argument, Call, Expression, Member } from "./tree";
import {
  Dict,
  isObject,
  LibraryCall,
  Native,
  type Given,
  type Site,
  type Slot,
  type Value,
} from "./values";
import { t } from "../text/words";

export function compileCall(compiler: Compiler, node: Call): Eval {
  const { callee } = node;
  const give = compileArguments(compiler, node);
  const numeric = compileNumeric(compiler, node);
  if (numeric) return numeric;
  const known = callee.type === "member" ? libraryConstant(compiler, callee) : undefined;
  if (callee.type === "member" && !known) return compileMethodCall(compiler, node, callee, give);
  const target = known ?? compiler.expression(callee);
  const text = compiler.textOf(node.range);
  const { machine } = compiler;
  return (frame) => {
    const value = target(frame);
    if (node.optional && (value === undefined || value === null)) return undefined;
    return machine.call(value, give(frame), text);
  };
}

type Give = (frame: Frame) => Given;

interface CompiledArgument {
  readonly kind: Argument["kind"];
  readonly name: string;
  readonly value: Eval;
  readonly use: Site;
  readonly key: Site;
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

function compileArguments(compiler: Compiler, node: Call): Give {
  const site = compiler.site(node);
  const callee = compiler.site(node.callee);
  const text = compiler.textOf(node.range);
  const list = node.arguments.map((argument): CompiledArgument => ({
    kind: argument.kind,
    name: argument.name ?? "",
    value: compiler.expression(argument.value),
    use: compiler.site(argument.value),
    key: compiler.site({ range: argument.nameRange ?? argument.range }),
  }));
  const isPlain = list.every(({ kind }) => kind === "positional");
  if (isPlain) return plainArguments(compiler, list, { site, callee, text });
  return (frame) => collectArguments(compiler, list, { site, callee, text }, frame);
}

interface Sites {
  readonly site: Site;
  readonly callee: Site;
  readonly text: string;
}

function plainArguments(
  { machine, tracked }: Compiler,
  list: readonly CompiledArgument[],
  { site, callee, text }: Sites,
): Give {
  const count = list.length;
  const values = list.map(({ value }) => value);
  const none: readonly Slot[] = [];
  if (!tracked) {
    return (frame) => {
      const positional = new Array<Value>(count);
      for (let index = 0; index < count; index++) positional[index] = values[index]?.(frame);
      return { positional, keywords: NONE, slots: none, keywordSlots: NONE, site, callee, text };
    };
  }
  return (frame) => {
    const slots: Slot[] = [];
    const positional = list.map(({ value, use }) => {
      const given = value(frame);
      slots.push(machine.slotAt(use));
      return given;
    });
    return { positional, keywords: NONE, slots, keywordSlots: NONE, site, callee, text };
  };
}

function collectArguments(
  { machine }: Compiler,
  list: readonly CompiledArgument[],
  { site, callee, text }: Sites,
  frame: Frame,
): Given {
  const positional: Value[] = [];
  const slots: (Slot | undefined)[] = [];
  const keywords = new Map<string, Value>();
  const keywordSlots = new Map<string, { readonly slot: Slot; readonly key: Site }>();
  for (const { kind, name, value, use, key } of list) {
    const given = value(frame);
    const slot = machine.slotAt(use);
    if (kind === "positional") {
      positional.push(given);
      slots.push(slot);
    } else if (kind === "keyword") {
      keywords.set(name, given);
      keywordSlots.set(name, { slot, key });
    } else if (kind === "spread") {
      spreadArguments(machine, given, use, positional, slots);
    } else spreadKeywords(machine, given, use, { keywords, keywordSlots, slot, key });
  }
  return { positional, keywords, slots, keywordSlots, site, callee, text };
}

function spreadArguments(
  machine: Machine,
  value: Value,
  site: Site,
  positional: Value[],
  slots: (Slot | undefined)[],
): void {
  const open = openWalk(machine, value, site);
  if (open)
    throw new ProgramError(t`${open.symbol} is known only at run time.`, site, "Open", open);
  const walk = machine.semantics.walk(machine, value, site);
  const length = walk.length();
  machine.spend(length);
  for (let index = 0; index < length; index++) {
    positional.push(walk.at(index));
    slots.push(walk.slot(index));
  }
}

interface Keywords {
  readonly keywords: Map<string, Value>;
  readonly keywordSlots: Map<string, { readonly slot: Slot; readonly key: Site }>;
  readonly slot: Slot;
  readonly key: Site;
}

function spreadKeywords(machine: Machine, value: Value, site: Site, into: Keywords): void {
  // a keyword that may be there or not is one whose value is unknown
  const open = value instanceof Dict ? value.opaque : openWalk(machine, value, site);
  if (open)
    throw new ProgramError(t`${open.symbol} is known only at run time.`, site, "Open", open);
  if (!(value instanceof Dict))
    throw machine.error(t("A dict is expected behind **."), site, "TypeError");
  for (const [name, entry] of value.entries) {
    into.keywords.set(String(name), entry.value);
    const key = entry.keySite ?? into.key;
    into.keywordSlots.set(String(name), { slot: entry.slot ?? into.slot, key });
  }
}

function compileMethodCall(compiler: Compiler, node: Call, callee: Member, give: Give): Eval {
  const object = compiler.expression(callee.object);
  const { machine } = compiler;
  const site = compiler.site(callee);
  const [text, calleeText] = [compiler.textOf(node.range), compiler.textOf(callee.range)];
  return (frame) => {
    const target = object(frame);
    if (callee.optional && (target === undefined || target === null)) return undefined;
    machine.place = site;
    return callOn(
      machine,
      { target, name: callee.name, site, text, calleeText, optional: node.optional === true },
      () => give(frame),
    );
  };
}

interface MethodCall {
  readonly target: Value;
  readonly name: string;
  readonly site: Site;
  readonly text: string;
  readonly calleeText: string;
  readonly optional: boolean;
}

function callOn(machine: Machine, call: MethodCall, give: () => Given): Value {
  const { target, name, site, text, calleeText, optional } = call;
  if (isObject(target)) {
    if (target.kind === "choice") {
      const given = give();
      return machine.lift([target], ([option]) =>
        callOn(machine, { ...call, target: option }, () => given),
      );
    }
    if (target.kind === "unknown") {
      mayChange(machine, give(), text);
      machine.place = site;
      return target.reason === "runtime" ? machine.unknown(text, site) : machine.opened(target);
    }
    if (target.kind === "call" && !target.attributes.entries.has(name))
      return callOnLibrary(machine, target, call, give);
  }
  const method = readMember(machine, target, name, site, calleeText);
  if (optional && (method === undefined || method === null)) return undefined;
  const given = give();
  const isOwn = isObject(method) && (method.kind === "native" || isPlainMethod(method));
  return isOwn ? callMethod(machine, method, given, target) : machine.call(method, given, text);
}

/** JavaScript's functions get the object as `this`; arrow functions have their own already. */
const isPlainMethod = (method: Value): boolean =>
  isObject(method) && method.kind === "closure" && !method.code.tree.arrow;

/** `parser.parse_args()`: what it makes, the host may know; else it is a call, unevaluated. */
function callOnLibrary(
  machine: Machine,
  receiver: LibraryCall,
  { name, site, text }: MethodCall,
  give: () => Given,
): Value {
  const known = machine.host.attribute?.(machine, receiver, name, site);
  const given = give();
  if (known !== undefined) return machine.call(known, given, text);
  return machine.libraryCall(new LibraryCall(`${receiver.callee}.${name}`, site, given, receiver));
}

/** `Math.cos(x)` of numbers, without the way through values of every kind. */
function compileNumeric(compiler: Compiler, node: Call): Eval | undefined {
  const native = staticNative(compiler, node.callee);
  const numeric = native?.numeric;
  if (!native || !numeric || node.arguments.some(({ kind }) => kind !== "positional"))
    return undefined;
  const { machine } = compiler;
  const [first, second, third] = node.arguments.map(({ value }) => compiler.expression(value));
  const site = compiler.site(node);
  const general = (values: readonly Value[]): Value =>
    native.run(
      machine,
      { positional: values, keywords: NONE, slots: [], keywordSlots: NONE, site },
      undefined,
    );
  if (!first || third) return undefined;
  if (!second) {
    return compiler.marked(node, (frame) => {
      const value = first(frame);
      return typeof value === "number" ? numeric(value) : general([value]);
    });
  }
  return compiler.marked(node, (frame) => {
    const left = first(frame);
    const right = second(frame);
    return typeof left === "number" && typeof right === "number"
      ? numeric(left, right)
      : general([left, right]);
  });
}

/** The language's function that an expression is sure to be. */
function staticNative(compiler: Compiler, node: Expression): Native | undefined {
  const path =
    node.type === "member" && node.object.type === "name"
      ? ([node.object, node.name] as const)
      : undefined;
  if (!path || node.type !== "member") return undefined;
  const value = staticLibrary(compiler, path[0]);
  if (value === undefined) return undefined;
  const found = compiler.machine.semantics.library(`${value}.${path[1]}`)?.value;
  return found instanceof Native ? found : undefined;
}
