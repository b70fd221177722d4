import { type Definition, type RuleCase, adamRun, sgdRun } from "./case";

const cosine = { kind: "cosine", from: 0.1, to: 0 };
const inverse = { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] };
const federated = (learningRate: unknown): Definition => ({
  length: { rounds: 50, stepsPerRound: 20 },
  optimizer: { name: "sgd" },
  learningRate,
});
const oneCycle = { kind: "oneCycle", peak: 1 };
/** Strong enough to act within the run. */
const strongDecay = { optimizer: { name: "adamw", beta1: 0.9, beta2: 0.999, weightDecay: 0.2 } };

const adamCosine = [
  { kind: "linear", from: 1e-6, to: 1e-3, for: 1000 },
  { kind: "cosine", to: 0 },
];

export const couplingCases: readonly RuleCase[] = [
  {
    rule: "momentum-out-of-range",
    bad: sgdRun(1000, cosine, { momentum: 90 }),
    marked: "90",
    says: "momentum reaches 90; it must be at least 0 and less than 1",
    good: sgdRun(1000, cosine, { momentum: 0.99 }),
    fixes: 1,
  },
  {
    rule: "momentum-out-of-range",
    bad: sgdRun(1000, cosine, { momentum: { kind: "linear", from: 0.9, to: 1.05 } }),
    marked: "1.05",
    says: "momentum reaches 1.05",
    good: sgdRun(1000, cosine, { momentum: { kind: "linear", from: 0.9, to: 1 } }),
    fixes: 1,
  },
  {
    rule: "momentum-out-of-range",
    bad: sgdRun(1000, cosine, { momentum: { ...inverse, range: [1.2, 0.8] } }),
    marked: "1.2",
    says: "momentum reaches 1.2",
    good: sgdRun(1000, cosine, { momentum: inverse }),
    fixes: 1,
  },
  {
    rule: "momentum-with-rate",
    bad: sgdRun(1000, cosine, { momentum: { kind: "cosine", from: 0.95, to: 0.85 } }),
    marked: '{\n    "kind": "cosine",\n    "from": 0.95,\n    "to": 0.85\n  }',
    says: "momentum moves from 0.85 to 0.95 together with the rate",
    good: sgdRun(1000, cosine, { momentum: { kind: "cosine", from: 0.85, to: 0.95 } }),
    fixes: 1,
  },
  {
    rule: "momentum-not-cycled",
    bad: sgdRun(1000, oneCycle, { momentum: 0.9 }),
    marked: '"oneCycle"',
    says: "momentum stays constant",
    good: sgdRun(1000, oneCycle, { momentum: inverse }),
    fixes: 1,
  },
  {
    rule: "momentum-not-cycled",
    bad: adamRun(1000, oneCycle),
    marked: '"oneCycle"',
    says: "beta1 stays as the optimizer has it",
    good: adamRun(1000, cosine),
    fixes: 1,
  },
  {
    rule: "hyper-parameter-said-twice",
    bad: sgdRun(1000, cosine, { momentum: 0.95 }),
    marked: "0.9",
    says: "momentum of 0.9 is never used: the track momentum sets it to 0.95",
    good: sgdRun(1000, cosine, { momentum: inverse }),
    fixes: 1,
  },
  {
    rule: "effective-shrinkage-fades",
    bad: adamRun(20_000, adamCosine, strongDecay),
    marked: "0.2",
    says: "is on average 0.91% of what it is at the peak",
    good: adamRun(20_000, adamCosine, {
      weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1e-5, max: 0.1 },
    }),
    fixes: 1,
  },
  {
    rule: "effective-shrinkage-fades",
    bad: adamRun(20_000, [adamCosine[0], { kind: "linear", to: 0 }], strongDecay),
    marked: "0.2",
    says: "is on average 5.3% of what",
    good: adamRun(20_000, [adamCosine[0], { kind: "linear", to: "5%" }], strongDecay),
    fixes: 1,
  },
  {
    rule: "effective-shrinkage-fades",
    bad: adamRun(20_000, adamCosine, strongDecay),
    marked: "0.2",
    says: "is on average",
    // Σ rate · decay < 1: the decay of 0.01 hardly acts anywhere in the run
    good: adamRun(20_000, adamCosine),
    fixes: 1,
  },
  {
    rule: "adamw-timescale",
    bad: adamRun(100_000, { kind: "constant", value: 9e-4 }),
    marked: "0.01",
    says: "1 / (mean rate · weight decay) = 111,111 steps, longer than the run of 100,000",
    good: adamRun(100_000, { kind: "constant", value: 1.01e-3 }),
    fixes: 1,
  },
  {
    rule: "adamw-timescale",
    bad: {
      length: { epochs: 10, stepsPerEpoch: 1000 },
      optimizer: { name: "adamw", beta2: 0.99, weightDecay: 1 },
      learningRate: 1.1e-3,
    },
    marked: "1",
    says: "= 909 steps, shorter than an epoch of 1,000",
    good: {
      length: { epochs: 10, stepsPerEpoch: 1000 },
      optimizer: { name: "adamw", beta2: 0.99, weightDecay: 1 },
      learningRate: 0.99e-3,
    },
    fixes: 1,
  },
  {
    rule: "augmentation-not-in-step",
    bad: sgdRun(1000, cosine, { augmentation: 0.5 }),
    marked: "0.5",
    says: "Augmentation stays at 0.5 while the rate falls",
    good: sgdRun(1000, { kind: "cosine", from: 0.1, to: 0.008 }, { augmentation: 0.5 }),
    fixes: 2,
  },
  {
    rule: "batch-norm-too-slow",
    bad: sgdRun(1000, 0.01, { batchNormMomentum: 0.0099 }),
    marked: "0.0099",
    says: "the running statistics average over 101 updates, in which the weights go 10.1% of their way by the sum of the rates",
    good: sgdRun(1000, 0.01, { batchNormMomentum: 0.0101 }),
    fixes: 1,
  },
  {
    // Measured over 16 seeds: the constant had six times the mismatch of the follower.
    rule: "batch-norm-too-slow",
    bad: sgdRun(1200, { kind: "cosine", from: 0.2, to: 0.002 }, { batchNormMomentum: 0.01 }),
    marked: "0.01",
    says: "of their way by the sum of the rates; that should be a tenth at most",
    good: sgdRun(
      1200,
      { kind: "cosine", from: 0.2, to: 0.002 },
      {
        batchNormMomentum: {
          follow: "learningRate",
          relation: "power",
          exponent: 2 / 3,
          reference: { learningRate: 0.2, value: 0.1 },
        },
      },
    ),
    fixes: 1,
  },
  {
    rule: "batch-norm-too-slow",
    bad: sgdRun(
      1200,
      { kind: "cosine", from: 0.2, to: 0.002 },
      {
        batchNormMomentum: {
          follow: "learningRate",
          relation: "power",
          exponent: 2 / 3,
          reference: { learningRate: 0.2, value: 0.01 },
        },
      },
    ),
    marked:
      '{\n    "follow": "learningRate",\n    "relation": "power",\n    "exponent": 0.6666666666666666,\n    "reference": {\n      "learningRate": 0.2,\n      "value": 0.01\n    }\n  }',
    says: "that should be a tenth at most",
    good: sgdRun(1200, { kind: "cosine", from: 0.2, to: 0.002 }, { batchNormMomentum: 0.03 }),
    fixes: 1,
  },
  {
    rule: "batch-norm-momentum-convention",
    bad: sgdRun(1000, 0.01, { batchNormMomentum: 0.99 }),
    marked: "0.99",
    says: "A batch-norm momentum of 0.99 replaces",
    good: sgdRun(1000, 0.01, { batchNormMomentum: 0.1 }),
    fixes: 1,
  },
  {
    rule: "temperature-not-positive",
    bad: sgdRun(1000, cosine, { temperature: 0 }),
    marked: "0",
    says: "The temperature reaches 0; it must be above 0",
    good: sgdRun(1000, cosine, { temperature: 0.07 }),
    fixes: 1,
  },
  {
    rule: "temperature-not-positive",
    bad: sgdRun(1000, cosine, { temperature: { kind: "linear", from: 0.5, to: -0.1 } }),
    marked: "-0.1",
    says: "it must be above 0",
    good: sgdRun(1000, cosine, { temperature: { kind: "linear", from: 0.5, to: 0 } }),
    fixes: 1,
  },
  {
    rule: "rate-and-temperature-at-odds",
    bad: sgdRun(
      1000,
      { kind: "linear", from: 0.1, to: 0.08 },
      { temperature: { kind: "linear", from: 0.5, to: 0.1 } },
    ),
    marked: '{\n    "kind": "linear",\n    "from": 0.5,\n    "to": 0.1\n  }',
    says: "1.8 times what it is at the peak of the rate",
    good: sgdRun(
      1000,
      { kind: "linear", from: 0.1, to: 0.02 },
      { temperature: { kind: "linear", from: 0.5, to: 0.1 } },
    ),
    fixes: 2,
  },
  {
    rule: "rate-and-temperature-at-odds",
    bad: sgdRun(1000, 0.3, { temperature: { kind: "exponential", from: 1, to: 0.1 } }),
    marked: '{\n    "kind": "exponential",\n    "from": 1,\n    "to": 0.1\n  }',
    says: "3.2 times what it is at the peak of the rate",
    // Measured: a rate ∝ √temperature keeps the updates level.
    good: sgdRun(
      1000,
      {
        follow: "temperature",
        relation: "power",
        exponent: 0.5,
        reference: { temperature: 1, value: 0.3 },
      },
      { temperature: { kind: "exponential", from: 1, to: 0.1 } },
    ),
    fixes: 2,
  },
  {
    rule: "drop-inside-round",
    bad: federated({ kind: "step", from: 0.1, factor: 0.5, every: 250 }),
    marked: "250",
    says: "In round 13 (steps 240 to 259) the rate changes by 50%",
    good: federated({ kind: "step", from: 0.1, factor: 0.5, every: "13 rounds" }),
    fixes: 1,
  },
  {
    rule: "drop-inside-round",
    bad: federated({ kind: "exponential", from: 0.1, factor: 0.9, every: 10 }),
    marked: "10",
    says: "In round 1 (steps 0 to 19)",
    good: federated({ kind: "linear", from: 0.1, to: 0.05 }),
    fixes: 0,
  },
  {
    rule: "drop-inside-round",
    bad: federated({ kind: "multiStep", from: 0.1, at: [250, 500], factor: 0.5 }),
    marked: "[\n      250,\n      500\n    ]",
    says: "In round 13",
    good: federated({ kind: "multiStep", from: 0.1, at: [260, 500], factor: 0.5 }),
    fixes: 1,
  },
  {
    rule: "federated-must-decay",
    bad: federated(0.1),
    marked: "0.1",
    says: "over all rounds of 20 local steps",
    good: federated({ kind: "linear", from: 0.1, to: 0 }),
    fixes: 1,
  },
];
