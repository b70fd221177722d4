// Ho et al. 2020, "Denoising Diffusion Probabilistic Models", arXiv:2006.11239, CIFAR-10: Adam 2e-4,
// 5,000 steps of linear warmup, then constant for 800,000 steps (the weights are averaged, EMA 0.9999).
import { constant, defineSchedule, linear } from "learning-rate-designer";

const RATE = 2e-4;

export const ddpm = defineSchedule({
  name: "DDPM, CIFAR-10",
  length: { steps: 800_000 },
  optimizer: { name: "adam", beta1: 0.9, beta2: 0.999 },
  learningRate: [linear({ from: 0, to: RATE, for: 5000 }), constant({ value: RATE })],
  probe: { task: "spirals", steps: 300, seeds: 3, learningRateScale: 20 },
});
