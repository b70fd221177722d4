import type { Eval } from "./code";
import type { Compiler } from "./compiler";
import type { Machine } from "./machine";
import type { Index, Member, Name } from "./tree";
import { isObject, isOpen, Library, LibraryCall, UNSET, type Site, type Value } from "./values";
import { t } from "../text/words";

export function compileMember(compiler: Compiler, node: Member): Eval {
  const known = libraryConstant(compiler, node);
  if (known) return known;
  const object = compiler.expression(node.object);
  const read = memberOf(compiler, node);
  if (!node.optional) return (frame) => read(object(frame));
  return (frame) => {
    const value = object(frame);
    return value === undefined || value === null ? undefined : read(value);
  };
}

/** `Math.PI`: what the language itself has under that name, or has not. */
export function libraryConstant(compiler: Compiler, node: Member): Eval | undefined {
  if (!compiler.isStrict || node.object.type !== "name") return undefined;
  const path = staticLibrary(compiler, node.object);
  if (path === undefined) return undefined;
  const known = compiler.machine.semantics.library(`${path}.${node.name}`);
  if (known) return compiler.constant(node, known.value);
  const message = t`${path}.${node.name} cannot be used in a schedule's function.`;
  throw compiler.machine.error(message, compiler.site(node));
}

/** The library that a name is sure to stand for. */
export function staticLibrary(compiler: Compiler, { name, range }: Name): string | undefined {
  const location = compiler.scope.find(name, range);
  if (location && (location.type !== "global" || !location.fixed)) return undefined;
  const value = location ? location.cell.value : compiler.machine.semantics.builtin(name)?.value;
  return value instanceof Library ? value.path : undefined;
}

/** Reads a member of a value; what it is of a library's object is unknown, by the text of `node`. */
export function memberOf(compiler: Compiler, node: Member): (object: Value) => Value {
  const { machine } = compiler;
  const site = compiler.site(node);
  const text = compiler.textOf(node.range);
  const { name } = node;
  return (object) => {
    machine.place = site;
    return readMember(machine, object, name, site, text);
  };
}

export function readMember(
  machine: Machine,
  object: Value,
  name: string,
  site: Site,
  text: string,
): Value {
  if (!isObject(object)) return machine.semantics.member(machine, object, name, site);
  switch (object.kind) {
    case "unknown":
      return object.reason === "runtime" ? machine.unknown(text, site) : machine.opened(object);
    case "choice":
      return machine.lift([object], ([option]) => readMember(machine, option, name, site, text));
    case "library":
      return machine.libraryName(`${object.path}.${name}`);
    case "call":
      return libraryMember(machine, object, name, site, text);
    case "module": {
      const value = object.read(name);
      return value === UNSET ? machine.unknown(text, site) : value;
    }
    default:
      return machine.semantics.member(machine, object, name, site);
  }
}

/** An attribute of what a library made: given by the program, known by the host, or unknown. */
function libraryMember(
  machine: Machine,
  call: LibraryCall,
  name: string,
  site: Site,
  text: string,
): Value {
  const own = call.attributes.entries.get(name);
  if (own) {
    machine.place = own.slot?.place ?? site;
    return own.value;
  }
  const known = machine.host.attribute?.(machine, call, name, site);
  return known === undefined ? machine.unknown(text, site) : known;
}

export function compileIndex(compiler: Compiler, node: Index): Eval {
  const object = compiler.expression(node.object);
  const index = compiler.expression(node.index);
  const read = indexOf(compiler, node);
  return (frame) => {
    const value = object(frame);
    if (node.optional && (value === undefined || value === null)) return undefined;
    return read(value, index(frame));
  };
}

export function indexOf(compiler: Compiler, node: Index): (object: Value, index: Value) => Value {
  const { machine } = compiler;
  const site = compiler.site(node);
  const text = compiler.textOf(node.range);
  const operate = ([object, index]: readonly Value[]): Value =>
    isObject(object) && object.kind === "call"
      ? machine.unknown(text, site)
      : machine.semantics.index(machine, object, index, site);
  return (object, index) => {
    machine.place = site;
    if (!isOpen(object) && !isOpen(index)) return operate([object, index]);
    const isRuntime = isObject(object) && object.kind === "unknown" && object.reason === "runtime";
    return isRuntime ? machine.unknown(text, site) : machine.lift([object, index], operate);
  };
}
