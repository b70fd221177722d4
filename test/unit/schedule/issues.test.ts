import { describe, expect, it } from "vitest";
import { UnknownValue } from "../../../src/core/schedule/unknownValue";
import { buildSchedule } from "../../../src/core/schedule/build";
import { issuesOf } from "./build";

const length = { steps: 1000 };
const withRate = (learningRate: unknown, more: Record<string, unknown> = {}) => ({
  length,
  learningRate,
  ...more,
});
const linear = (more: Record<string, unknown> = {}) => ({
  kind: "linear",
  from: 0,
  to: 1,
  ...more,
});

/** Each rule of the format broken once, and the narrowest path to blame. */
const BROKEN: readonly (readonly [
  title: string,
  definition: unknown,
  issues: readonly string[],
])[] = [
  ["no object", 5, ["wrong-type at "]],
  ["no length", { learningRate: 1 }, ["missing-key at "]],
  ["a length that is a number", { length: 1000, learningRate: 1 }, ["wrong-type at length"]],
  ["an empty length", { length: {}, learningRate: 1 }, ["missing-key at length"]],
  ["epochs without their steps", { length: { epochs: 5 } }, ["missing-key at length.epochs"]],
  ["rounds without their steps", { length: { rounds: 5 } }, ["missing-key at length.rounds"]],
  ["tokens without their steps", { length: { tokens: 5 } }, ["missing-key at length.tokens"]],
  [
    "two totals",
    { length: { steps: 5, epochs: 2, stepsPerEpoch: 2 } },
    ["conflicting-keys at length.epochs"],
  ],
  ["a negative length", { length: { steps: -5 } }, ["wrong-type at length.steps"]],
  ["a length of half a step", { length: { steps: 0.4 } }, ["empty-run at length.steps"]],
  ["an infinite length", { length: { steps: Infinity } }, ["wrong-type at length.steps"]],
  ["a length beyond counting", { length: { steps: 1e17 } }, ["run-too-long at length.steps"]],
  [
    "half a step per epoch",
    { length: { epochs: 3, stepsPerEpoch: 0.5 } },
    ["wrong-type at length.stepsPerEpoch"],
  ],
  [
    "a misspelt key of the length",
    { length: { stesp: 5, steps: 5 } },
    ["unknown-key at length.stesp"],
  ],
  ["a misspelt setting", { lenght: length, length }, ["unknown-key at lenght"]],
  ["a misspelt track", { length, learning_rate: 0.1 }, ["unknown-key at learning_rate"]],
  ["a track of text", withRate("fast"), ["wrong-type at learningRate"]],
  ["an infinite track", withRate(Infinity), ["wrong-type at learningRate"]],
  ["no phases", withRate([]), ["phases-shorter-than-run at learningRate"]],
  ["a phase of text", withRate(["linear"]), ["wrong-type at learningRate.0"]],
  ["a phase without a kind", withRate([{ from: 0, to: 1 }]), ["missing-key at learningRate.0"]],
  [
    "an unknown kind",
    withRate([{ kind: "linaer", to: 1 }]),
    ["unknown-kind at learningRate.0.kind"],
  ],
  ["a kind of another type", withRate([{ kind: 3 }]), ["unknown-kind at learningRate.0.kind"]],
  [
    "a misspelt parameter",
    withRate([{ kind: "linear", form: 1, from: 1, to: 0 }]),
    ["unknown-key at learningRate.0.form"],
  ],
  [
    "a missing parameter",
    withRate([{ kind: "linear", from: 1 }]),
    ["missing-key at learningRate.0"],
  ],
  [
    "a value of another type",
    withRate([linear({ to: true })]),
    ["wrong-type at learningRate.0.to"],
  ],
  ["an infinite value", withRate([linear({ to: Infinity })]), ["wrong-type at learningRate.0.to"]],
  [
    "a share without its sign",
    withRate([linear({ to: "10" })]),
    ["wrong-type at learningRate.0.to"],
  ],
  [
    "a share of nothing",
    withRate([{ kind: "constant", value: "10%" }]),
    ["no-peak at learningRate.0.value"],
  ],
  [
    "a first phase without from",
    withRate([{ kind: "linear", to: 1 }]),
    ["missing-key at learningRate.0"],
  ],
  [
    "a unit without a meaning",
    withRate([linear({ for: "5 epochs" }), { kind: "cosine", to: 0 }]),
    ["unit-undefined at learningRate.0.for"],
  ],
  [
    "a unit of its own",
    withRate([linear({ for: "5 weeks" }), { kind: "cosine", to: 0 }]),
    ["wrong-type at learningRate.0.for"],
  ],
  [
    "a negative duration",
    withRate([linear({ for: -5 }), { kind: "cosine", to: 0 }]),
    ["negative-duration at learningRate.0.for"],
  ],
  [
    "a duration of no step",
    withRate([linear({ for: 0.1 }), { kind: "cosine", to: 0 }]),
    ["zero-length at learningRate.0.for"],
  ],
  [
    "an infinite duration",
    withRate([linear({ for: Infinity })]),
    ["wrong-type at learningRate.0.for"],
  ],
  [
    "two phases without a length",
    withRate([linear(), { kind: "cosine", to: 0 }]),
    ["two-rests at learningRate.1"],
  ],
  [
    "phases longer than the run",
    withRate([linear({ for: 2000 }), { kind: "cosine", to: 0 }]),
    ["phases-longer-than-run at learningRate.0.for"],
  ],
  [
    "phases shorter than the run",
    withRate([linear({ for: 500 })]),
    ["phases-shorter-than-run at learningRate.0.for"],
  ],
  [
    "an exponential to 0",
    withRate([{ kind: "exponential", from: 1, to: 0 }]),
    ["exponential-zero at learningRate.0.to"],
  ],
  [
    "an exponential to the smallest number there is",
    withRate([{ kind: "exponential", from: 0.3, to: 5e-324 }]),
    [],
  ],
  [
    "an exponential whose ratio is no number",
    withRate([{ kind: "exponential", from: 5e-324, to: 0.1 }]),
    ["exponential-zero at learningRate.0.from"],
  ],
  [
    "an exponential whose ratio is 0",
    withRate([{ kind: "exponential", from: 10, to: 5e-324 }]),
    ["exponential-zero at learningRate.0.to"],
  ],
  [
    "an exponential with both",
    withRate([{ kind: "exponential", from: 1, to: 0.1, factor: 0.5, every: 1 }]),
    ["conflicting-keys at learningRate.0.factor"],
  ],
  [
    "an exponential with neither",
    withRate([{ kind: "exponential", from: 1 }]),
    ["missing-key at learningRate.0"],
  ],
  [
    "an exponential beyond numbers",
    withRate([{ kind: "exponential", from: 1, factor: 1e3, every: 1 }]),
    ["not-finite at learningRate.0"],
  ],
  [
    "terraces of no step",
    withRate([{ kind: "step", from: 1, factor: 0.1, every: 0 }]),
    ["zero-length at learningRate.0.every"],
  ],
  [
    "milestones that descend",
    withRate([{ kind: "multiStep", from: 1, at: [500, 200], values: [1, 2] }]),
    ["not-ascending at learningRate.0.at.1"],
  ],
  [
    "more milestones than values",
    withRate([{ kind: "multiStep", from: 1, at: [200, 500], values: [1] }]),
    ["count-mismatch at learningRate.0.values"],
  ],
  [
    "a milestone of another type",
    withRate([{ kind: "multiStep", from: 1, at: [200, null], factor: 0.1 }]),
    ["wrong-type at learningRate.0.at.1"],
  ],
  [
    "points that descend",
    withRate([
      {
        kind: "piecewise",
        points: [
          [500, 1],
          [200, 2],
        ],
      },
    ]),
    ["not-ascending at learningRate.0.points.1.0"],
  ],
  [
    "no points",
    withRate([{ kind: "piecewise", points: [] }]),
    ["wrong-type at learningRate.0.points"],
  ],
  [
    "a mode that is none",
    withRate([{ kind: "cyclic", low: 0, high: 1, up: 5, mode: "triangle" }]),
    ["wrong-type at learningRate.0.mode"],
  ],
  [
    "gamma for another mode",
    withRate([{ kind: "cyclic", low: 0, high: 1, up: 5, gamma: 0.9 }]),
    ["conflicting-keys at learningRate.0.gamma"],
  ],
  [
    "periods that shrink to nothing",
    withRate([{ kind: "cosineRestarts", from: 1, to: 0, period: 5, periodGrowth: 0.5 }]),
    ["cycles-vanish at learningRate.0.periodGrowth"],
  ],
  [
    "a rise that is all",
    withRate([{ kind: "oneCycle", peak: 1, rise: "100%" }]),
    ["one-cycle-rise at learningRate.0.rise"],
  ],
  [
    "untuned without beta2",
    withRate([{ kind: "untunedWarmup", to: 1 }]),
    ["missing-beta2 at learningRate.0"],
  ],
  [
    "a function that fails",
    withRate([{ kind: "custom", value: () => NaN }]),
    ["custom-failed at learningRate.0.value"],
  ],
  ["no function", withRate([{ kind: "custom", value: 3 }]), ["wrong-type at learningRate.0.value"]],
  [
    "a follower of nothing",
    withRate(1, { momentum: { follow: "learningRat", relation: "inverse", range: [1, 0] } }),
    ["unknown-track at momentum.follow"],
  ],
  [
    "a follower without its rule",
    withRate(1, { momentum: { follow: "learningRate" } }),
    ["missing-key at momentum"],
  ],
  [
    "an inverse without a range",
    withRate(1, { momentum: { follow: "learningRate", relation: "inverse" } }),
    ["missing-key at momentum"],
  ],
  [
    "an inverse of a constant",
    withRate(1, { momentum: { follow: "learningRate", relation: "inverse", range: [1, 0] } }),
    ["inverse-of-constant at momentum.follow"],
  ],
  [
    "a product without a limit",
    withRate(linear(), {
      weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1 },
    }),
    ["follower-unbounded at weightDecay.follow"],
  ],
  [
    "a product of a negative track",
    withRate(linear({ from: -1 }), {
      weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1, max: 1 },
    }),
    ["follows-negative at weightDecay.follow"],
  ],
  [
    "a parameter of another relation",
    withRate(1, {
      weightDecay: {
        follow: "learningRate",
        relation: "constantProduct",
        product: 1,
        range: [0, 1],
      },
    }),
    ["unknown-key at weightDecay.range"],
  ],
  [
    "a reference at 0",
    withRate(1, {
      t: {
        follow: "learningRate",
        relation: "proportional",
        reference: { learningRate: 0, value: 1 },
      },
    }),
    ["zero-reference at t.reference.learningRate"],
  ],
  [
    "a reference to another track",
    withRate(1, {
      t: { follow: "learningRate", relation: "proportional", reference: { momentum: 1, value: 1 } },
    }),
    ["unknown-key at t.reference.momentum"],
  ],
  [
    "min above max",
    withRate({ phases: linear(), min: 2, max: 1 }),
    ["min-above-max at learningRate.min"],
  ],
  [
    "a product with nothing",
    withRate({ phases: linear(), times: "other" }),
    ["unknown-track at learningRate.times"],
  ],
  ["layers without a count", withRate(1, { layers: { ratio: 0.5 } }), ["missing-key at layers"]],
  [
    "samples by something else",
    withRate(1, { samples: { by: "loss", easy: 1, hard: 1 } }),
    ["wrong-type at samples.by"],
  ],
  [
    "a plateau that raises",
    withRate(1, { onPlateau: { factor: 2, patience: 3 } }),
    ["wrong-type at onPlateau.factor"],
  ],
  [
    "a momentum of 1",
    withRate(1, { optimizer: { momentum: 1 } }),
    ["wrong-type at optimizer.momentum"],
  ],
];

