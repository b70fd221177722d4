import type { Axis } from "./handle";
import { tidy } from "./valueAxis";

/** How a position is rounded. */
export interface Snapping {
  /** What a pixel is worth at the handle, in steps or values. */
  readonly pixel: number;
  /** Only as far as the pixel asks for: no round numbers, no magnets. */
  readonly free: boolean;
  /** Positions that attract: epochs, other boundaries, other values. */
  readonly magnets: readonly number[];
}

/** Round amounts are at least so many pixels apart; a magnet attracts within twice that. */
const GRID_PIXELS = 2.5;
const MAGNET_PIXELS = 5;

/** The least of 1, 2, 5 · 10ᵏ that is at least `size`. */
export function roundSize(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 5, 10].find((f) => f * power >= size * (1 - 1e-9)) ?? 10;
  return tidy(factor * power);
}

/** Parts of an epoch are wanted only where an epoch is so many pixels wide. */
const WHOLE_PIXELS = 24;

/** The same, but whole epochs and rounds where these can be told apart at all. */
function clockGrid(axis: Axis, position: number, pixels: number, pixel: number): number {
  const grid = gridAt(axis, position, pixels);
  const isClock = axis.unit === "epochs" || axis.unit === "rounds";
  const one =
    isClock && grid > 0 && grid < 1 ? Math.abs(axis.positionAt(1) - axis.positionAt(0)) : 0;
  return one > 0 && one < WHOLE_PIXELS * pixel ? 1 : grid;
}

/** The spacing of the round amounts that suit the size of a pixel at `position`. */
export function gridAt(axis: Axis, position: number, pixels: number): number {
  const { min, max } = axis;
  const beside = position + pixels <= max ? position + pixels : Math.max(min, position - pixels);
  const size = Math.abs(axis.amountAt(beside) - axis.amountAt(position));
  return size > 0 && Number.isFinite(size) ? roundSize(size) : 0;
}

const multiple = (amount: number, grid: number): number =>
  grid > 0 ? tidy(Math.round(amount / grid) * grid) : amount;

/** The amount nearest to a position: a magnet's, a round one, or as near as pixels can tell. */
export function snappedAmount(axis: Axis, wanted: number, snapping: Snapping): number {
  const position = Math.min(axis.max, Math.max(axis.min, wanted));
  const { pixel, free, magnets } = snapping;
  if (free) return within(axis, fine(axis, position, pixel), position);
  const magnet = nearest(magnets, position, MAGNET_PIXELS * pixel);
  if (magnet !== undefined && magnet >= axis.min && magnet <= axis.max) {
    return magnet === axis.positionAt(axis.amount) ? axis.amount : tidy(axis.amountAt(magnet));
  }
  const grid = clockGrid(axis, position, GRID_PIXELS * pixel, pixel);
  return within(axis, multiple(axis.amountAt(position), grid), position);
}

/** Digits beyond what the pixel can tell would be noise in the text. */
function fine(axis: Axis, position: number, pixel: number): number {
  if (axis.unit !== "number" && axis.unit !== "share") return axis.amountAt(position);
  const size = gridAt(axis, position, pixel);
  const decade = size > 0 ? 10 ** (Math.floor(Math.log10(size)) - 1) : 0;
  return multiple(axis.amountAt(position), decade);
}

/** A rounded amount may lie outside of what is allowed: then the position itself decides. */
function within(axis: Axis, amount: number, position: number): number {
  const there = axis.positionAt(amount);
  const slack = 1e-12 * Math.abs(position);
  const allowed = there >= axis.min - slack && there <= axis.max + slack;
  return allowed ? amount : tidy(axis.amountAt(position));
}

function nearest(magnets: readonly number[], position: number, reach: number): number | undefined {
  let best: number | undefined;
  for (const magnet of magnets) {
    const distance = Math.abs(magnet - position);
    if (distance <= reach && (best === undefined || distance < Math.abs(best - position))) {
      best = magnet;
    }
  }
  return best;
}

/**
 * `count` round amounts further along the axis: what an arrow key does. Always moves, unless the
 * axis ends there.
 */
export function nudgedAmount(
  axis: Axis,
  from: number,
  count: number,
  { pixel, free }: Pick<Snapping, "pixel" | "free">,
): number {
  const isTime = axis.unit !== "number" && axis.unit !== "share";
  const least = isTime ? Math.max(1, pixel) : pixel;
  const grid = free && isTime ? gridAt(axis, from, 1) : clockGrid(axis, from, least, pixel);
  const rises = axis.amountAt(axis.max) >= axis.amountAt(axis.min);
  const sign = Math.sign(count) * (rises ? 1 : -1);
  const amount = axis.amountAt(from);
  // to the next round amount, and from there in whole ones
  const next =
    sign > 0 ? Math.floor(amount / grid + 1e-6) + 1 : Math.ceil(amount / grid - 1e-6) - 1;
  const wanted = tidy((next + sign * (Math.abs(count) - 1)) * grid);
  const there = axis.positionAt(wanted);
  // a divisor would pass zero, beyond which lies the other end of the axis: so many pixels instead
  if (!((there - from) * count >= 0 && Number.isFinite(there))) {
    return snappedAmount(axis, from + count * pixel, { pixel, free, magnets: [] });
  }
  const position = Math.min(axis.max, Math.max(axis.min, there));
  const moved = within(axis, wanted, position);
  if (axis.positionAt(moved) !== axis.positionAt(amount) || !isTime) return moved;
  // a round amount of a coarse unit may come to the same step
  const step = Math.min(axis.max, Math.max(axis.min, from + Math.sign(count)));
  return axis.amountAt(step);
}
