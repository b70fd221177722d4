// Everything that must move in step with the rate: weight decay that keeps rate x decay constant, batch-norm
// momentum that follows the drift of the statistics, momentum against the rate.
import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";

const PEAK = 0.1 * (8192 / 256);

export const inStep = defineSchedule({
  name: "ResNet-50, all in step",
  length: { epochs: 90, stepsPerEpoch: Math.floor(1_281_167 / 8192) },
  optimizer: { name: "sgd", momentum: 0.9, nesterov: true, weightDecay: 5e-5 },
  learningRate: [linear({ from: 0.1, to: PEAK, for: epochs(5) }), cosine({ to: 0 })],
  momentum: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
  weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1.6e-4, max: 1e-2 },
  batchNormMomentum: {
    follow: "learningRate",
    relation: "power",
    exponent: 2 / 3,
    reference: { learningRate: PEAK, value: 0.1 },
    min: 0.001,
  },
  probe: { task: "spirals", steps: 300, seeds: 3, learningRateScale: 0.1 },
});
