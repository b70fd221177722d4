// Howard & Ruder 2018, "Universal Language Model Fine-tuning", arXiv:1801.06146: slanted triangular rate
// (a tenth of the steps up, the rest down, 32 times smaller at the ends), each lower layer 2.6 times slower.
import { defineSchedule, linear, percent } from "learning-rate-designer";

const PEAK = 0.01;
const RATIO = 32;

export const ulmfit = defineSchedule({
  name: "ULMFiT, slanted triangular",
  length: { steps: 5000 },
  optimizer: { name: "adam", beta1: 0.7, beta2: 0.99 },
  learningRate: [
    linear({ from: PEAK / RATIO, to: PEAK, for: percent(10) }),
    linear({ to: PEAK / RATIO }),
  ],
  layers: { count: 4, ratio: 1 / 2.6 },
  probe: { task: "spirals", steps: 300, seeds: 3 },
});
