import type { Origin, SourceValue } from "../parse/sourceValue";
import type { Range } from "../text/range";
import { numberOfText } from "./config/numberText";
import type { TextValue, Value } from "./python/script/value";

/** A number that a foreign schedule was computed from. */
export interface Setting {
  /** The library's argument or the config's key. */
  readonly name: string;
  /** Its place in a list: the second milestone is 1. */
  readonly item?: number;
  /** The parameter group whose rate it is; all groups share what has none. */
  readonly group?: number;
  readonly value: number;
  /** The steps that one of it is worth, where its text has a unit: a batch, an epoch. */
  readonly per?: number;
  /** Where it is given; undefined where only its literal is known. */
  readonly range?: Range | undefined;
  /** Its literal, quotes included; absent where it is computed or comes from elsewhere. */
  readonly literal?: Origin;
  /** What only the running program knows, where the user gave its value. */
  readonly symbol?: string;
}

/** A name as tables of names have it: lower case, hyphens as underscores. */
export const plainName = (name: string): string =>
  name.toLowerCase().replaceAll("-", "_").replace(/^_+/, "");

/** Where this document says the number: its literal, or where that stands elsewhere, the argument. */
export const rangeOfSetting = ({ literal, range }: Setting): Range | undefined =>
  literal && literal.uri === undefined ? literal.range : range;

const DEEPEST = 4;

/** The numbers of a script's argument: itself, the items of its list, the entries of its dict. */
export function settingsOfValue(name: string, value: Value, depth = 0): Setting[] {
  if (depth > DEEPEST) return [];
  if (value.type === "number") {
    const { value: number, symbol } = value;
    const literal = value.literal ? { range: value.literal } : value.elsewhere;
    return [
      { name, value: number, ...(literal && { literal }), ...(symbol !== undefined && { symbol }) },
    ];
  }
  if (value.type === "dict")
    return [...value.entries].flatMap(([key, item]) =>
      settingsOfValue(typeof key === "string" ? key : name, item, depth + 1),
    );
  if (value.type !== "list" || value.uncertain) return [];
  return value.items.flatMap((item, index) =>
    settingsOfValue(name, item, depth + 1).map((setting) =>
      item.type === "number" ? { ...setting, item: index } : setting,
    ),
  );
}

/** The numbers of a config's entry; a text that the program casts is one, too. */
export function settingsOfSource(name: string, value: SourceValue): Setting[] {
  if (value.type === "array")
    return value.items.flatMap((item, index) =>
      item.type === "array"
        ? []
        : settingsOfSource(name, item).map((setting) => ({ ...setting, item: index })),
    );
  const number = value.type === "string" ? numberOfText(value.value) : undefined;
  const plain = value.type === "number" ? value.value : number;
  if (plain === undefined) return [];
  const { range, origin, literal } = value;
  const place = origin ?? (literal ? { range } : undefined);
  return [{ name, value: plain, range, ...(place && { literal: place }) }];
}

/** A number with a unit behind it (`100ba`): the whole text is its literal. */
export interface Measured {
  readonly value: number;
  readonly per?: number | undefined;
}

/** The setting of a config's text that is a number with a unit. */
export function measuredInSource(
  name: string,
  { range, origin, literal }: SourceValue,
  { value, per }: Measured,
): Setting {
  const place = origin ?? (literal ? { range } : undefined);
  return { name, value, range, ...(per && { per }), ...(place && { literal: place }) };
}

/** The setting of a script's text that is a number with a unit. */
export function measuredInText(
  name: string,
  { literal, elsewhere }: TextValue,
  { value, per }: Measured,
): Setting {
  const place = literal ? { range: literal } : elsewhere;
  return { name, value, ...(per && { per }), ...(place && { literal: place }) };
}
