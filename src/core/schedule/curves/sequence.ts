import { joinExtremes, noExtremes, type Curve, type Extremes } from "../curve";
import { pieces as piecesOf, STEP, type Formula } from "../formula/formula";
import { movedTo } from "../formula/substitute";
import { within as restricted } from "../formula/within";
import { firstAfter } from "./ordered";

export interface Piece {
  /** The step at which the piece begins; a piece ends where the next begins. */
  readonly start: number;
  /** Its steps count from `start`. */
  readonly curve: Curve;
}

/** Code with more branches than this is no code that anyone reads: it is written as a table. */
const MOST_WRITTEN = 200;

/** Extremes and sums of runs of whole pieces, in O(log n), computed at the first question. */
class PieceTree {
  private readonly minima: Float64Array;
  private readonly maxima: Float64Array;
  private readonly sums: Float64Array;

  constructor(
    private readonly count: number,
    extremesOf: (piece: number) => Extremes,
    sumOf: (piece: number) => number,
  ) {
    this.minima = new Float64Array(2 * count).fill(NaN);
    this.maxima = new Float64Array(2 * count).fill(NaN);
    this.sums = new Float64Array(count + 1);
    for (let i = 0; i < count; i++) {
      this.put(count + i, extremesOf(i));
      this.sums[i + 1] = (this.sums[i] ?? 0) + sumOf(i);
    }
    for (let i = count - 1; i > 0; i--)
      this.put(i, joinExtremes(this.node(2 * i), this.node(2 * i + 1)));
  }

  private put(node: number, extremes: Extremes): void {
    this.minima[node] = extremes.min;
    this.maxima[node] = extremes.max;
  }

  private node(node: number): Extremes {
    return { min: this.minima[node] ?? NaN, max: this.maxima[node] ?? NaN };
  }

  /** Of the pieces from…to − 1. */
  extremes(from: number, to: number): Extremes {
    let found = noExtremes;
    for (let a = from + this.count, b = to + this.count; a < b; a >>= 1, b >>= 1) {
      if (a & 1) found = joinExtremes(found, this.node(a++));
      if (b & 1) found = joinExtremes(found, this.node(--b));
    }
    return found;
  }

  sum(from: number, to: number): number {
    return (this.sums[to] ?? 0) - (this.sums[from] ?? 0);
  }
}

/**
 * Pieces one after another; `start`s are ascending integers and the first is 0. Of pieces with the
 * same start only the last has any steps. Lookup, extremes and sums take O(log pieces).
 */
export function sequenceCurve(pieces: readonly Piece[]): Curve {
  const [only] = pieces;
  if (only === undefined) throw new RangeError("A sequence needs at least one piece.");
  const starts = Float64Array.from(pieces, (piece) => piece.start);
  return sequenceOf(starts, (index) => (pieces[index] ?? only).curve);
}

/**
 * The same where the pieces' curves are made when they are asked for: a table of 100,000 values is
 * one array then, not 100,000 curves that live as long as it does.
 */
export function sequenceOf(starts: Float64Array, curveAt: (index: number) => Curve): Curve {
  const count = starts.length;
  const pieceAt = (index: number): Piece => ({
    start: starts[index] ?? 0,
    curve: curveAt(index),
  });
  const indexOf = (step: number): number => Math.max(0, firstAfter(starts, step) - 1);
  const endOf = (index: number): number => starts[index + 1] ?? Infinity;
  const formula = (): Formula | undefined => {
    if (count > MOST_WRITTEN) return undefined;
    const shown = Array.from({ length: count }, (_, i) => i).filter(
      (i) => endOf(i) > pieceAt(i).start,
    );
    const formulas = shown.map((i) => {
      const { start, curve } = pieceAt(i);
      const own = curve.formula?.();
      return own && movedTo(restricted(own, 0, endOf(i) - start - 1), start);
    });
    if (!formulas.every((one) => one !== undefined)) return undefined;
    return piecesOf(
      STEP,
      shown.slice(1).map((i) => starts[i] ?? 0),
      formulas,
    );
  };
  const within = (index: number, first: number, last: number): Extremes => {
    const { start, curve } = pieceAt(index);
    const end = Math.min(last, endOf(index) - 1);
    return end < Math.max(first, start)
      ? noExtremes
      : curve.extremes(Math.max(first, start) - start, end - start);
  };
  const part = (index: number, first: number, last: number): number => {
    const { start, curve } = pieceAt(index);
    const [from, to] = [Math.max(first, start), Math.min(last, endOf(index))];
    return to > from ? curve.sum(from - start, to - start) : 0;
  };
  let tree: PieceTree | undefined;
  // the last piece has no end of its own, so it never counts as a whole one
  const whole = (): PieceTree =>
    (tree ??= new PieceTree(
      count - 1,
      (i) => within(i, 0, Infinity),
      (i) => part(i, 0, Infinity),
    ));
  return {
    at: (step) => {
      const { start, curve } = pieceAt(indexOf(step));
      return curve.at(step - start);
    },
    extremes: (first, last) => {
      const [a, b] = [indexOf(first), indexOf(last)];
      if (a === b) return within(a, first, last);
      const ends = joinExtremes(within(a, first, last), within(b, first, last));
      return b - a < 2 ? ends : joinExtremes(ends, whole().extremes(a + 1, b));
    },
    sum: (first, last) => {
      if (last <= first) return 0;
      const [a, b] = [indexOf(first), indexOf(last)];
      if (a === b) return part(a, first, last);
      return part(a, first, last) + (b - a < 2 ? 0 : whole().sum(a + 1, b)) + part(b, first, last);
    },
    breakpoints: (first, last, limit) => {
      const found: number[] = [];
      for (let i = indexOf(first); i < count && found.length < limit; i++) {
        const { start, curve } = pieceAt(i);
        if (start >= last) break;
        if (endOf(i) === start) continue;
        if (start > first) found.push(start);
        const [from, to] = [Math.max(0, first - start), Math.min(last, endOf(i)) - start];
        for (const point of curve.breakpoints(from, to, limit - found.length))
          found.push(start + point);
      }
      return found;
    },
    formula,
    slopes: (first, last) => {
      const index = indexOf(first);
      const { start, curve } = pieceAt(index);
      return last < endOf(index) ? curve.slopes?.(first - start, last - start) : undefined;
    },
  };
}
