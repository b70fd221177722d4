import type { Curve } from "../curve";
import { divide, floor, multiply, number, power, STEP, type Formula } from "../formula/formula";
import { multiplesInside } from "./hold";
import { monotoneCurve } from "./smooth";

/** Σ r^k for k = 0 … n − 1, accurate also where r is close to 1. */
export function geometricSum(ratio: number, n: number): number {
  if (n <= 0) return 0;
  if (ratio === 1) return n;
  if (ratio <= 0) return (1 - ratio ** n) / (1 - ratio);
  const log = Math.log(ratio);
  return Math.expm1(n * log) / Math.expm1(log);
}

const powers = (from: number, factor: number, exponent: Formula): Formula =>
  multiply(number(from), power(number(factor), exponent));

/** from · factor^(u / every): PyTorch's ExponentialLR for every = 1, optax's exponential_decay. */
export function exponentialCurve(from: number, factor: number, every: number): Curve {
  const perStep = factor ** (1 / every);
  const at = (step: number): number => from * factor ** (step / every);
  return monotoneCurve(at, {
    inflections: [],
    formula: () => powers(from, factor, divide(STEP, number(every))),
    sum: (first, last) => (last > first ? at(first) * geometricSum(perStep, last - first) : 0),
  });
}

/** from · factor^⌊u / every⌋: PyTorch's StepLR, terraces of `every` whole steps. */
export function terraceCurve(from: number, factor: number, every: number): Curve {
  const level = (index: number): number => from * factor ** index;
  const at = (step: number): number => level(Math.floor(step / every));
  const sumTo = (step: number): number => {
    const full = Math.floor(step / every);
    return from * every * geometricSum(factor, full) + (step - full * every) * level(full);
  };
  return {
    ...monotoneCurve(at, {
      formula: () => powers(from, factor, floor(divide(STEP, number(every)))),
    }),
    sum: (first, last) => (last > first ? sumTo(last) - sumTo(first) : 0),
    breakpoints: (first, last, limit) => multiplesInside(every, first, last, limit),
    slopes: () => undefined,
  };
}
