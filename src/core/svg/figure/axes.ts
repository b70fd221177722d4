import { formatNumber, formatShort } from "../../text/format";
import { linearScale, ticks, type Scale } from "../scale";
import type { Figure } from "./figure";

/** Pixels from one tick to the next, at least: a line of text. */
const TICK_ROOM = 16;

export interface ValueScale {
  readonly scale: Scale;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
  /** Whether a value can be drawn at all. */
  readonly has: (value: number) => boolean;
}

/** The figure's values, from the least to the greatest that is shown. */
export function valueScale(figure: Figure, bottom: number, top: number): ValueScale {
  const { log = false, most = Infinity } = figure;
  const has = (value: number): boolean => Number.isFinite(value) && (!log || value > 0);
  let [low, high] = [Infinity, -Infinity];
  const see = (value: number): void => {
    if (!has(value) || value > most) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { points, band = [] } of figure.series) {
    for (const [, value] of points) see(value);
    for (const [, least, greatest] of band) {
      see(least);
      see(greatest);
    }
  }
  if (low > high) [low, high] = log ? [0.1, 1] : [0, 1];
  return { ...(log ? logarithmic(low, high, bottom, top) : linear(low, high, bottom, top)), has };
}

function linear(low: number, high: number, bottom: number, top: number) {
  const margin = (high - low) * 0.05 || Math.abs(high) * 0.1 || 1;
  // From zero where zero is near: a difference should not look greater than it is.
  const from = low >= 0 && low < 0.5 * high ? 0 : low - margin;
  const scale = linearScale(from, high + margin, bottom, top);
  return { scale, ticks: labelled(ticks(scale.from, scale.to, room(bottom, top, 5))) };
}

/** About as many ticks as have room one above the other, at most so many. */
const room = (bottom: number, top: number, most: number): number =>
  Math.max(1, Math.min(most, Math.floor((bottom - top) / TICK_ROOM)));

function logarithmic(low: number, high: number, bottom: number, top: number) {
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const margin = (to - from) * 0.05 || 0.2;
  const inner = linearScale(from - margin, to + margin, bottom, top);
  const scale: Scale = {
    from: 10 ** inner.from,
    to: 10 ** inner.to,
    pixel: (value) => inner.pixel(Math.log10(value)),
  };
  return { scale, ticks: labelled(logTicks(inner, room(bottom, top, 7))) };
}

/** Where the values are within a few per cent of one another decades tell nothing of them. */
function logTicks({ from, to }: Scale, count: number): number[] {
  const found = decades(from, to, count);
  return found.length > 1 ? found : ticks(10 ** from, 10 ** to, Math.min(count, 4));
}

/** Powers of ten, thinned where there are many; with 2 and 5 times them where there are few. */
function decades(from: number, to: number, most: number): number[] {
  const factors = (to - from) * 3 < Math.min(most, 6.6) ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil((to - from) / most));
  const powers: number[] = [];
  for (let power = Math.floor(from); power <= to; power++) {
    if (power % every === 0) powers.push(power);
  }
  return powers
    .flatMap((power) => factors.map((factor) => Number(`${factor}e${power}`)))
    .filter((value) => Math.log10(value) >= from && Math.log10(value) <= to);
}

const labelled = (values: readonly number[]) =>
  values.map((value) => ({
    value,
    label: Math.abs(value) >= 1e5 ? formatShort(value) : formatNumber(value, 4),
  }));
