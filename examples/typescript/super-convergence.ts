// Smith & Topin 2018, "Super-Convergence", arXiv:1708.07120: ResNet-56 on CIFAR-10, one cycle between
// 0.1 and 3 within 10,000 iterations. The momentum runs against the rate: Smith 2018, arXiv:1803.09820.
import { defineSchedule, oneCycle } from "learning-rate-designer";

const LOW = 0.1;
const HIGH = 3;

export const superConvergence = defineSchedule({
  name: "Super-convergence (one cycle)",
  length: { steps: 10_000 },
  optimizer: { name: "sgd", momentum: 0.95, weightDecay: 1e-4 },
  learningRate: oneCycle({
    peak: HIGH,
    initialDivisor: HIGH / LOW,
    finalDivisor: 100,
    rise: "45%",
    shape: "linear",
    threePhase: true,
  }),
  momentum: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
  probe: { task: "spirals", steps: 400, seeds: 3, learningRateScale: 0.2 },
});
