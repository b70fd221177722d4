// Fine-tuning BERT on SST-2 (67,349 sentences): Devlin et al. 2018, arXiv:1810.04805, appendix A.3 give
// batch 32, rate 2e-5, 3 epochs; warmup over a tenth of the steps as in the authors' code.
import { defineSchedule, linear, percent } from "learning-rate-designer";

export const finetuning = defineSchedule({
  name: "BERT fine-tuning, SST-2",
  length: { epochs: 3, samples: 67_349, batchSize: 32, dropLast: false },
  optimizer: { name: "adamw", beta1: 0.9, beta2: 0.999, weightDecay: 0.01 },
  learningRate: [linear({ from: 0, to: 2e-5, for: percent(10) }), linear({ to: 0 })],
  probe: { task: "spirals", steps: 300, seeds: 3, learningRateScale: 150 },
});
