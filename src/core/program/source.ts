import type { CustomFunction, Origin, SourceEntry, SourceValue } from "../parse/sourceValue";
import { type Range, within } from "../text/range";
import { belongsTo } from "./identity";
import { stepFunction } from "./stepFunction";
import type { Machine } from "./machine";
import {
  Dict,
  isObject,
  List,
  type Choice,
  type Entry,
  type LibraryCall,
  type Site,
  type Slot,
  type Value,
} from "./values";

/** Parts of a value that are converted. */
const MAX_PARTS = 100_000;
const MAX_SYMBOL = 120;

/**
 * A value of a program as the readers know it. `slot` says where it stands; what comes from another
 * file or out of a call stands where it is used, and its origin is the literal. Undefined, a module
 * or a class is an unknown value.
 */
export function toSource(machine: Machine, value: Value, slot: Slot): SourceValue {
  return new Conversion(machine).convert(value, slot, undefined, 0);
}

interface Base {
  readonly range: Range;
  readonly origin?: Origin;
  readonly literal: boolean;
}

const MAX_DEPTH = 64;

class Conversion {
  private parts = 0;

  constructor(private readonly machine: Machine) {}

  convert(value: Value, slot: Slot, outer: Range | undefined, depth: number): SourceValue {
    const base = baseOf(slot, outer);
    if (++this.parts > MAX_PARTS || depth > MAX_DEPTH) return unknown("", base, "unfinished");
    if (typeof value === "number") return { type: "number", value, ...base };
    if (typeof value === "string") return { type: "string", value, ...base };
    if (typeof value === "boolean") return { type: "boolean", value, ...base };
    if (value === null) return { type: "null", ...base };
    if (value === undefined) return unknown("undefined", base);
    return this.object(value, base, depth);
  }

  private object(
    value: Exclude<Value, string | number | boolean | null | undefined>,
    base: Base,
    depth: number,
  ): SourceValue {
    switch (value.kind) {
      case "list":
        return value.opaque ? unknown(value.opaque.symbol, base) : this.list(value, base, depth);
      case "dict":
        return value.opaque ? unknown(value.opaque.symbol, base) : this.dict(value, base, depth);
      case "call":
        return this.call(value, base, depth);
      case "choice":
        return this.choice(value, base, depth);
      case "unknown":
        return unknown(
          value.symbol,
          value.site ? withOrigin(base, value.site) : base,
          value.reason,
        );
      case "closure":
      case "bound":
        return { type: "function", call: this.stepFunction(value, base.range), ...base };
      case "library":
        return unknown(value.path, base);
      default:
        return unknown(value.kind, base);
    }
  }

  private stepFunction(value: Value, range: Range): CustomFunction {
    return stepFunction(this.machine, value, range);
  }

  private list(list: List, base: Base, depth: number): SourceValue {
    const items = list.items.map((item, index) =>
      this.part(item, list.slots?.[index], base, depth),
    );
    belongsTo(items, list, !this.machine.sealed);
    return { type: "array", items, ...base };
  }

  private dict(dict: Dict, base: Base, depth: number): SourceValue {
    const all = [...dict.entries.values()];
    const entries = all
      .filter(({ value }) => value !== undefined)
      .map((entry) => this.entry(entry, base, depth));
    const absent = all
      .filter(({ value }) => value === undefined)
      .map(({ key }) => (isObject(key) ? "" : String(key)));
    belongsTo(entries, dict, !this.machine.sealed);
    const builder = dict.builder;
    const isHere = builder && builder.uri === undefined && within(builder.range, base.range);
    return {
      type: "object",
      entries,
      ...(absent.length > 0 && { absent }),
      ...base,
      ...(isHere && { builderRange: builder.range }),
    };
  }

  private entry({ key, value, slot, keySite }: Entry, base: Base, depth: number): SourceEntry {
    const part = this.part(value, slot, base, depth);
    const isHere = keySite && keySite.uri === undefined && within(keySite.range, base.range);
    const keyRange = isHere ? keySite.range : base.range;
    const isBehind = isHere && part.range.end >= keyRange.end;
    const range = isBehind ? { start: keyRange.start, end: part.range.end } : keyRange;
    return { key: isObject(key) ? "" : String(key), keyRange, range, value: part };
  }

  private part(value: Value, slot: Slot | undefined, base: Base, depth: number): SourceValue {
    if (slot) return this.convert(value, slot, base.range, depth + 1);
    const here: Site = { range: base.range, literal: false };
    return this.convert(value, { use: here, place: here, call: undefined }, base.range, depth + 1);
  }

  private call({ callee, calleeSite, given }: LibraryCall, base: Base, depth: number): SourceValue {
    const positional = given.positional.map((value, index) =>
      this.part(value, given.slots[index], base, depth),
    );
    const keywords = [...given.keywords].map(([key, value]) => {
      const known = given.keywordSlots.get(key);
      return this.entry({ key, value, slot: known?.slot, keySite: known?.key }, base, depth);
    });
    const isHere = calleeSite.uri === undefined && within(calleeSite.range, base.range);
    const calleeRange = isHere ? calleeSite.range : base.range;
    return { type: "call", callee, calleeRange, positional, keywords, ...base };
  }

  private choice({ condition, options }: Choice, base: Base, depth: number): SourceValue {
    const converted = options.map(({ label, value }) => ({
      label,
      value: this.part(value, undefined, base, depth),
    }));
    return { type: "choice", condition, options: converted, ...base, literal: false };
  }
}

function unknown(
  symbol: string,
  base: Base,
  reason: "runtime" | "unfinished" = "runtime",
): SourceValue {
  return { type: "unknown", symbol: symbol.slice(0, MAX_SYMBOL), reason, ...base, literal: false };
}

const same = (one: Range, other: Range): boolean =>
  one.start === other.start && one.end === other.end;

const originOf = ({ uri, range }: Site): Origin => (uri === undefined ? { range } : { uri, range });

/** Where a value stands in the document, and where else its literal is. */
function baseOf({ use, place, call }: Slot, outer: Range | undefined): Base {
  if (call && call.uri === undefined && !(use.uri === undefined && within(use.range, call.range))) {
    const isArgument = place.uri === undefined && within(place.range, call.range);
    if (isArgument) return { range: place.range, literal: place.literal };
    return { range: call.range, origin: originOf(place), literal: false };
  }
  const range = use.uri === undefined ? use.range : (outer ?? use.range);
  if (place.uri === undefined && same(place.range, range)) return { range, literal: place.literal };
  return { range, origin: originOf(place), literal: false };
}

function withOrigin(base: Base, site: Site): Base {
  if (base.origin || (site.uri === undefined && same(site.range, base.range))) return base;
  return { ...base, origin: originOf(site) };
}
