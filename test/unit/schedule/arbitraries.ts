import fc from "fast-check";

type Plain = Record<string, unknown>;

const rate = fc.double({ min: 1e-6, max: 10, noNaN: true });
const period = fc.integer({ min: 1, max: 60 });
const every = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
const endpoint = fc.option(fc.boolean(), { nil: undefined });

const ramp = (
  kind: string,
  more: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<Plain> =>
  fc.record({ kind: fc.constant(kind), from: rate, to: rate, every, endpoint, ...more });

const places = fc
  .uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })
  .map((list) => list.sort((a, b) => a - b));

/** One valid phase of any kind that JSON can say, with `from`. */
export const phase: fc.Arbitrary<Plain> = fc.oneof(
  fc.record({ kind: fc.constant("constant"), value: rate }),
  ramp("linear"),
  ramp("cosine", {
    exponent: fc.option(fc.double({ min: 0.5, max: 3, noNaN: true }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant("exponential"), from: rate, to: rate, endpoint }),
  fc.record({
    kind: fc.constant("exponential"),
    from: rate,
    factor: fc.double({ min: 0.8, max: 1.1, noNaN: true }),
    every: period,
  }),
  ramp("polynomial", { power: fc.double({ min: 0.3, max: 4, noNaN: true }) }),
  fc.record({ kind: fc.constant("inverseSqrt"), from: rate, timescale: period, every }),
  fc.record({
    kind: fc.constant("inverseTime"),
    from: rate,
    rate: fc.double({ min: 0, max: 3, noNaN: true }),
    every: period,
  }),
  ramp("oneMinusSqrt"),
  ramp("quadratic"),
  ramp("logarithmic"),
  ramp("rex"),
  ramp("tanh"),
  fc.record({
    kind: fc.constant("step"),
    from: rate,
    factor: fc.double({ min: 0.3, max: 1.2, noNaN: true }),
    every: period,
  }),
  fc.record({
    kind: fc.constant("multiStep"),
    from: rate,
    at: places,
    factor: fc.double({ min: 0.1, max: 1.5, noNaN: true }),
    every,
  }),
  fc.record({
    kind: fc.constant("piecewise"),
    points: places.chain((list) =>
      fc.tuple(...list.map((place) => fc.tuple(fc.constant(place), rate))),
    ),
    interpolate: fc.constantFrom("linear", "cosine", "hold", undefined),
    every,
  }),
  fc.record({
    kind: fc.constant("cyclic"),
    low: rate,
    high: rate,
    up: period,
    down: fc.option(period, { nil: undefined }),
    mode: fc.constantFrom("triangular", "triangular2", undefined),
    every,
  }),
  fc
    .tuple(rate, rate, period, fc.double({ min: 0.9, max: 1.01, noNaN: true }))
    .map(([a, b, up, gamma]) => ({
      kind: "cyclic",
      low: Math.min(a, b),
      high: Math.max(a, b),
      up,
      mode: "expRange",
      gamma,
    })),
  fc.record({
    kind: fc.constant("cosineRestarts"),
    from: rate,
    to: rate,
    period,
    periodGrowth: fc.constantFrom(undefined, 1, 1.3, 1.5, 2),
    peakDecay: fc.constantFrom(undefined, 1, 0.5, 0.9, 1.1),
    every,
  }),
  fc.record({
    kind: fc.constant("repeat"),
    phases: fc.tuple(
      fc.record({ kind: fc.constant("linear"), from: rate, to: rate, for: period }),
      fc.record({ kind: fc.constant("cosine"), to: rate, for: period }),
    ),
    periodGrowth: fc.constantFrom(undefined, 1, 1.5),
    decay: fc.constantFrom(undefined, 0.5, 1.1),
    every,
  }),
  fc.record({
    kind: fc.constant("untunedWarmup"),
    to: rate,
    beta2: fc.constantFrom(0.9, 0.95, 0.98),
    shape: fc.constantFrom("linear", "exponential"),
  }),
  fc.record({
    kind: fc.constant("rectifiedWarmup"),
    to: rate,
    beta2: fc.constantFrom(0.9, 0.95, 0.98, 0.999),
  }),
  fc.record({
    kind: fc.constant("table"),
    values: fc.array(rate, { minLength: 1, maxLength: 12 }),
    every: fc.option(period, { nil: undefined }),
    interpolate: fc.constantFrom("linear", "cosine", "hold", undefined),
  }),
  fc.record({
    kind: fc.constant("oneCycle"),
    peak: rate,
    rise: fc.constant("30%"),
    shape: fc.constantFrom("linear", "cosine", undefined),
    threePhase: fc.boolean(),
    endpoint,
  }),
);

/** One to four phases that fill a run of 100 to 900 steps exactly. */
export const phases = fc
  .tuple(
    fc.array(fc.tuple(phase, fc.integer({ min: 20, max: 200 })), { maxLength: 3 }),
    phase,
    fc.integer({ min: 20, max: 300 }),
  )
  .map(([placed, last, rest]) => {
    const before = placed.reduce((sum, [, length]) => sum + length, 0);
    const list = placed.map(([shape, length]) => ({ ...shape, for: length }));
    return { steps: before + rest, phases: [...list, { ...last, for: rest }] };
  });

/** A valid definition with a rate and, sometimes, modifiers and followers. */
export const definition: fc.Arbitrary<Plain> = fc
  .record({
    rate: phases,
    modifiers: fc.option(
      fc.record({
        scale: fc.option(fc.double({ min: 0.1, max: 3, noNaN: true }), { nil: undefined }),
        min: fc.option(fc.double({ min: 0, max: 0.5, noNaN: true }), { nil: undefined }),
      }),
      { nil: undefined },
    ),
    momentum: fc.constantFrom<unknown>(undefined, 0.9, { kind: "cosine", from: 0.85, to: 0.95 }),
  })
  .map(({ rate: { steps, phases: list }, modifiers, momentum }) => ({
    length: { steps },
    learningRate: modifiers ? { phases: list, ...modifiers } : list,
    weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1e-4, max: 0.5 },
    ...(momentum === undefined ? {} : { momentum }),
  }));

/** Without the keys whose value is undefined, as JSON has none. */
export const jsonOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
