import { numberIn } from "../../edit/numberIn";
import type { Setting } from "../../formats/setting";
import type { ParsedDocument } from "../../parse/sourceValue";
import type { TextEdit } from "../../text/range";
import type { Axis, AxisRefusal } from "../handle";

/** How the position of a handle follows from a number of the text. */
export interface Relation {
  readonly unit: Axis["unit"];
  readonly min: number;
  readonly max: number;
  amountAt(position: number): number;
  positionAt(amount: number): number;
}

/** An axis whose number is one literal of another program's file. */
export function foreignAxis(document: ParsedDocument, setting: Setting, relation: Relation): Axis {
  const { literal, value } = setting;
  const refusal = refusalOf(setting);
  const edits = (amount: number): TextEdit[] => {
    if (!literal) return [];
    const { range } = literal;
    const old = document.text.slice(range.start, range.end);
    return [{ range, text: numberIn(document.language, old, amount) }];
  };
  return { ...relation, amount: value, changes: () => [], edits, ...(refusal && { refusal }) };
}

function refusalOf({ literal, range }: Setting): AxisRefusal | undefined {
  if (literal?.uri !== undefined)
    return { reason: "it stands in another file", path: [], place: literal };
  if (literal) return undefined;
  const reason = "it is computed, not written as a number";
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

/** So many steps (or epochs of `per` steps each) after `origin`. */
export const countRelation = (
  { origin, per = 1, unit }: { origin: number; per?: number; unit: "steps" | "epochs" },
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
