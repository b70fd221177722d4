import type { LibraryCall, LibraryRecord, LibraryValue } from "../../libraries/value";
import { torchTable } from "../../libraries/torch/table";
import type { Path } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import type { Asking } from "../python/asking";
import { blamedRange } from "../python/blamed";
import { toLibrary } from "../python/convert";
import type { GivenValue, LibraryObject, Value } from "../python/script/value";

const MODULE = /^(?:torch\.optim\.lr_scheduler|torch\.optim\.swa_utils)\.(\w+)$/;

/** The name of a scheduler of torch that an object is, or undefined. */
export function torchKind({ path }: LibraryObject): string | undefined {
  const name = MODULE.exec(path)?.[1];
  return name !== undefined && torchTable.kinds.has(name) ? name : undefined;
}

/** The names of a scheduler's arguments in the order of its signature. */
export function torchParameters(kind: string): readonly string[] {
  const own = torchTable.kinds.get(kind)?.parameters.map(({ name }) => name) ?? [];
  return kind === "ChainedScheduler" ? own : ["optimizer", ...own];
}

/** The argument `name` of a scheduler, positional or named. */
export function torchArgument(object: LibraryObject, name: string): GivenValue | undefined {
  const { positional, keywords } = object.given;
  const index = torchParameters(torchKind(object) ?? "").indexOf(name);
  return keywords.get(name) ?? positional[index];
}

/** torch took `verbose` until 2.6; it never changed a rate. */
const NO_ARGUMENTS = new Set(["optimizer", "verbose"]);

/** Each argument once, under its name; too many are kept under a name that no scheduler has. */
export function namedArguments(object: LibraryObject): (readonly [string, Value])[] {
  const names = torchParameters(torchKind(object) ?? "");
  const { positional, keywords } = object.given;
  const listed = positional.flatMap(({ value }, index): (readonly [string, Value])[] => {
    const name = names[index];
    if (name === undefined && value.type === "boolean") return [];
    return [[name ?? `argument ${index + 1}`, value]];
  });
  const named = [...keywords].map(([name, { value }]) => [name, value] as const);
  return [...listed, ...named].filter(([name]) => !NO_ARGUMENTS.has(name));
}

/** A scheduler with its arguments as the formulas take them; undefined where one is unknown. */
export function torchCall(
  object: LibraryObject,
  asking: Asking,
): (LibraryCall & LibraryRecord) | undefined {
  const kind = torchKind(object);
  if (kind === undefined) return undefined;
  const args: Record<string, LibraryValue> = {};
  let known = true;
  for (const [name, value] of namedArguments(object)) {
    asking.setting(name, value, { range: torchArgument(object, name)?.range });
    const converted = toLibrary(value, asking, (nested) => torchCall(nested, asking));
    if (converted === undefined) known = false;
    else args[name] = converted;
  }
  if (object.given.open) asking.askFor(object.given.open);
  return known && !object.given.open ? { kind, args } : undefined;
}

/** The schedulers that another one is made of. */
export function membersOf(object: LibraryObject): LibraryObject[] {
  const value = torchArgument(object, "schedulers")?.value;
  const items = value?.type === "list" ? value.items : [];
  return items.flatMap((item) =>
    item.type === "object" && torchKind(item) !== undefined ? [item] : [],
  );
}

/** The optimizer that a scheduler is given, by itself or by its first member. */
export function optimizerOf(object: LibraryObject): Value | undefined {
  // a class of the script's own may take its optimizer under any name, and keeps it
  const own = torchArgument(object, "optimizer")?.value ?? object.attributes.get("optimizer");
  if (own && own.type !== "none") return own;
  const [first] = membersOf(object);
  return first && optimizerOf(first);
}

/** Where what an issue blames stands in the text: an argument, of a member too. */
export const rangeOfPath = (object: LibraryObject, path: Path, at?: "key" | "value"): Range =>
  blamedRange(object, path, { namesOf: (inner) => torchParameters(torchKind(inner) ?? ""), at });
