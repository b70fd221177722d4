// Smith 2017, "Cyclical Learning Rates for Training Neural Networks", arXiv:1506.01186, CIFAR-10:
// between 0.001 and 0.006, step size 2,000, the triangular2 policy that halves each cycle's height.
import { cyclic, defineSchedule } from "learning-rate-designer";

const STEP_SIZE = 2000;

export const cyclical = defineSchedule({
  name: "Cyclical, triangular2",
  length: { steps: 6 * 2 * STEP_SIZE },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate: cyclic({ low: 0.001, high: 0.006, up: STEP_SIZE, down: STEP_SIZE, mode: "triangular2" }),
  momentum: 0.9,
  probe: { task: "spirals", steps: 480, seeds: 3, learningRateScale: 10 },
});
