import type { LibraryFunction, LibraryRecord, LibraryValue } from "../../libraries/value";
import type { Asking } from "./asking";
import { PythonError } from "./script/operators";
import { FUNCTION } from "./script/script";
import type { Range } from "../../text/range";
import { withinLimits } from "./script/limits";
import {
  numberValue,
  unknownValue,
  type Given,
  type LibraryObject,
  type NumberValue,
  type Unknown,
  type Value,
} from "./script/value";

/** What a library's own object (a nested scheduler) is as an argument; undefined: it is not known. */
export type ConvertObject = (object: LibraryObject) => LibraryValue | undefined;

/** A value of a script as a library receives it; undefined with what is unknown in it asked for. */
export function toLibrary(
  value: Value,
  asking: Asking,
  object: ConvertObject = () => undefined,
): LibraryValue | undefined {
  switch (value.type) {
    case "number":
      return numberToLibrary(value);
    case "text":
    case "boolean":
      return value.value;
    case "none":
      return null;
    case "list": {
      const open = value.uncertain ?? value.more;
      if (open) return asking.askFor(open);
      const items = value.items.map((item) => toLibrary(item, asking, object));
      if (items.some((item) => item === undefined)) return undefined;
      return value.tuple ? { tuple: items as LibraryValue[] } : (items as LibraryValue[]);
    }
    case "dict":
      if (value.uncertain) return asking.askFor(value.uncertain);
      return dictToLibrary(value.entries, asking, object);
    case "object": {
      const before = asking.unanswered;
      const converted = object(value);
      // of a nested call it is an argument that is not known
      if (converted !== undefined || asking.unanswered > before) return converted;
      return asking.askFor(value);
    }
    case "function":
    case "native":
    case "instance":
    case "class":
      return functionOf(value, asking);
    case "library":
      return value.path;
    default:
      return asking.askFor(value);
  }
}

const numberToLibrary = ({ value, float }: NumberValue): LibraryValue =>
  float && Number.isInteger(value) ? { float: value } : value;

function dictToLibrary(
  entries: ReadonlyMap<string | number, Value>,
  asking: Asking,
  object: ConvertObject,
): LibraryRecord | undefined {
  const record: Record<string, LibraryValue> = {};
  for (const [key, item] of entries) {
    const value = toLibrary(item, asking, object);
    if (value === undefined) return undefined;
    record[String(key)] = value;
  }
  return record;
}

/** What a function gives, as what nobody knows of it is called. */
const VALUE = "the function's value";

/** Runs a function of the script on numbers, and undoes what it changes. */
export function runFunction(asking: Asking, callee: Value, args: readonly Value[]): Value {
  const { machine, scope } = asking.script;
  const range = asking.anchor;
  const granted = machine.budget.grant(FUNCTION);
  if (granted === 0) return tooMuch(range);
  machine.fuel = granted;
  const given: Given = {
    positional: args.map((value) => ({ value, range })),
    keywords: new Map(),
    range,
  };
  const place = { range, calleeRange: range, text: VALUE };
  const done = withinLimits(() => {
    try {
      return machine.journal.undoing(() => machine.call(callee, given, place, scope));
    } catch (error) {
      if (!(error instanceof PythonError)) throw error;
      return unknownValue(error.message, range, "unfinished");
    }
  });
  machine.budget.book(granted - Math.max(0, machine.fuel));
  return done ?? (granted < FUNCTION ? tooMuch(range) : unknownValue(TOO_LONG, range, "limits"));
}

const TOO_LONG = "a function that takes too long";

const tooMuch = (range: Range): Unknown =>
  unknownValue("functions that take too long", range, "limits");

/** Steps at which a function is tried before it is believed to be known everywhere. */
const PROBES = [0, 1, 2, 17, 1000, 100_000];

const CALLABLE: ReadonlySet<Value["type"]> = new Set(["function", "native", "class", "instance"]);

/** A function of the step as the library calls it; undefined where its value is not known. */
export function functionOf(callee: Value, asking: Asking): LibraryFunction | undefined {
  for (const step of PROBES) {
    const value = runFunction(asking, callee, [numberValue(step)]);
    // beyond the run a function may raise, as (1 - t / total) ** 0.9 does
    if (step > 0 && value.type === "unknown" && value.reason === "unfinished") continue;
    // another function is no value, and would be tried at as many steps, with what it gives as well
    if (CALLABLE.has(value.type)) {
      asking.ask(VALUE, asking.anchor, "number");
      return undefined;
    }
    if (toLibrary(value, asking) === undefined) return undefined;
  }
  const { script, anchor } = asking;
  return (...numbers) => {
    const quiet = new (asking.constructor as typeof Asking)(script, anchor);
    const value = runFunction(
      quiet,
      callee,
      numbers.map((number) => numberValue(number)),
    );
    noteLimits(value, asking);
    return toLibrary(value, quiet) ?? NaN;
  };
}

/** Says so where a function has no value for lack of time. */
export function noteLimits(value: Value, asking: Asking): void {
  if (value.type === "unknown" && value.reason === "limits") asking.takesTooLong();
}

/** A value that a function gave, as a library takes it; NaN where it is no number. */
export const asNumber = (value: Value): LibraryValue =>
  value.type === "number" ? numberToLibrary(value) : NaN;
