import type { CallPlace, Machine } from "../machine";
import type { ClassValue, Given, GivenValue, InstanceValue, Scope, Value } from "../value";
import { annotatedType, typeOfDefault } from "./flagType";
import { launchedFlag } from "./launchedFlag";

/** How a library names the flags of fields: one within another is `--optimizer.lr`, or `--lr`. */
export type Nesting = "dotted" | "flat";

/** An object of a dataclass as the command line fills it: its defaults, and what shell scripts give. */
export function launchedInstance(
  machine: Machine,
  of: ClassValue,
  scope: Scope,
  nesting: Nesting,
  range: CallPlace["range"],
): Value {
  const make = (keywords: Given["keywords"]): Value => {
    const given: Given = { positional: [], keywords, range };
    return machine.call(of, given, { range, calleeRange: range, text: of.name }, scope);
  };
  const usual = make(new Map());
  if (usual.type !== "instance" || machine.launches().length === 0) return usual;
  const launched = launchedFields(machine, usual, { make, nesting, range, scope }, "");
  return launched.size > 0 ? make(launched) : usual;
}

interface Making {
  make(keywords: Given["keywords"]): Value;
  readonly nesting: Nesting;
  readonly range: CallPlace["range"];
  readonly scope: Scope;
}

/** What shell scripts give to the fields of an object, of those that they give. */
function launchedFields(
  machine: Machine,
  { of, attributes }: InstanceValue,
  making: Making,
  prefix: string,
  depth = 0,
): ReadonlyMap<string, GivenValue> {
  const { nesting, range } = making;
  const given = new Map<string, GivenValue>();
  for (const name of of.fields) {
    const usual = attributes.get(name);
    if (!usual) continue;
    const dotted = `${prefix}${name}`;
    const value =
      usual.type === "instance" && usual.of.dataclass && depth < 4
        ? inner(machine, usual, making, `${dotted}.`, depth + 1)
        : launchedFlag(machine, flagOf(of, name, usual, { dotted, nesting, range }), usual);
    if (value !== usual) given.set(name, { value, range });
  }
  return given;
}

/** An object within another: its own fields as they are, but for those that are given. */
function inner(
  machine: Machine,
  usual: InstanceValue,
  making: Making,
  prefix: string,
  depth: number,
): Value {
  const launched = launchedFields(machine, usual, making, prefix, depth);
  if (launched.size === 0) return usual;
  const { range, scope } = making;
  const kept = usual.of.fields.flatMap((name) => {
    const value = usual.attributes.get(name);
    return value ? [[name, { value, range }] as const] : [];
  });
  const given: Given = { positional: [], keywords: new Map([...kept, ...launched]), range };
  return machine.call(usual.of, given, { range, calleeRange: range, text: usual.of.name }, scope);
}

function flagOf(
  of: ClassValue,
  name: string,
  usual: Value,
  { dotted, nesting, range }: Pick<Making, "nesting" | "range"> & { readonly dotted: string },
): Parameters<typeof launchedFlag>[1] {
  const flag = nesting === "flat" ? name : dotted;
  return {
    names: nesting === "flat" ? [`--${name}`, `--${dotted}`] : [`--${dotted}`],
    range,
    type: annotatedType(annotationOf(of, name)) ?? typeOfDefault(usual),
    opposites: [`--no-${flag}`, `--no${flag}`],
  };
}

/** The type that a class, or one that it inherits from, says of a field. */
function annotationOf({ node, bases }: ClassValue, name: string, depth = 0): string | undefined {
  for (const part of node.late ? [] : node.body) {
    if (part.type !== "assignment" || part.annotation === undefined) continue;
    const [target] = part.targets;
    if (target?.type === "name" && target.name === name) return part.annotation;
  }
  for (const base of bases) {
    const found =
      base.type === "class" && depth < 8 ? annotationOf(base, name, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
