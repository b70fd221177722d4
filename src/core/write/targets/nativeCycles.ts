import type { Curve } from "../../schedule/curve";

/** Steps in which the first cycle must lie. */
const MOST_SEARCHED = 20_000;
/** The same double by two ways, as a share of the value. */
const SAME = 1e-12;
/** Digits of numbers that people write. */
const DIGITS = 12;

/** A phase and the value that it gives at step u. */
interface Cycles {
  readonly phase: Readonly<Record<string, string | number>>;
  readonly value: (u: number) => number;
}

/** Rises and falls again and again, as CyclicLR's modes make them; the caller compares the values. */
export function cyclesOf(curve: Pick<Curve, "at">, steps: number): Cycles | undefined {
  const at = (step: number): number => curve.at(step);
  const low = at(0);
  const up = turnAfter(at, 0, steps);
  const whole = up && turnAfter(at, up, steps);
  if (!up || !whole || !isSame(at(whole), low)) return undefined;
  const height = at(up) - low;
  const { mode, gamma } = modeOf(whole + up < steps ? (at(whole + up) - low) / height : 1, whole);
  const high = short(low + height / gamma ** up);
  const down = whole - up;
  const scale = scaleOf(mode, gamma, whole);
  const flank = (position: number): number =>
    position <= up ? position / up : (whole - position) / down;
  return {
    phase: {
      ...{ kind: "cyclic", low, high, up },
      ...(down !== up && { down }),
      ...(mode !== "triangular" && { mode }),
      ...(mode === "expRange" && { gamma }),
      for: steps,
    },
    value: (u) => low + (high - low) * flank(u % whole) * scale(u),
  };
}

/** The first step after `start` from which the curve goes the other way than it went from `start`. */
function turnAfter(at: Curve["at"], start: number, steps: number): number | undefined {
  const way = Math.sign(at(start + 1) - at(start));
  const last = Math.min(steps - 1, start + MOST_SEARCHED);
  for (let u = start + 1; u < last && way !== 0; u++)
    if (Math.sign(at(u + 1) - at(u)) !== way) return u;
  return undefined;
}

type Mode = "triangular" | "triangular2" | "expRange";

/** What a cycle's height is of that before it says which mode it is. */
function modeOf(ratio: number, whole: number): { mode: Mode; gamma: number } {
  if (isSame(ratio, 1)) return { mode: "triangular", gamma: 1 };
  if (isSame(ratio, 0.5)) return { mode: "triangular2", gamma: 1 };
  return { mode: "expRange", gamma: short(ratio ** (1 / whole)) };
}

function scaleOf(mode: Mode, gamma: number, whole: number): (u: number) => number {
  if (mode === "triangular2") return (u) => 0.5 ** Math.floor(u / whole);
  return mode === "expRange" ? (u) => gamma ** u : () => 1;
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= SAME * Math.abs(b);

const short = (value: number): number => Number(value.toPrecision(DIGITS));
