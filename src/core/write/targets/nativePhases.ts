import type { Curve } from "../../schedule/curve";
import { cyclesOf } from "./nativeCycles";

/** A phase in the terms of our own definitions. */
export type NativePhase = Readonly<Record<string, string | number | readonly number[]>>;

/** Stretches that are looked at; a curve of more is written as a table. */
const MOST_STRETCHES = 200;
/** Values that the tables of one track may have. */
const MOST_VALUES = 20_000;
/** Steps of a stretch at which a phase must give its values. */
const CHECKED = 2048;
/** Of the greatest value: what two ways to the same number may differ by. */
const TOLERANCE = 1e-13;

/** What of a curve is needed for it. */
export type PhasedCurve = Pick<Curve, "at" | "extremes" | "breakpoints">;

interface Stretch {
  /** The value at local step u. */
  readonly at: (u: number) => number;
  /** n, in steps. */
  readonly length: number;
  readonly tolerance: number;
}

/**
 * Phases that give a curve's values at the updates 0 … steps − 1: between its breakpoints a constant,
 * a line, half a cosine wave, an exponential or a polynomial where one of them does, else a table of the
 * values; triangles that follow each other are one phase of cycles.
 * A curve that stays the same through each epoch of `stepsPerEpoch` is one table of a value an epoch.
 * Undefined where the tables would be too long or a value is not known.
 */
export function nativePhases(
  curve: PhasedCurve,
  steps: number,
  stepsPerEpoch?: number,
): NativePhase[] | undefined {
  const { min, max } = curve.extremes(0, steps - 1);
  if (!Number.isFinite(min) || !Number.isFinite(max)) return undefined;
  const held = stepsPerEpoch && min !== max ? stairs(curve, steps, stepsPerEpoch) : undefined;
  if (held) return [held];
  const tolerance = TOLERANCE * Math.max(Math.abs(min), Math.abs(max));
  const cycles = cyclesOf(curve, steps);
  if (cycles && gives({ at: (u) => curve.at(u), length: steps, tolerance }, cycles.value))
    return [cycles.phase];
  const phases: NativePhase[] = [];
  let left = MOST_VALUES;
  for (const [start, end] of stretchesOf(curve, steps)) {
    const stretch = { at: (u: number) => curve.at(start + u), length: end - start, tolerance };
    const phase = shaped(stretch);
    if (!phase) left -= stretch.length;
    if (left < 0) return undefined;
    phases.push(phase ?? tabled(stretch));
  }
  return phases;
}

/** Undefined where an epoch has more than one value, or there are fewer than three epochs. */
function stairs(curve: PhasedCurve, steps: number, every: number): NativePhase | undefined {
  const epochs = Math.ceil(steps / every);
  if (every < 2 || epochs < 3 || epochs > MOST_VALUES) return undefined;
  const values: number[] = [];
  for (let start = 0; start < steps; start += every) {
    const { min, max } = curve.extremes(start, Math.min(start + every, steps) - 1);
    if (min !== max) return undefined;
    values.push(min);
  }
  return { kind: "table", values, every, for: steps };
}

function stretchesOf(curve: PhasedCurve, steps: number): (readonly [number, number])[] {
  const marks = curve.breakpoints(0, steps, MOST_STRETCHES + 1).map(Math.ceil);
  const inside = marks.length > MOST_STRETCHES ? [] : marks;
  const starts = [...new Set([0, ...inside])].filter((start) => start < steps);
  return starts.map((start, index) => [start, starts[index + 1] ?? steps]);
}

const tabled = ({ at, length }: Stretch): NativePhase => ({
  kind: "table",
  values: Array.from({ length }, (_, u) => at(u)),
  for: length,
});

function shaped(stretch: Stretch): NativePhase | undefined {
  const { at, length } = stretch;
  const from = at(0);
  if (gives(stretch, () => from)) return { kind: "constant", value: from, for: length };
  for (const [kind, endOf, shape] of SHAPES) {
    const to = endOf(stretch);
    if (!Number.isFinite(to) || !gives(stretch, shape(from, to, length))) continue;
    return { kind, from, to, for: length };
  }
  return polynomial(stretch);
}

/** Digits of a power that people write. */
const DIGITS = 12;

/** The power follows from the value in the middle. */
function polynomial(stretch: Stretch): NativePhase | undefined {
  const { at, length } = stretch;
  const [from, to, middle] = [at(0), at(length), Math.floor(length / 2)];
  const power = Math.log((at(middle) - to) / (from - to)) / Math.log(1 - middle / length);
  for (const exact of [Number(power.toPrecision(DIGITS)), power]) {
    const value = (u: number): number => to + (from - to) * (1 - u / length) ** exact;
    if (exact > 0 && gives(stretch, value))
      return { kind: "polynomial", from, to, power: exact, for: length };
  }
  return undefined;
}

type Shape = (from: number, to: number, length: number) => (u: number) => number;
type End = (stretch: Stretch) => number;

/** From the last value, what the phase reaches where the next one begins. */
const beyond =
  (progress: (u: number, length: number) => number): End =>
  ({ at, length }) =>
    at(0) + (at(length - 1) - at(0)) / progress(length - 1, length);

const line = (u: number, length: number): number => u / length;
const wave = (u: number, length: number): number => (1 - Math.cos((Math.PI * u) / length)) / 2;
const along =
  (progress: typeof line): Shape =>
  (from, to, length) =>
  (u) =>
    from + (to - from) * progress(u, length);

const SHAPES: readonly (readonly [kind: string, end: End, shape: Shape])[] = [
  ["linear", beyond(line), along(line)],
  ["cosine", ({ at, length }) => at(length), along(wave)],
  ["cosine", beyond(wave), along(wave)],
  [
    "exponential",
    ({ at, length }) =>
      at(0) * at(length - 1) > 0
        ? at(0) * (at(length - 1) / at(0)) ** (length / (length - 1))
        : NaN,
    (from, to, length) => (u) => from * (to / from) ** (u / length),
  ],
];

function gives({ at, length, tolerance }: Stretch, value: (u: number) => number): boolean {
  const count = Math.min(length, CHECKED);
  for (let i = 0; i < count; i++) {
    const u = count === length ? i : Math.round((i * (length - 1)) / (count - 1));
    if (!(Math.abs(value(u) - at(u)) <= tolerance)) return false;
  }
  return true;
}
