import {
  construct,
  type LibraryContext,
  type LibraryTable,
  type LibraryTrack,
} from "../../libraries/construction";
import { renamedIn } from "../../libraries/refusal";
import type { LibraryRecord, LibraryValue } from "../../libraries/value";
import type { Path, SourceEntry, SourceObject, SourceValue } from "../../parse/sourceValue";
import { entryOf, nearestRange } from "../../parse/sourceValue";
import type { Range } from "../../text/range";
import { numberOfText } from "./numberText";
import type { Reading } from "./reading";

/** How many values one argument may hold in all. */
const MOST_VALUES = 100_000;

/** A source value as a library receives it; undefined where a part is not known. */
export function libraryValue(value: SourceValue, text: string): LibraryValue | undefined {
  let left = MOST_VALUES;
  const convert = (part: SourceValue): LibraryValue | undefined => {
    if (--left < 0) return undefined;
    switch (part.type) {
      case "number":
        return isFloat(part, text) ? { float: part.value } : part.value;
      case "string":
      case "boolean":
        return part.value;
      case "null":
        return null;
      case "array": {
        const items = part.items.map(convert);
        return items.some((item) => item === undefined) ? undefined : (items as LibraryValue[]);
      }
      default:
        return undefined;
    }
  };
  return convert(value);
}

/** A whole number that was written with a point or an exponent is a float in Python. */
function isFloat(value: SourceValue & { type: "number" }, text: string): boolean {
  if (!Number.isInteger(value.value)) return false;
  const { start, end } = value.range;
  return value.float ?? (value.literal && /[.eE]/.test(text.slice(start, end)));
}

/** What a library's scheduler makes of a config's arguments. */
export interface LibraryCallOptions {
  readonly table: LibraryTable;
  readonly kind: string;
  readonly kindRange: { readonly start: number; readonly end: number };
  /** The arguments as the config gives them; those in `values` are known by other means. */
  readonly source: SourceObject | undefined;
  readonly values?: LibraryRecord;
  /** Where those in `values` stand in the config: the entry of `root` by the name of an argument. */
  readonly places?: { readonly root: SourceObject; readonly keyOf: (argument: string) => string };
  /** Keys of `source` that are no arguments of the scheduler. */
  readonly without?: ReadonlySet<string>;
  readonly context: LibraryContext;
}

/** The tracks; what the library refuses is a problem at the argument to blame. */
export function callLibrary(
  reading: Reading,
  options: LibraryCallOptions,
): readonly LibraryTrack[] | undefined {
  const { table, kind, source, values = {}, without, context } = options;
  const args: Record<string, LibraryValue> = { ...values };
  for (const entry of source?.entries ?? []) {
    if (Object.hasOwn(values, entry.key) || without?.has(entry.key)) continue;
    const value = argumentOf(entry, reading);
    if (value === undefined) return undefined;
    args[entry.key] = value;
  }
  const { tracks, issues } = construct(table, kind, args, context);
  for (const { code, path, at, message } of issues)
    reading.problems.push({
      code,
      severity: "error",
      message: asWritten(message, path, options),
      range: rangeOf(path, at, options) ?? options.kindRange,
      fixes: [],
    });
  return tracks.length > 0 ? tracks : undefined;
}

/** A refusal that names the library's argument, with the key that the config has for it. */
function asWritten(message: string, [argument]: Path, { places }: LibraryCallOptions): string {
  if (typeof argument !== "string" || !places) return message;
  const key = places.keyOf(argument);
  return entryOf(places.root, key) ? renamedIn(message, argument, key) : message;
}

/** Where the argument to blame stands; undefined where the config doesn't say it. */
function rangeOf(
  [argument, ...rest]: Path,
  at: "key" | "value" | undefined,
  { source, places }: LibraryCallOptions,
): Range | undefined {
  if (typeof argument !== "string") return undefined;
  const [root, key] = places ? [places.root, places.keyOf(argument)] : [source, argument];
  const entry = entryOf(root, key);
  if (!entry || !root) return undefined;
  return at === "key" ? entry.keyRange : nearestRange(root, [key, ...rest]);
}

function argumentOf(entry: SourceEntry, reading: Reading): LibraryValue | undefined {
  const { value } = entry;
  reading.setting(entry.key, value);
  if (value.type === "unknown" && value.reason === "runtime")
    return reading.ask(value.symbol, value.range, "number");
  // a program that casts makes a number of `1e-6`, which YAML has as a text
  const number = reading.casts && value.type === "string" ? numberOfText(value.value) : undefined;
  return number ?? libraryValue(value, reading.text);
}
