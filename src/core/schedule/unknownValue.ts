import type { GivenValue } from "../text/givenValue";

/**
 * Stands in a plain definition for what the text does not say: a value that only the running
 * program knows, or one that is not typed yet. It is never replaced by a guess.
 */
export class UnknownValue {
  constructor(
    /** The expression as the user wrote it, for instance `loader.length`. */
    readonly symbol: string,
    readonly reason: "runtime" | "unfinished",
  ) {}
}

/** Values that the user gave for expressions that only the running program knows. */
export type Symbols = Readonly<Record<string, GivenValue>>;

/** The number that the user gave for `symbol`; a text is none. */
export function givenNumber(symbols: Symbols, symbol: string): number | undefined {
  const given = Object.hasOwn(symbols, symbol) ? symbols[symbol] : undefined;
  return typeof given === "number" ? given : undefined;
}

/** The value that the user gave for an unknown one, if they did. */
export function resolveUnknown(value: unknown, symbols: Symbols): unknown {
  if (!(value instanceof UnknownValue) || value.reason !== "runtime") return value;
  return Object.hasOwn(symbols, value.symbol) ? symbols[value.symbol] : value;
}
