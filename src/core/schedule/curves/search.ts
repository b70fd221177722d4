import { extremesOf, joinExtremes, type Extremes } from "../curve";

export interface SearchProblem {
  readonly at: (index: number) => number;
  /** Bounds of `at` over the integers first…last; they may be wider than its true extremes. */
  readonly enclose: (first: number, last: number) => Extremes;
}

/** Questions asked before an answer is given as an enclosure instead of to the last digit. */
export const SEARCH_BUDGET = 4000;
/** Stretches of this many integers are looked through one by one. */
const SHORT = 8;
/** What lies within this share of the found extreme is rounding, not a better one. */
const RESOLUTION = 4 * Number.EPSILON;

interface Stretch extends Extremes {
  readonly first: number;
  readonly last: number;
}

/** Keeps a max-heap of stretches by what they promise. */
class Promises {
  private readonly heap: Stretch[] = [];

  constructor(private readonly promise: (stretch: Stretch) => number) {}

  push(stretch: Stretch): void {
    const { heap } = this;
    let i = heap.push(stretch) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.rank(parent) >= this.promise(stretch)) break;
      this.set(i, parent);
      i = parent;
    }
    heap[i] = stretch;
  }

  pop(): Stretch | undefined {
    const top = this.heap[0];
    const moved = this.heap.pop();
    if (top === undefined || moved === undefined || this.heap.length === 0) return top;
    this.sink(moved);
    return top;
  }

  private sink(stretch: Stretch): void {
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      const child = this.rank(left + 1) > this.rank(left) ? left + 1 : left;
      if (child >= this.heap.length || this.rank(child) <= this.promise(stretch)) break;
      this.set(i, child);
      i = child;
    }
    this.heap[i] = stretch;
  }

  private rank(i: number): number {
    const stretch = this.heap[i];
    return stretch === undefined ? -Infinity : this.promise(stretch);
  }

  private set(to: number, from: number): void {
    const stretch = this.heap[from];
    if (stretch !== undefined) this.heap[to] = stretch;
  }
}

function* integers(first: number, last: number): Generator<number> {
  for (let k = first; k <= last; k++) yield k;
}

/** The greatest value found, where it is, and what no value exceeds. */
export interface Greatest {
  readonly value: number;
  readonly index: number;
  /** The same as `value` where the search came to its end. */
  readonly bound: number;
}

/**
 * The greatest of sign · at(k) over k = first … last: best-first over halves, those that cannot hold
 * it left out. The value and its place are real ones even where the budget ends the search.
 */
export function searchGreatest(
  problem: SearchProblem,
  first: number,
  last: number,
  sign: 1 | -1,
  budget = SEARCH_BUDGET,
): Greatest {
  let [best, index] = [sign * problem.at(first), first];
  const look = (k: number): void => {
    const value = sign * problem.at(k);
    // a value that is not known (NaN) makes the answer unknown, and stays
    if (value > best || Number.isNaN(value)) [best, index] = [value, k];
  };
  const queue = new Promises((stretch) => (sign > 0 ? stretch.max : -stretch.min));
  const add = (from: number, to: number): void => {
    look(from);
    look(to);
    queue.push({ ...problem.enclose(from, to), first: from, last: to });
  };
  add(first, last);
  for (let left = budget; ; left--) {
    const stretch = queue.pop();
    if (stretch === undefined) return { value: best, index, bound: best };
    const promise = sign > 0 ? stretch.max : -stretch.min;
    if (!(promise > best + Math.abs(best) * RESOLUTION)) return { value: best, index, bound: best };
    if (left <= 0) return { value: best, index, bound: promise };
    if (stretch.last - stretch.first <= SHORT) {
      for (const k of integers(stretch.first, stretch.last)) look(k);
      continue;
    }
    const middle = Math.floor((stretch.first + stretch.last) / 2);
    add(stretch.first, middle);
    add(middle + 1, stretch.last);
  }
}

/**
 * Extremes of a function of which only bounds over stretches are known: stretches are halved until
 * no other can hold a better value (branch and bound). Where that takes more than 4,000 questions
 * the bounds themselves are the answer, so that an extreme is never missed.
 */
export function searchExtremes(
  problem: SearchProblem,
  first: number,
  last: number,
  budget = SEARCH_BUDGET,
): Extremes {
  if (last - first <= SHORT) return extremesOf([...integers(first, last)].map(problem.at));
  const { min, max } = problem.enclose(first, last);
  const ends = extremesOf([problem.at(first), problem.at(last)]);
  if (Number.isNaN(min) || Number.isNaN(max)) return joinExtremes({ min, max }, ends);
  return {
    min: ends.min <= min ? ends.min : -searchGreatest(problem, first, last, -1, budget).bound,
    max: ends.max >= max ? ends.max : searchGreatest(problem, first, last, 1, budget).bound,
  };
}