describe("a wrong definition", () => {
  it.each(BROKEN)("%s is told at the narrowest path", (_, definition, issues) => {
    expect(issuesOf(definition)).toEqual(issues);
  });

  it("is drawn as far as it is right", () => {
    const { schedule } = buildSchedule(
      withRate(
        [
          linear({ for: 100 }),
          { kind: "cosine", to: "x", for: 400 },
          { kind: "constant", value: 0.2 },
        ],
        { momentum: 0.9 },
      ),
    );
    const rate = schedule?.tracks.get("learningRate");
    expect(rate?.phases.map(({ start, end, missing }) => [start, end, missing])).toEqual([
      [0, 100, undefined],
      [100, 500, true],
      [500, 1000, undefined],
    ]);
    expect([rate?.curve.at(50), rate?.curve.at(200), rate?.curve.at(600)]).toEqual([0.5, NaN, 0.2]);
    expect(rate?.curve.extremes(0, 1000)).toEqual({ min: 0, max: 0.99 });
    expect(schedule?.at(200).momentum).toBe(0.9);
  });

  it("keeps what lies before and after phases whose lengths are not known", () => {
    const rate = buildSchedule(
      withRate([
        linear({ for: 100 }),
        linear({ for: "5 epochs" }),
        { kind: "cosine", to: 0 },
        { kind: "constant", value: 3, for: 200 },
      ]),
    ).schedule?.tracks.get("learningRate");
    expect(rate?.phases.map(({ start, end, missing }) => [start, end, missing])).toEqual([
      [0, 100, undefined],
      [100, 800, true],
      [800, 800, true],
      [800, 1000, undefined],
    ]);
    expect(rate?.curve.at(900)).toBe(3);
  });

  it("does not stretch a phase whose length is wrong over what the others leave", () => {
    const { schedule } = buildSchedule(
      withRate([linear({ for: "5 epochs" }), { kind: "constant", value: 3, for: 200 }]),
    );
    expect([schedule?.at(400).learningRate, schedule?.at(900).learningRate]).toEqual([NaN, 3]);
  });

  it("names the cycle of tracks that follow one another", () => {
    const follow = (name: string) => ({
      follow: name,
      relation: "constantProduct",
      product: 1,
      max: 1,
    });
    const { issues } = buildSchedule({ length, a: follow("b"), b: follow("c"), c: follow("a") });
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      ["cycle", expect.stringContaining("a → b → c → a") as string],
    ]);
  });

  it("suggests the word that was meant", () => {
    const suggestions = (plain: unknown) =>
      buildSchedule(plain).issues.map(({ suggestion }) => suggestion);
    expect(suggestions(withRate([{ kind: "cosin", from: 1, to: 0 }]))).toEqual(["cosine"]);
    expect(
      suggestions(withRate([{ kind: "polynomial", from: 1, to: 0, power: 1, endpiont: true }])),
    ).toEqual(["endpoint"]);
    expect(suggestions({ length, learningrate: 1 })).toEqual(["learningRate"]);
    expect(suggestions({ length, learningRateHead: 1, noise2: 3 })).toEqual([]);
  });
});

