// Brown et al. 2020, "Language Models are Few-Shot Learners", arXiv:2005.14165, appendix B (175B model):
// Adam, betas 0.9 and 0.95, warmup over 375 million tokens, cosine to 10 % over 260 billion tokens, then
// on at 10 % to 300 billion; batch of 3.2 million tokens, weight decay 0.1.
import { constant, cosine, defineSchedule, linear, percent, tokens } from "learning-rate-designer";

const WARMUP = 375e6;
const COSINE_END = 260e9;

export const gpt3 = defineSchedule({
  name: "GPT-3 175B",
  length: { tokens: 300e9, tokensPerStep: 3.2e6 },
  optimizer: { name: "adamw", beta1: 0.9, beta2: 0.95, weightDecay: 0.1 },
  learningRate: [
    linear({ from: 0, to: 0.6e-4, for: tokens(WARMUP) }),
    cosine({ to: percent(10), for: tokens(COSINE_END - WARMUP) }),
    constant({ value: percent(10) }),
  ],
  probe: { task: "spirals", steps: 300, seeds: 3, learningRateScale: 50 },
});
