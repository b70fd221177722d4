// Goyal et al. 2017, "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", arXiv:1706.02677.
// ResNet-50, batch 8192: rate 0.1 x 8192/256, five epochs of gradual warmup, a tenth at 30, 60, 80.
import { defineSchedule, epochs, linear, multiStep } from "learning-rate-designer";

const BATCH = 8192;
const WARMUP = 5;
const PEAK = 0.1 * (BATCH / 256);

export const imagenet = defineSchedule({
  name: "ImageNet in one hour, batch 8k",
  length: { epochs: 90, samples: 1_281_167, batchSize: BATCH },
  optimizer: { name: "sgd", momentum: 0.9, nesterov: true, weightDecay: 1e-4 },
  learningRate: [
    linear({ from: 0.1, to: PEAK, for: epochs(WARMUP) }),
    // milestones count from the phase's start, so 30, 60, 80 of the run are 25, 55, 75 here
    multiStep({ at: [epochs(30 - WARMUP), epochs(60 - WARMUP), epochs(80 - WARMUP)], factor: 0.1 }),
  ],
  momentum: 0.9,
  probe: { task: "spirals", steps: 300, seeds: 3, learningRateScale: 0.1 },
});
