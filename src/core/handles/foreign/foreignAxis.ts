import { numberIn } from "../../edit/numberIn";
import type { Setting } from "../../formats/setting";
import type { ParsedDocument, SourceLanguage } from "../../parse/sourceValue";
import type { Axis, AxisRefusal, NumberEdit } from "../handle";
import { t } from "../../text/words";

/** How the position of a handle follows from a number of the text. */
export interface Relation {
  readonly unit: Axis["unit"];
  readonly min: number;
  readonly max: number;
  amountAt(position: number): number;
  positionAt(amount: number): number;
}

/** A number of another program's file, and how a position follows from it. */
export interface Related {
  readonly setting: Setting;
  readonly relation: Relation;
}

/**
 * An axis whose number is a literal of another program's file. What says the same place (the length
 * of a warmup, and the step at which the next scheduler takes over) goes with it.
 */
export function foreignAxis(
  document: ParsedDocument,
  { setting, relation }: Related,
  others: readonly Related[] = [],
): Axis {
  const refusal = refusalOf(document, setting);
  const edits = (amount: number): NumberEdit[] => {
    const position = relation.positionAt(amount);
    const along = others.flatMap((other) =>
      numberEdit(document, other.setting, other.relation.amountAt(position)),
    );
    return [...numberEdit(document, setting, amount), ...along];
  };
  const { value: amount } = setting;
  return { ...relation, amount, changes: () => [], edits, ...(refusal && { refusal }) };
}

/** The edit that has a number's literal say another amount, in its notation; none where it can't. */
export function numberEdit(
  document: ParsedDocument,
  setting: Setting,
  amount: number,
): NumberEdit[] {
  const { literal } = setting;
  const text = literal && textOf(document, setting);
  if (!literal || text === undefined) return [];
  const { range, uri } = literal;
  const language = uri === undefined ? document.language : languageOf(uri, document.language);
  const old = text.slice(range.start, range.end);
  return [
    { range, amount, text: numberIn(language, old, amount), ...(uri !== undefined && { uri }) },
  ];
}

/** The text of the file in which a number stands; undefined where it was not read. */
const textOf = ({ text, files }: ParsedDocument, { literal }: Setting): string | undefined =>
  literal?.uri === undefined ? text : files?.get(literal.uri);

const LANGUAGES: readonly (readonly [RegExp, SourceLanguage])[] = [
  [/\.pyi?$/i, "python"],
  [/\.ya?ml$/i, "yaml"],
  [/\.jsonc?$/i, "json"],
];

const languageOf = (uri: string, own: SourceLanguage): SourceLanguage =>
  LANGUAGES.find(([ending]) => ending.test(uri))?.[1] ?? own;

function refusalOf(document: ParsedDocument, setting: Setting): AxisRefusal | undefined {
  const { literal, range, symbol } = setting;
  if (literal && textOf(document, setting) === undefined)
    return { reason: t("it stands in another file"), path: [], place: literal };
  if (literal) return undefined;
  const reason =
    symbol === undefined
      ? t("it is computed, not written as a number")
      : t("only the running program knows {0}", symbol);
  return { reason, path: [], ...(range && { place: { range } }) };
}

/** The last bits are rounding. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** A value, or a share of `scale`. */
export const valueRelation = (scale: number, min: number, max: number): Relation => ({
  unit: "number",
  min,
  max,
  amountAt: (position) => tidy(position / scale),
  positionAt: (amount) => amount * scale,
});

/** A divisor of `scale`. */
export const divisorRelation = (scale: number, min: number, max: number): Relation => ({
  unit: "number",
  min,
  max,
  amountAt: (position) => tidy(scale / position),
  positionAt: (amount) => scale / amount,
});

/** So many steps (or epochs of `per` steps each, or tokens, which are parts of one) after `origin`. */
export const countRelation = (
  { origin, per = 1, unit }: { origin: number; per?: number; unit: Relation["unit"] },
  min: number,
  max: number,
): Relation => ({
  unit,
  min,
  max,
  amountAt: (position) => Math.max(1, Math.round((position - origin) / per)),
  positionAt: (amount) => origin + amount * per,
});

export type Rounding = (value: number) => number;

/** A share of the run, which the library rounds to whole steps in its own way. */
export const shareRelation = (
  { length, round, offset }: { length: number; round: Rounding; offset: number },
  min: number,
  max: number,
): Relation => ({
  unit: "number",
  min,
  max,
  amountAt: (position) => shortest(Math.round(position) - offset, length, round),
  positionAt: (amount) => round(amount * length) + offset,
});

/** The shortest share of `length` that is rounded to exactly `steps`. */
function shortest(steps: number, length: number, round: Rounding): number {
  for (let digits = 1; digits < 16; digits++) {
    const share = Number((steps / length).toPrecision(digits));
    if (round(share * length) === steps) return share;
  }
  return steps / length;
}
