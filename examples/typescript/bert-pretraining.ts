// Devlin et al. 2018, "BERT", arXiv:1810.04805, appendix A.2: Adam, rate 1e-4, warmup over the first
// 10,000 of 1,000,000 steps, linear decay, weight decay 0.01.
import { defineSchedule, linear } from "learning-rate-designer";

export const bert = defineSchedule({
  name: "BERT pre-training",
  length: { steps: 1_000_000 },
  optimizer: { name: "adamw", beta1: 0.9, beta2: 0.999, weightDecay: 0.01 },
  learningRate: [linear({ from: 0, to: 1e-4, for: 10_000 }), linear({ to: 0 })],
  probe: { task: "spirals", steps: 300, seeds: 3, learningRateScale: 30 },
});
