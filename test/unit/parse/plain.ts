import type { SourceValue } from "../../../src/core/parse/sourceValue";

/** A value without its ranges, for comparisons; an unknown value shows its symbol and reason. */
export function toPlain(value: SourceValue | undefined): unknown {
  if (value === undefined) return undefined;
  switch (value.type) {
    case "null":
      return null;
    case "array":
      return value.items.map(toPlain);
    case "object": {
      const entries = value.entries.map(({ key, value: part }) => [key, toPlain(part)] as const);
      return Object.fromEntries(entries);
    }
    case "function":
      return "function";
    case "unknown":
      return { unknown: value.symbol, reason: value.reason };
    case "call":
      return { call: value.callee, positional: value.positional.map(toPlain) };
    case "choice":
      return { choice: value.options.map((option) => toPlain(option.value)) };
    default:
      return value.value;
  }
}