describe("a value that only the running program knows", () => {
  const symbol = new UnknownValue("loader.length", "runtime");

  it("is an issue that names it, never a guess", () => {
    const { schedule, issues } = buildSchedule({ length: { steps: symbol }, learningRate: 1 });
    expect(schedule).toBeUndefined();
    expect(issues).toMatchObject([
      { code: "unknown-value", symbol: "loader.length", path: ["length", "steps"] },
    ]);
  });

  it("leaves a gap in a phase, and the rest is drawn", () => {
    const plain = withRate([linear({ to: symbol, for: 100 }), { kind: "constant", value: 0.5 }]);
    const { schedule, issues } = buildSchedule(plain);
    expect(issues.map(({ code }) => code)).toEqual(["unknown-value"]);
    expect([schedule?.at(50).learningRate, schedule?.at(500).learningRate]).toEqual([NaN, 0.5]);
  });

  it("takes the value that the user gave", () => {
    const { schedule, issues } = buildSchedule(
      { length: { steps: symbol }, learningRate: linear() },
      { symbols: { "loader.length": 400 } },
    );
    expect(issues).toEqual([]);
    expect([schedule?.length, schedule?.at(100).learningRate]).toEqual([400, 0.25]);
  });

  it("is not taken from the prototype of the given values", () => {
    const plain = { length: { steps: new UnknownValue("toString", "runtime") } };
    expect(issuesOf(plain, { symbols: { other: 1 } })).toEqual(["unknown-value at length.steps"]);
  });
});
