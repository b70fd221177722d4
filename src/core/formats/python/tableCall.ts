import type { LibraryTable } from "../../libraries/construction";
import type { LibraryCall, LibraryRecord, LibraryValue } from "../../libraries/value";
import type { Path } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import type { Asking } from "./asking";
import { blamedRange, type NamesOf } from "./blamed";
import { toLibrary, type ConvertObject } from "./convert";
import type { GivenValue, LibraryObject, Value } from "./script/value";

/** Which of a table's schedulers an object is; undefined: none. */
export type KindOf = (object: LibraryObject) => string | undefined;

/** How a library's calls are read: the names of their arguments in order, the optimizer's too. */
export interface CallSyntax {
  readonly table: LibraryTable;
  readonly kindOf: KindOf;
  /** What comes before the scheduler's own arguments. */
  readonly before: readonly string[];
}

export const parameterNames = ({ table, before }: CallSyntax, kind: string): readonly string[] => [
  ...before,
  ...(table.kinds.get(kind)?.parameters.map(({ name }) => name) ?? []),
];

export function tableArgument(
  syntax: CallSyntax,
  object: LibraryObject,
  name: string,
): GivenValue | undefined {
  const names = parameterNames(syntax, syntax.kindOf(object) ?? "");
  return object.given.keywords.get(name) ?? object.given.positional[names.indexOf(name)];
}

/** A call as the formulas take it, calls inside it alike; undefined where something is unknown. */
export function tableCall(
  syntax: CallSyntax,
  object: LibraryObject,
  asking: Asking,
  nested: ConvertObject = (inner) => tableCall(syntax, inner, asking),
): (LibraryCall & LibraryRecord) | undefined {
  const kind = syntax.kindOf(object);
  if (kind === undefined) return undefined;
  const names = parameterNames(syntax, kind);
  const args: Record<string, LibraryValue> = {};
  let known = object.given.open === undefined;
  if (object.given.open) asking.askFor(object.given.open);
  const take = (name: string, { value, range }: GivenValue): void => {
    if (syntax.before.includes(name)) return;
    asking.setting(name, value, { range });
    const converted = toLibrary(value, asking, nested);
    if (converted === undefined) known = false;
    else args[name] = converted;
  };
  object.given.positional.forEach((value, index) => {
    take(names[index] ?? `argument ${index + 1}`, value);
  });
  for (const [name, value] of object.given.keywords) take(name, value);
  return known ? { kind, args } : undefined;
}

/** Where what an issue blames stands. */
export const tableRange = (
  syntax: CallSyntax,
  object: LibraryObject,
  path: Path,
  at?: "key" | "value",
): Range => blamedRange(object, path, { namesOf: namesIn(syntax), at });

/** The names of the arguments of a table's calls, in order. */
export const namesIn =
  (syntax: CallSyntax): NamesOf =>
  (object) =>
    parameterNames(syntax, syntax.kindOf(object) ?? "");

/** The objects of a kind that are no parts of another one. */
export function outermost(
  objects: readonly LibraryObject[],
  kindOf: KindOf,
): readonly LibraryObject[] {
  const own = objects.filter((object) => kindOf(object) !== undefined);
  const inner = givenTo(own);
  return own.filter((object) => !inner.has(object));
}

/** The objects among what these were given, in lists and dictionaries, too. */
export function givenTo(
  holders: readonly { readonly given?: LibraryObject["given"] | undefined }[],
): ReadonlySet<Value> {
  const inner = new Set<Value>();
  for (const { given } of holders)
    for (const { value } of [...(given?.positional ?? []), ...(given?.keywords.values() ?? [])])
      collect(value, inner);
  return inner;
}

function collect(value: Value, found: Set<Value>, depth = 0): void {
  if (depth > 4) return;
  if (value.type === "object" || value.type === "instance") found.add(value);
  if (value.type === "list") for (const item of value.items) collect(item, found, depth + 1);
  if (value.type === "dict")
    for (const item of value.entries.values()) collect(item, found, depth + 1);
  if (value.type === "choice") for (const item of value.options) collect(item, found, depth + 1);
}

/** The numbers of steps that arguments name, by the arguments' names. */
export function stepsNamed(args: LibraryRecord, name: RegExp): number[] {
  const numbers: number[] = [];
  const visit = (value: LibraryValue, key: string, depth: number): void => {
    if (typeof value === "number" && name.test(key)) numbers.push(value);
    if (typeof value !== "object" || value === null || depth > 6) return;
    if (name.test(key) && "float" in value && typeof value.float === "number")
      numbers.push(value.float);
    for (const [inner, item] of Object.entries(value)) {
      const numeric = /^\d+$/.test(inner);
      if (numeric && /boundaries_and_scales/.test(key)) numbers.push(Number(inner));
      visit(item, numeric || inner === "tuple" ? key : inner, depth + 1);
    }
  };
  visit(args, "", 0);
  return numbers;
}
