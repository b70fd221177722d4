import type { Curve } from "../../schedule/curve";
import {
  add,
  cosPi,
  divide,
  multiply,
  number,
  pieces,
  power,
  sqrt,
  STEP,
  type Formula,
} from "../../schedule/formula/formula";
import { evaluate } from "../../schedule/formula/evaluate";
import { movedTo } from "../../schedule/formula/substitute";

/** Stretches that are looked at; a curve of more is written as a table. */
const MOST_STRETCHES = 200;
/** Values of a stretch that a formula must give. */
const CHECKED = 2048;
/** Of the greatest value: what two ways to the same number may differ by. */
const TOLERANCE = 1e-13;

interface Sampled {
  /** The value at local step u. */
  readonly at: (u: number) => number;
  /** Steps of the stretch, at least 2. */
  readonly length: number;
}

/**
 * A closed form of a curve that a library's own code defines: between its breakpoints a constant, a
 * line, a power, a cosine or an inverse square root that gives its values. Undefined where one of
 * its stretches is none of these.
 */
export function recognised(curve: Curve, steps: number): Formula | undefined {
  const marks = curve.breakpoints(0, steps + 1, MOST_STRETCHES + 1).map(Math.ceil);
  const starts = [...new Set([0, ...marks])];
  if (starts.length > MOST_STRETCHES) return undefined;
  const list: Formula[] = [];
  for (const [i, start] of starts.entries()) {
    const length = (starts[i + 1] ?? steps + 1) - start;
    const found = stretch({ at: (u) => curve.at(start + u), length }, curve, steps);
    if (found === undefined) return undefined;
    list.push(movedTo(found, start));
  }
  return pieces(STEP, starts.slice(1), list);
}

const SHAPES: readonly ((stretch: Sampled) => Formula | undefined)[] = [
  neatLine,
  line,
  exponential,
  cosine,
  inverseSqrt,
];

function stretch(sampled: Sampled, curve: Curve, steps: number): Formula | undefined {
  const first = number(sampled.at(0));
  const { min, max } = curve.extremes(0, steps);
  const tolerance = TOLERANCE * Math.max(Math.abs(min), Math.abs(max));
  if (gives(first, sampled, 0)) return first;
  for (const shape of SHAPES) {
    const formula = shape(sampled);
    if (formula && gives(formula, sampled, tolerance)) return formula;
  }
  return undefined;
}

function gives(formula: Formula, { at, length }: Sampled, tolerance: number): boolean {
  const count = Math.min(length, CHECKED);
  for (let i = 0; i < count; i++) {
    const u = count === length ? i : Math.round((i * (length - 1)) / (count - 1));
    if (!(Math.abs(evaluate(formula, u) - at(u)) <= tolerance)) return false;
  }
  return true;
}

function line({ at, length }: Sampled): Formula {
  return lineBy(at(0), at(length - 1) - at(0), length);
}

/** A line by a number that people would write. */
function neatLine({ at, length }: Sampled): Formula {
  return lineBy(at(0), neat(at(length - 1) - at(0), at(0)), length);
}

const lineBy = (from: number, by: number, length: number): Formula =>
  add(number(from), multiply(number(by), divide(STEP, number(length - 1))));

function exponential({ at, length }: Sampled): Formula | undefined {
  const [from, to] = [at(0), at(length - 1)];
  if (!(from * to > 0)) return undefined;
  return multiply(number(from), power(number((to / from) ** (1 / (length - 1))), STEP));
}

function inverseSqrt({ at, length }: Sampled): Formula | undefined {
  const [first, last] = [at(0) ** -2, at(length - 1) ** -2];
  const slope = (last - first) / (length - 1);
  if (!(slope > 0) || !(at(0) > 0)) return undefined;
  const scale = Math.sqrt(1 / slope);
  const shift = Math.round(first / slope);
  return divide(number(scale), sqrt(add(STEP, number(shift))));
}

/**
 * low + half · (1 + cos π(u + offset)/m). With differences D over s steps D(u + s) + D(u − s) =
 * 2 cos(πs/m) · D(u), which gives m; it is a whole number of steps wherever people write one.
 */
function cosine(sampled: Sampled): Formula | undefined {
  const { at, length } = sampled;
  const s = Math.floor((length - 1) / 3);
  if (s < 1) return undefined;
  const [a, b, c, d] = [at(0), at(s), at(2 * s), at(3 * s)];
  const ratio = (d - c + (b - a)) / (2 * (c - b));
  if (!(Math.abs(ratio) < 1)) return undefined;
  const half = Math.round((Math.PI * s) / Math.acos(ratio));
  if (half < 1) return undefined;
  return [0, ...offsets(sampled, half)]
    .flatMap((offset) => wavesThrough(sampled, half, offset))
    .find((formula) => gives(formula, sampled, smallest(a, d)));
}

const smallest = (a: number, b: number): number =>
  TOLERANCE * Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);

/** Where on its wave the stretch may begin: −tan of the phase is the quotient of its two parts. */
function offsets({ at }: Sampled, half: number): number[] {
  const angle = Math.PI / half;
  const [x, y, z] = [at(0), at(1), at(2)];
  const [first, second] = [y - x, z - y];
  // first ∝ sin(φ + w/2), second ∝ sin(φ + 3w/2)
  const phase = Math.atan2(first * Math.sin(angle), second - first * Math.cos(angle)) - angle / 2;
  const offset = Math.round(phase / angle);
  return [offset, offset + half, offset - half];
}

/** Numbers that people write first, then those that the last bits of the values give. */
function wavesThrough({ at, length }: Sampled, half: number, offset: number): Formula[] {
  const cos = (u: number): number => Math.cos((Math.PI * (u + offset)) / half);
  const [c0, c1] = [cos(0), cos(length - 1)];
  if (Math.abs(c0 - c1) < 1e-9) return [];
  const height = (at(0) - at(length - 1)) / (c0 - c1);
  const low = at(0) - height * c0 - height;
  const wave = add(number(1), cosPi(divide(add(STEP, number(offset)), number(half))));
  const through = (from: number, by: number): Formula =>
    add(number(from), multiply(number(by), wave));
  return [through(neat(low, height), neat(height, height)), through(low, height)];
}

/** A number without the digits that rounding has put behind it; 0 where there are no others. */
const neat = (value: number, beside: number): number =>
  Math.abs(value) < TOLERANCE * Math.abs(beside) ? 0 : Number(value.toPrecision(12));
