import { type Definition, type RuleCase, adamRun, sgdRun } from "./case";

const TEN_EPOCHS = { epochs: 10, stepsPerEpoch: 100 };
const warm = { kind: "linear", from: 0.01, to: 0.1, for: 100 };
const cosine = (to: unknown = 0) => ({ kind: "cosine", from: 0.1, to });
const drops = (...at: unknown[]) => ({ kind: "multiStep", from: 0.1, at, factor: 0.1 });
const plateau = (more: Definition): Definition =>
  sgdRun(1000, 0.01, { onPlateau: { factor: 0.5, patience: 5, ...more } });
const layered = (layers: Definition): Definition => sgdRun(1000, cosine(), { layers });

/** Units mixed up, bounds that hide a curve, and what a definition says beside its tracks. */
export const unitCases: readonly RuleCase[] = [
  {
    rule: "percentage-of-a-percentage",
    bad: sgdRun(10_000, [
      { ...warm, for: "0.05%" },
      { kind: "cosine", to: 0 },
    ]),
    marked: '"0.05%"',
    says: "0.05% of 10,000 steps is 5 steps; as a fraction 0.05 would be 5%",
    good: sgdRun(10_000, [
      { ...warm, for: "1%" },
      { kind: "cosine", to: 0 },
    ]),
    fixes: 2,
  },
  {
    rule: "percentage-of-a-percentage",
    bad: sgdRun(1000, { kind: "oneCycle", peak: 1, rise: "0.3%" }),
    marked: '"0.3%"',
    says: "0.3% of 1,000 steps is 3 steps",
    good: sgdRun(1000, { kind: "oneCycle", peak: 1, rise: "30%" }),
    fixes: 2,
  },
  {
    rule: "fraction-of-a-step",
    bad: sgdRun(1000, drops(0.5, 0.75)),
    marked: "[\n      0.5,\n      0.75\n    ]",
    says: "0.5, 0.75 are steps and come to step 1; of the run it would be 50%, 75%",
    good: sgdRun(1000, drops("50%", "75%")),
    fixes: 1,
  },
  {
    rule: "fraction-of-a-step",
    bad: sgdRun(1000, [
      { ...warm, for: 0.5 },
      { kind: "cosine", to: 0 },
    ]),
    marked: "0.5",
    says: "of the run it would be 50%",
    good: sgdRun(1000, [
      { ...warm, for: 1 },
      { kind: "cosine", to: 0 },
    ]),
    fixes: 1,
  },
  {
    rule: "steps-look-like-epochs",
    bad: sgdRun(100_000, drops(30, 60, 80)),
    marked: "[\n      30,\n      60,\n      80\n    ]",
    says: "All drops are over after 80 of 100,000 steps",
    good: sgdRun(8000, drops(30, 60, 80)),
    fixes: 2,
  },
  {
    rule: "steps-look-like-epochs",
    bad: {
      ...sgdRun(1, [
        { ...warm, for: 1 },
        { kind: "cosine", to: 0 },
      ]),
      length: TEN_EPOCHS,
    },
    marked: "1",
    says: 'that is 0.01 of an epoch of 100 steps. Write the unit, "1 step" or "1 epoch"',
    good: {
      ...sgdRun(1, [
        { ...warm, for: "1 step" },
        { kind: "cosine", to: 0 },
      ]),
      length: TEN_EPOCHS,
    },
    fixes: 2,
  },
  {
    rule: "share-looks-absolute",
    bad: adamRun(5000, [
      { kind: "linear", from: 1e-6, to: 1e-3, for: 1000 },
      { kind: "cosine", to: "0.001%" },
    ]),
    marked: '"0.001%"',
    says: "0.001% of the peak is a rate of 1e-8",
    good: adamRun(5000, [
      { kind: "linear", from: 1e-6, to: 1e-3, for: 1000 },
      { kind: "cosine", to: "0.01%" },
    ]),
    fixes: 1,
  },
  {
    rule: "drop-that-rises",
    bad: sgdRun(1000, { kind: "multiStep", from: 0.1, at: [300, 600], factor: 10 }),
    marked: "10",
    says: "multiplies the rate by 10; it goes up to 10",
    good: sgdRun(1000, { kind: "multiStep", from: 0.1, at: [300, 600], factor: 1 }),
    fixes: 1,
  },
  {
    rule: "drop-at-first-step",
    bad: sgdRun(1000, drops(0, 500)),
    marked: "0",
    says: "begins at 0.01, after the drop at its step 0",
    good: sgdRun(1000, drops(1, 500)),
    fixes: 1,
  },
  {
    rule: "floor-hides-curve",
    bad: sgdRun(1000, { phases: cosine(), min: 0.1 }),
    marked: "0.1",
    says: "learningRate is 0.1 throughout: none of its phases rises above 0.1",
    good: sgdRun(1000, { phases: cosine(), min: 0.0999 }),
    fixes: 2,
  },
  {
    rule: "plateau-too-patient",
    bad: plateau({ patience: 100, every: 10 }),
    marked: "100",
    says: "The run has 100 looks at the loss; a patience of 100 is never used up",
    good: plateau({ patience: 98, every: 10 }),
    fixes: 1,
  },
  {
    rule: "plateau-threshold-too-large",
    bad: plateau({ threshold: 1 }),
    marked: "1",
    says: "The loss must fall by 100% of its best value",
    good: plateau({ threshold: 0.49 }),
    fixes: 2,
  },
  {
    rule: "plateau-threshold-too-large",
    bad: plateau({ threshold: 0.5 }),
    marked: "0.5",
    says: "by 50% of its best value",
    good: plateau({ threshold: 5, thresholdMode: "absolute" }),
    fixes: 1,
  },
  {
    rule: "greedy-cannot-raise",
    bad: plateau({ greedy: true, max: 0.01 }),
    marked: "0.01",
    says: "The ceiling of 0.01 is not above the planned rate of 0.01",
    good: plateau({ greedy: true, max: 0.02 }),
    fixes: 2,
  },
  {
    rule: "layer-ratio-above-one",
    bad: layered({ count: 4, ratio: 2.6 }),
    marked: "2.6",
    says: "the first of 4 trains at 17.58 times the rate of the last",
    good: layered({ count: 4, ratio: 0.385 }),
    fixes: 1,
  },
  {
    rule: "layers-hardly-train",
    bad: layered({ count: 24, ratio: 0.5 }),
    marked: "0.5",
    // 0.5¹⁹ is 1.9e-6, 0.5²⁰ is 9.5e-7: layers 1 to 4 lie below a millionth.
    says: "The first 4 of 24 layers train at less than a millionth of the rate",
    good: layered({ count: 20, ratio: 0.5 }),
    fixes: 1,
  },
  {
    rule: "hard-samples-faster",
    bad: sgdRun(1000, cosine(), { samples: { by: "margin", easy: 0.5, hard: 1.5 } }),
    marked: "1.5",
    says: "Hard samples move the weights 1.5 times as far as planned, easy ones 0.5 times",
    good: sgdRun(1000, cosine(), { samples: { by: "margin", easy: 1.5, hard: 0.5 } }),
    fixes: 1,
  },
];
