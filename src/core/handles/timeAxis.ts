import type { Change, NewValue } from "../edit/change";
import { amountLike } from "../edit/duration";
import type { Path } from "../parse/sourceValue";
import { parseShare } from "../schedule/shapes";
import { parseDuration, stepsPerUnit } from "../schedule/time";
import type { AmountUnit, Axis } from "./handle";
import type { TrackScope } from "./scope";

/** A length of time that the text says. */
export interface TimeParameter {
  readonly path: Path;
  readonly unit: AmountUnit;
  readonly amount: number;
  /** Steps that one of the unit is worth. */
  readonly per: number;
  readonly write: (amount: number) => NewValue;
}

/** The length of time at `path`, or `otherwise` where the text leaves it out. */
export function timeParameter(
  scope: TrackScope,
  path: Path,
  otherwise?: number | string,
): TimeParameter | undefined {
  const plain = scope.plain(path) ?? otherwise;
  if (typeof plain !== "number" && typeof plain !== "string") return undefined;
  const parsed = parseDuration(plain);
  const per = parsed && stepsPerUnit(parsed.unit, scope.definition.schedule.time);
  if (parsed === undefined || per === undefined || !(per > 0)) return undefined;
  const { amount, unit } = parsed;
  return { path, unit, amount, per, write: (next) => amountLike(plain, next) };
}

/** As `timeParameter`, but a percentage is one of `length` steps (the rise of one-cycle). */
export function partParameter(
  scope: TrackScope,
  path: Path,
  length: number,
  otherwise: string,
): TimeParameter | undefined {
  const plain = scope.plain(path) ?? otherwise;
  const share = typeof plain === "string" ? parseShare(plain) : undefined;
  if (share === undefined || typeof plain !== "string")
    return timeParameter(scope, path, otherwise);
  const amount = Number((share * 100).toPrecision(12));
  const write = (next: number): NewValue => amountLike(plain, next);
  return { path, unit: "percent", amount, per: length / 100, write };
}

/** The shortest amount of the unit that comes to exactly `steps`. */
export function amountOf(steps: number, per: number): number {
  for (let digits = 1; digits < 16; digits++) {
    const amount = Number((steps / per).toPrecision(digits));
    if (Math.round(amount * per) === steps) return amount;
  }
  return steps / per;
}

export interface TimeAxisOptions {
  /** The position of the handle where the length is 0. */
  readonly origin: number;
  /** 1: longer is later; −1: longer is earlier; 2: the position is twice the length away. */
  readonly direction?: number;
  readonly min: number;
  readonly max: number;
  /** What else changes so that the rest of the run stays, given the length in steps. */
  readonly also?: (steps: number) => readonly Change[];
}

export function timeAxis(parameter: TimeParameter, options: TimeAxisOptions): Axis | undefined {
  const { origin, direction = 1, min, max, also = () => [] } = options;
  if (!(max > min)) return undefined;
  const { path, unit, amount, per, write } = parameter;
  const steps = (position: number): number => Math.round((position - origin) / direction);
  const stepsOf = (value: number): number => Math.round(value * per);
  return {
    unit,
    amount,
    min,
    max,
    amountAt: (position) => amountOf(steps(position), per),
    positionAt: (value) => origin + direction * stepsOf(value),
    changes: (value) => [{ type: "set", path, value: write(value) }, ...also(stepsOf(value))],
  };
}
