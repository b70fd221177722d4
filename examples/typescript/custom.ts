// A rate of one's own: a pure function of the step, read and drawn but never executed by the editor.
import { custom, defineSchedule, linear } from "learning-rate-designer";

const FLOOR = 1e-5;

export const sawtooth = defineSchedule({
  name: "Warmup, then a decaying sawtooth",
  length: { steps: 4000 },
  optimizer: { name: "adamw", beta1: 0.9, beta2: 0.95, weightDecay: 0.1 },
  learningRate: [
    linear({ from: 0, to: 1e-3, for: 200 }),
    custom({
      value: (step, context) => {
        const cycle = Math.floor(step / 500);
        const within = (step % 500) / 500;
        return Math.max(FLOOR, context.from * 0.7 ** cycle * (1 - within));
      },
    }),
  ],
  probe: { task: "spirals", steps: 400, seeds: 3 },
});
