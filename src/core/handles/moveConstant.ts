import { numberLike } from "../edit/numberStyle";
import type { TextEdit } from "../text/range";
import type { Constant } from "./constants";
import type { AxisName, Handle } from "./handle";
import { roundSize } from "./snap";
import { tidy } from "./valueAxis";

/** Reads the document with other text and lists the same handle; undefined where it is gone. */
export type Trial = (edits: readonly TextEdit[]) => Promise<Handle | undefined>;

export interface ConstantMove {
  readonly constant: Constant;
  readonly axis: AxisName;
  /** Where the handle is with the constant as it is written. */
  readonly from: number;
  readonly to: number;
  /** What a pixel is worth, in positions. */
  readonly pixel: number;
  readonly free: boolean;
}

/** Whatever is computed of a constant is, for a small change, a straight line; curves need a few. */
const ROUNDS = 4;

/**
 * The edit of a constant that brings the handle whose value is computed from it to `to`. It is found
 * by trying: how far the handle moves tells what the constant must be. Undefined where the handle
 * does not move with it.
 */
export async function moveConstant(
  { constant, axis, from, to, pixel, free }: ConstantMove,
  text: string,
  trial: Trial,
): Promise<readonly TextEdit[] | undefined> {
  const edit = (value: number): TextEdit[] => {
    if (value === constant.value) return [];
    const { range } = constant;
    return [{ range, text: numberLike(text.slice(range.start, range.end), value) }];
  };
  const positionOf = async (value: number): Promise<number> => {
    const handle = await trial(edit(value));
    return handle ? (axis === "time" ? handle.step : handle.value) : NaN;
  };
  if (to === from) return [];
  const whole = axis === "time" && Number.isInteger(constant.value);
  const step = constant.value === 0 ? 1 : Math.abs(constant.value) * 0.05;
  let [last, lastAt] = [constant.value, from];
  let value = constant.value + (whole ? Math.max(1, Math.round(step)) : step);
  let at = await positionOf(value);
  let slope = (at - lastAt) / (value - last);
  for (let round = 0; round < ROUNDS; round++) {
    if (!Number.isFinite(slope) || slope === 0) return undefined;
    if (Math.abs(to - at) <= pixel / 4) break;
    [last, lastAt] = [value, at];
    value += (to - at) / slope;
    at = await positionOf(value);
    if (value !== last && at !== lastAt) slope = (at - lastAt) / (value - last);
  }
  const rounded = round(value, Math.abs(pixel / slope), { whole, free });
  return Number.isFinite(await positionOf(rounded)) ? edit(rounded) : undefined;
}

function round(
  value: number,
  pixel: number,
  { whole, free }: { readonly whole: boolean; readonly free: boolean },
): number {
  const size = roundSize(pixel * (free ? 0.1 : 2.5));
  const grid = whole ? Math.max(1, size) : size;
  return tidy(Math.round(value / grid) * grid);
}
