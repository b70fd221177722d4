// Definitions of the shapes that trainers have arguments for: a warmup, a plateau, one fall.
import fc from "fast-check";

const rate = fc.double({ min: 1e-5, max: 1, noNaN: true });
const share = fc.constantFrom(0, 0, 0.001, 0.1, 0.7);
const steps = (min, max) => fc.integer({ min, max });

/** What falls from `from`; `to` is a share of it. */
const falls = fc.oneof(
  fc.record({
    kind: fc.constantFrom("linear", "cosine", "oneMinusSqrt"),
    to: share,
  }),
  fc.record({
    kind: fc.constant("polynomial"),
    to: share,
    power: fc.double({ min: 0.3, max: 4, noNaN: true }),
  }),
  fc.record({ kind: fc.constant("step"), factor: fc.constant(0.3), every: steps(1, 60) }),
  fc.record({
    kind: fc.constant("multiStep"),
    factor: fc.constant(0.3),
    at: fc.uniqueArray(steps(1, 90), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("inverseSqrt"), timescale: steps(1, 100) }),
);

const parts = fc.record({
  peak: rate,
  start: share,
  warmup: fc.constantFrom(0, 1, 20, 45),
  plateau: fc.constantFrom(0, 0, 30),
  fall: falls,
  main: steps(100, 200),
});

function definitionOf({ peak, start, warmup, plateau, fall, main }) {
  const sorted = fall.at && { at: [...fall.at].sort((a, b) => a - b) };
  const to = fall.to === undefined ? {} : { to: fall.to * peak };
  return {
    name: "warmed",
    length: { steps: warmup + plateau + main },
    learningRate: [
      ...(warmup > 0 ? [{ kind: "linear", from: start * peak, to: peak, for: warmup }] : []),
      ...(plateau > 0 ? [{ kind: "constant", value: peak, for: plateau }] : []),
      { ...fall, from: peak, ...to, ...sorted },
    ],
  };
}

/** `count` plain definitions, the same ones each time. */
export const warmedDefinitions = (count) =>
  fc.sample(parts, { numRuns: count, seed: 16 }).map(definitionOf);
