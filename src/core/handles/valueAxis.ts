import type { Change, NewValue } from "../edit/change";
import type { Path } from "../parse/sourceValue";
import { parseShare } from "../schedule/shapes";
import type { AmountUnit, Axis } from "./handle";
import type { TrackScope, Transform } from "./scope";

/** A value that the text says: a number, or a share of the track's peak ("10%"). */
export interface ValueParameter {
  readonly path: Path;
  readonly unit: AmountUnit;
  readonly amount: number;
  /** What one of the unit is worth. */
  readonly size: number;
}

/** The last bits are rounding. */
export const tidy = (value: number): number => Number(value.toPrecision(12));

/** The value at `path`, where the text says one. */
export function valueParameter(scope: TrackScope, path: Path): ValueParameter | undefined {
  const plain = scope.plain(path);
  if (typeof plain === "number" && Number.isFinite(plain)) {
    return { path, unit: "number", amount: plain, size: 1 };
  }
  const share = typeof plain === "string" ? parseShare(plain) : undefined;
  if (share === undefined || !(scope.peak > 0)) return undefined;
  return { path, unit: "share", amount: tidy(share * 100), size: scope.peak / 100 };
}

export const rawValue = ({ amount, size }: ValueParameter): number => amount * size;

const written = ({ unit }: ValueParameter, amount: number): NewValue =>
  unit === "share" ? `${amount}%` : amount;

/** Tracks whose values are fractions of one. */
const FRACTIONS: ReadonlySet<string> = new Set(["momentum", "beta1", "beta2"]);
const LARGEST = 1e100;

/** The values that a handle may take: what is positive stays so, a fraction stays below one. */
export function valueBounds(
  { track: { name } }: TrackScope,
  value: number,
  positive: boolean,
): { readonly min: number; readonly max: number } {
  const max = FRACTIONS.has(name) && value <= 0.9999 ? 0.9999 : LARGEST;
  if (value < 0) return positive ? { min: -LARGEST, max: value * 1e-6 } : { min: -LARGEST, max };
  return { min: positive ? Math.max(value, 1e-12) * 1e-6 : 0, max };
}

export interface ValueAxisOptions {
  readonly transform: Transform;
  /** Zero is not allowed (an exponential never reaches it). */
  readonly positive?: boolean;
}

/** Moves values that are the same together; the first one tells amount and unit. */
export function valueAxis(
  scope: TrackScope,
  parameters: readonly [ValueParameter, ...ValueParameter[]],
  { transform: { factor, offset }, positive = false }: ValueAxisOptions,
): Axis | undefined {
  const [first] = parameters;
  const scale = first.size * factor;
  if (!Number.isFinite(scale) || scale === 0) return undefined;
  const at = (amount: number): number => amount * scale + offset;
  const raw = valueBounds(scope, rawValue(first), positive);
  const [low, high] = [raw.min * factor + offset, raw.max * factor + offset];
  const changes = (amount: number): Change[] =>
    parameters.map((parameter) => {
      const same = parameter.unit === first.unit && parameter.size === first.size;
      const own = same ? amount : tidy((amount * first.size) / parameter.size);
      return { type: "set", path: parameter.path, value: written(parameter, own) };
    });
  return {
    unit: first.unit,
    amount: first.amount,
    min: Math.min(low, high),
    max: Math.max(low, high),
    amountAt: (position) => (position - offset) / scale,
    positionAt: at,
    changes,
  };
}

export interface NumberAxisOptions {
  readonly path: Path;
  readonly amount: number;
  /** Bounds of the amount. */
  readonly least: number;
  readonly most: number;
  readonly amountAt: (position: number) => number;
  readonly positionAt: (amount: number) => number;
}

/** Moves a plain number of which the position is a function: a factor, a divisor, a product. */
export function numberAxis(options: NumberAxisOptions): Axis | undefined {
  const { path, amount, least, most, amountAt, positionAt } = options;
  const [a, b] = [positionAt(least), positionAt(most)];
  if (!Number.isFinite(a) || !Number.isFinite(b) || a === b) return undefined;
  return {
    unit: "number",
    amount,
    min: Math.min(a, b),
    max: Math.max(a, b),
    amountAt,
    positionAt,
    changes: (value) => [{ type: "set", path, value }],
  };
}
