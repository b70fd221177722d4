// Vaswani et al. 2017, "Attention Is All You Need", arXiv:1706.03762, base model.
// rate = d_model^-0.5 * min(step^-0.5, step * warmup^-1.5)
import { defineSchedule, inverseSqrt, linear } from "learning-rate-designer";

const D_MODEL = 512;
const WARMUP = 4000;
const PEAK = D_MODEL ** -0.5 * WARMUP ** -0.5;

export const noam = defineSchedule({
  name: "Transformer base (Noam)",
  length: { steps: 100_000 },
  optimizer: { name: "adam", beta1: 0.9, beta2: 0.98, epsilon: 1e-9 },
  learningRate: [
    linear({ from: 0, to: PEAK, for: WARMUP }),
    inverseSqrt({ timescale: WARMUP }),
  ],
  probe: { task: "spirals", steps: 300, seeds: 3 },
});
