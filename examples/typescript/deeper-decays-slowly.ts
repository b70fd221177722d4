// Layers that decay the more slowly the deeper they are: their ratios of update to weight follow that profile in the probe deep.
// Its loss gains as much from any slower decay, also from one rate for all layers at the same mean (--control trains that).
import { cosine, defineSchedule } from "learning-rate-designer";

export const deeperDecaysSlowly = defineSchedule({
  name: "Deeper layers decay more slowly",
  length: { steps: 800 },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate: cosine({ from: 0.02, to: 2e-5 }),
  layers: { count: 6, decaySpeed: { shallow: 1, deep: 0.3 } },
  probe: { task: "deep", steps: 800, seeds: 8 },
});
