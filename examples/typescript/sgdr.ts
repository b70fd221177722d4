// Loshchilov & Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv:1608.03983.
// Wide ResNet on CIFAR-10: rate 0.05, first period 10 epochs, each twice as long as the one before.
import { cosineRestarts, defineSchedule, epochs } from "learning-rate-designer";

const T0 = 10;
const T_MULT = 2;
const CYCLES = 4;

export const sgdr = defineSchedule({
  name: "SGDR, T0 = 10, Tmult = 2",
  // T0 * (Tmult^cycles - 1) / (Tmult - 1): the run ends where a cycle ends
  length: { epochs: (T0 * (T_MULT ** CYCLES - 1)) / (T_MULT - 1), samples: 50_000, batchSize: 128 },
  optimizer: { name: "sgd", momentum: 0.9, nesterov: true, weightDecay: 5e-4 },
  learningRate: cosineRestarts({ from: 0.05, to: 0, period: epochs(T0), periodGrowth: T_MULT }),
  momentum: 0.9,
  probe: { task: "spirals", steps: 450, seeds: 3 },
});
