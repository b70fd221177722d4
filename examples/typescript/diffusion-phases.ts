// Diffusion trained in phases, high noise levels first (the track noise, a share of all levels): the rate drops where the noise changes.
// In a prototype in two dimensions uniform levels under a cosine gave better samples than phases; at scale it was not tried.
import { constant, cosine, defineSchedule } from "learning-rate-designer";

const FIRST = 750;

export const diffusionPhases = defineSchedule({
  name: "Diffusion, rate and noise in phases",
  length: { steps: 1500 },
  optimizer: { name: "adam", beta2: 0.99 },
  learningRate: [
    constant({ value: 0.001, for: FIRST }),
    cosine({ from: 3e-4, to: 3e-5 }),
  ],
  noise: [constant({ value: 1, for: FIRST }), constant({ value: 0.5 })],
  probe: { task: "diffusion", steps: 1500, seeds: 4 },
});
