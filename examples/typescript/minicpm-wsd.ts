// Hu et al. 2024, "MiniCPM", arXiv:2404.06395: warmup, a long stable stage, then a decay of about a tenth
// of the run that halves the rate every T steps, 0.5^((s - S) / T). Peak rate 0.01 as in the paper.
import { constant, defineSchedule, exponential, linear, percent } from "learning-rate-designer";

const PEAK = 0.01;

export const minicpm = defineSchedule({
  name: "MiniCPM, warmup-stable-decay",
  length: { steps: 270_000 },
  optimizer: { name: "adamw", beta1: 0.9, beta2: 0.95, weightDecay: 0.1 },
  learningRate: [
    linear({ from: 0, to: PEAK, for: 2000 }),
    constant({ value: PEAK }),
    exponential({ factor: 0.5, every: 5000, for: percent(10) }),
  ],
  probe: { task: "spirals", steps: 300, seeds: 3 },
});
