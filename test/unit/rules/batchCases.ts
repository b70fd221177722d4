import { type Definition, type RuleCase, adamRun, sgdRun } from "./case";

const cosine = { kind: "cosine", from: 0.1, to: 0 };
const warm = { kind: "linear", from: 0.01, to: 0.1, for: 100 };
const batched = (learningRate: unknown, batchSize: number, more: Definition = {}): Definition => ({
  length: { epochs: 90, samples: 1_281_167, batchSize },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate,
  ...more,
});
const restarts = { kind: "cosineRestarts", from: 0.1, to: 0, period: 500 };
const product = (max: number): Definition =>
  sgdRun(1000, cosine, {
    weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1e-4, max },
  });
const halves = (first: number): Definition =>
  adamRun(
    10_000,
    [
      { kind: "linear", from: 1e-6, to: 1e-3, for: 1000 },
      { kind: "constant", value: 1e-3, for: first },
      { kind: "cosine", to: 0 },
    ],
    {
      noise: [
        { kind: "constant", value: 1, for: 5000 },
        { kind: "constant", value: 0.1 },
      ],
    },
  );

/** Batches, followers, decays cut off: what must fit the length or another track. */
export const batchCases: readonly RuleCase[] = [
  {
    rule: "batch-size-at-odds",
    bad: batched(cosine, 256, { batchSize: 512 }),
    marked: "512",
    says: "The track has batches of 512 samples, but the length counts its steps with 256",
    good: batched(cosine, 256, { batchSize: { kind: "linear", from: 256, to: 512 } }),
    fixes: 1,
  },
  {
    rule: "batch-changed-rate-not",
    base: batched(cosine, 256),
    bad: { length: { epochs: 90, samples: 1_281_167, batchSize: 1024 } },
    marked: "1024",
    says: "4 times the samples of what this extends, but the same peak rate of 0.1; scaled with it, the peak would be about 0.4",
    good: { length: { epochs: 90, samples: 1_281_167, batchSize: 256 } },
    fixes: 0,
  },
  {
    rule: "large-batch-without-warmup",
    bad: batched({ kind: "cosine", from: 0.4, to: 0 }, 1024),
    marked: "0.4",
    says: "The rate is 0.4 from the first update of 1,024 samples on",
    good: batched({ kind: "cosine", from: 0.4, to: 0 }, 1023),
    fixes: 1,
  },
  {
    rule: "batch-norm-memory-at-restarts",
    bad: sgdRun(1000, restarts, { batchNormMomentum: 0.0199 }),
    marked: "0.0199",
    says: "average over 50 updates, more than a tenth of the first cycle of 500",
    good: sgdRun(1000, restarts, { batchNormMomentum: 0.02 }),
    fixes: 1,
  },
  {
    rule: "follower-mostly-capped",
    // product / rate reaches the cap where the rate has fallen to 1e-4 / 0.001 = 0.1, at once.
    bad: product(0.0011),
    marked: "0.0011",
    says: "weightDecay is held at 0.0011 for 80.5% of the run",
    good: product(0.01),
    fixes: 1,
  },
  {
    rule: "noise-phases-not-aligned",
    bad: halves(3900),
    marked: "3900",
    says: "ends at step 4,900, the noise changes at step 5,000",
    good: halves(4000),
    fixes: 1,
  },
  {
    rule: "value-of-another-optimizer",
    bad: adamRun(1000, cosine, {
      momentum: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
    }),
    marked: '"momentum"',
    says: "adamw has no momentum; what is like it is its beta1",
    good: adamRun(1000, cosine, {
      beta1: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
    }),
    fixes: 1,
  },
  {
    rule: "value-of-another-optimizer",
    bad: { ...sgdRun(1000, cosine), optimizer: { name: "sgd", momentum: 0.9, beta2: 0.999 } },
    marked: '"beta2"',
    says: "sgd has no beta2.",
    good: { ...sgdRun(1000, cosine), optimizer: { name: "lion", beta2: 0.999 } },
    fixes: 1,
  },
  {
    rule: "decay-does-not-finish",
    // ½ (1 + cos(π · 899 / 1000)) = 0.025 of the peak is left at step 999.
    bad: sgdRun(1000, [warm, { kind: "cosine", to: 0, for: 1000 }]),
    marked: "1000",
    says: "would reach 0 at step 1,100, but the run ends after 1,000 steps: its last update still has 0.002496, 2.5% of the highest rate",
    good: sgdRun(1000, [warm, { kind: "cosine", to: 0, for: 940 }]),
    fixes: 3,
  },
  {
    rule: "decay-does-not-finish",
    bad: sgdRun(1000, { kind: "oneCycle", peak: 1, for: "2000 steps" }),
    marked: '"2000 steps"',
    says: "its last update still has 0.8",
    good: sgdRun(1000, { kind: "oneCycle", peak: 1, for: "1020 steps" }),
    fixes: 3,
  },
  {
    rule: "decay-stops-high",
    bad: sgdRun(1000, { kind: "cosine", from: 0.3, to: 0.1 }),
    marked: "0.1",
    says: "33.3% of the peak rate of 0.3",
    good: sgdRun(1000, { kind: "cosine", from: 0.3, to: 0.059 }),
    fixes: 2,
  },
  {
    rule: "decay-stops-high",
    bad: sgdRun(1000, { kind: "exponential", from: 0.3, to: "50%" }),
    marked: '"50%"',
    says: "50% of the peak rate of 0.3",
    good: sgdRun(1000, { kind: "exponential", from: 0.3, to: "90%" }),
    fixes: 1,
  },
  {
    rule: "warmup-does-not-rise",
    bad: sgdRun(1000, [
      { kind: "linear", from: 0.1, to: 0.1, for: 100 },
      { kind: "cosine", to: 0 },
    ]),
    marked: "0.1",
    says: "starts and ends at 0.1: it warms nothing up",
    good: sgdRun(1000, [
      { kind: "constant", value: 0.1, for: 100 },
      { kind: "cosine", to: 0 },
    ]),
    fixes: 1,
  },
  {
    rule: "truncated-cycle",
    bad: sgdRun(1000, {
      kind: "repeat",
      period: 400,
      phases: [
        { kind: "linear", from: 0.01, to: 0.1, for: 40 },
        { kind: "cosine", to: 0 },
      ],
    }),
    marked: "400",
    // cos²(π/2 · 159/360) of 0.1 is left after 159 of the 360 steps that fall
    says: "its last update has 0.05911, where a whole cycle ends at",
    good: sgdRun(1000, {
      kind: "repeat",
      period: 500,
      phases: [
        { kind: "linear", from: 0.01, to: 0.1, for: 40 },
        { kind: "cosine", to: 0 },
      ],
    }),
    fixes: 1,
  },
  {
    rule: "cycle-upside-down",
    bad: sgdRun(1000, { kind: "cosineRestarts", from: 0.01, to: 0.1, period: 250 }),
    marked: "0.1",
    says: "The low value 0.1 is not below the high value 0.01",
    good: sgdRun(1000, { kind: "cosineRestarts", from: 0.1, to: 0.01, period: 250 }),
    fixes: 1,
  },
  {
    rule: "momentum-with-rate",
    bad: sgdRun(1000, cosine, {
      momentum: { follow: "learningRate", relation: "inverse", range: [0.85, 0.95] },
    }),
    marked: "[\n      0.85,\n      0.95\n    ]",
    says: "momentum moves from 0.85 to 0.95 together with the rate",
    good: sgdRun(1000, cosine, {
      momentum: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
    }),
    fixes: 1,
  },
];
