import { callMethod, invoke } from "./invoke";
import { givenOf, type Machine } from "./machine";
import {
  Bound,
  ClassValue,
  Instance,
  isObject,
  LibraryCall,
  UNSET,
  type Entry,
  type Given,
  type Site,
  type Super,
  type Value,
  type Variable,
} from "./values";
import { t } from "../text/words";

/** An attribute as the class or one of its bases has it, bases from left to right. */
export function classEntry(type: ClassValue, name: string): Entry | undefined {
  const own = type.attributes.entries.get(name);
  if (own) return own;
  for (const base of type.bases) {
    const found = base instanceof ClassValue ? classEntry(base, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Whether some of its bases are not the program's own, so that it may have more than is seen. */
export const hasForeignBase = (type: ClassValue): boolean =>
  type.bases.some((base) => !(base instanceof ClassValue) || hasForeignBase(base));

/** The attribute of an instance; UNSET where neither it nor its classes have it. */
export function instanceMember(
  machine: Machine,
  instance: Instance,
  name: string,
  site: Site,
): Variable {
  const own = instance.attributes.entries.get(name);
  if (own) {
    machine.place = own.slot?.place ?? site;
    return own.value;
  }
  const entry = classEntry(instance.type, name);
  if (!entry) return UNSET;
  machine.place = entry.slot?.place ?? site;
  return boundTo(machine, entry.value, instance, instance.type, site);
}

/** What an attribute of a class is when an object is asked for it. */
export function boundTo(
  machine: Machine,
  value: Value,
  self: Value,
  type: ClassValue,
  site: Site,
): Value {
  if (!isObject(value)) return value;
  if (value.kind === "closure") return new Bound(value, self);
  if (value.kind !== "descriptor") return value;
  if (value.type === "property") return callMethod(machine, value.method, givenOf([], site), self);
  if (value.type === "static") return value.method;
  const { method } = value;
  return isObject(method) && method.kind === "closure" ? new Bound(method, type) : method;
}

/** An attribute of a class itself. */
export function classMember(
  machine: Machine,
  type: ClassValue,
  name: string,
  site: Site,
): Variable {
  if (name === "__name__") return type.name;
  const entry = classEntry(type, name);
  if (!entry) return UNSET;
  machine.place = entry.slot?.place ?? site;
  const { value } = entry;
  if (!isObject(value) || value.kind !== "descriptor" || value.type === "property") return value;
  return boundTo(machine, value, undefined, type, site);
}

/** `super().name`: from the bases; what a library's class does is not known, and left alone. */
export function superMember(
  machine: Machine,
  { type, self }: Super,
  name: string,
  site: Site,
): Variable {
  for (const base of type.bases) {
    const entry = base instanceof ClassValue ? classEntry(base, name) : undefined;
    if (entry) return boundTo(machine, entry.value, self, type, site);
  }
  return UNSET;
}

export function instantiate(machine: Machine, type: ClassValue, given: Given, text: string): Value {
  machine.spend(1);
  const instance = new Instance(type);
  if (type.isRecord) return fillRecord(machine, instance, given);
  initialiseFields(type, instance);
  const name = machine.semantics.id === "python" ? "__init__" : "constructor";
  const entry = classEntry(type, name);
  if (entry) callMethod(machine, entry.value, given, instance);
  else if (hasForeignBase(type)) return foreign(machine, type, given, text);
  machine.place = given.site;
  return instance;
}

function initialiseFields(type: ClassValue, instance: Instance): void {
  for (const base of type.bases) if (base instanceof ClassValue) initialiseFields(base, instance);
  type.initialise?.(instance);
}

/** A class without a constructor of its own is made by its library's. */
function foreign(machine: Machine, type: ClassValue, given: Given, text: string): Value {
  const [base] = type.bases;
  if (!isObject(base) || base.kind !== "library") return machine.unknown(text, given.site);
  const instance = new Instance(type);
  instance.attributes.set(
    "__base__",
    machine.libraryCall(new LibraryCall(base.path, type.site, given)),
  );
  machine.place = given.site;
  return instance;
}

/** Python's `@dataclass`: the annotated names are the parameters, in order, bases first. */
function fillRecord(machine: Machine, instance: Instance, given: Given): Value {
  const names = fieldsOf(instance.type);
  const left = new Map(given.keywords);
  for (const [index, name] of names.entries()) {
    const entry = classEntry(instance.type, name);
    const isPositional = index < given.positional.length;
    const found = isPositional ? given.positional[index] : left.get(name);
    const slot = isPositional ? given.slots[index] : given.keywordSlots.get(name)?.slot;
    const isGiven = isPositional || left.delete(name);
    if (!isGiven && !entry)
      throw machine.error(
        t`${instance.type.name}() lacks its argument ${name}.`,
        given.site,
        "TypeError",
      );
    const value = isGiven ? found : defaultOf(machine, entry?.value, given.site);
    instance.attributes.entries.set(name, {
      key: name,
      value,
      slot: isGiven ? slot : entry?.slot,
      keySite: entry?.keySite,
    });
  }
  const [unexpected] = left.keys();
  if (unexpected !== undefined)
    throw machine.error(
      t`${instance.type.name}() has no parameter ${unexpected}.`,
      given.site,
      "TypeError",
    );
  const after = classEntry(instance.type, "__post_init__");
  if (after) callMethod(machine, after.value, givenOf([], given.site), instance);
  machine.place = given.site;
  return instance;
}

/** `field(default=1)`, `field(default_factory=list)`. */
function defaultOf(machine: Machine, value: Value, site: Site): Value {
  if (!isObject(value) || value.kind !== "call" || value.callee !== "dataclasses.field")
    return value;
  const factory = value.given.keywords.get("default_factory");
  if (factory !== undefined) return invoke(machine, factory, givenOf([], site), "");
  return value.given.keywords.get("default");
}

function fieldsOf(type: ClassValue): readonly string[] {
  const inherited = type.bases.flatMap((base) =>
    base instanceof ClassValue ? fieldsOf(base) : [],
  );
  return [...new Set([...inherited, ...type.annotated])];
}
