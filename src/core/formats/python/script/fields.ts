import { lookUpMember } from "./inheritance";
import type { Machine } from "./machine";
import { argument } from "./natives/native";
import { moduleScope } from "./scope";
import {
  listValue,
  none,
  type Given,
  type InstanceValue,
  type LibraryObject,
  type Value,
} from "./value";

/** Gives the fields of a dataclass their values: those given, or their defaults. */
export function fillFields(machine: Machine, object: InstanceValue, given: Given): void {
  object.of.fields.forEach((name, index) => {
    const value = argument(given, name, index);
    const fallback = lookUpMember(object.of, name)?.value;
    const filled = value ?? (fallback && fieldDefault(machine, fallback));
    const { range } = object;
    object.attributes.set(name, filled ?? machine.unknown(name, range));
  });
}

const FIELD = /(?:^|\.)[Ff]ield$|^simple_parsing\.(?:choice|flag|list_field|mutable_field)$/;

/** `list_field(1, 2)`, `mutable_field(Options, lr=0.1)` of simple_parsing. */
function filledField(machine: Machine, { path, given }: LibraryObject): Value {
  if (path.endsWith(".list_field")) return listValue(given.positional.map(({ value }) => value));
  const [factory, ...positional] = given.positional;
  return made(machine, factory?.value ?? none, { ...given, positional });
}

/** `field(default=…)`, `field(default_factory=…)`. */
function fieldDefault(machine: Machine, value: Value): Value | undefined {
  if (value.type !== "object" || !FIELD.test(value.path)) return value;
  if (/_field$/.test(value.path)) return filledField(machine, value);
  const isChoice = value.path === "simple_parsing.choice";
  const first = isChoice ? undefined : value.given.positional[0]?.value;
  const given = value.given.keywords.get("default")?.value ?? first;
  const factory = value.given.keywords.get("default_factory")?.value;
  if (given || !factory) return given;
  const { range } = value;
  const nothing: Given = { positional: [], keywords: new Map(), range };
  return factory.type === "function"
    ? machine.callFunction(factory, nothing, range)
    : made(machine, factory, nothing);
}

/** What a factory makes, wherever the class stands. */
function made(machine: Machine, factory: Value, given: Given): Value {
  const { range } = given;
  const place = { range, calleeRange: range, text: "" };
  return machine.call(factory, given, place, moduleScope("", "", false));
}
