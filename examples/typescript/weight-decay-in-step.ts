// Weight decay that holds rate · decay constant, with a cap, without which it would pull the weights to 0 as the rate falls.
// In the probe weightDecay better than none, and no better than a tuned constant (--control trains both beside it).
import { cosine, defineSchedule, percent } from "learning-rate-designer";

export const weightDecayInStep = defineSchedule({
  name: "Weight decay in step",
  length: { steps: 1000 },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate: cosine({ from: 0.1, to: percent(10) }),
  weightDecay: { follow: "learningRate", relation: "constantProduct", product: 1e-4, max: 1e-2 },
  probe: { task: "weightDecay", steps: 1000, seeds: 8 },
});
