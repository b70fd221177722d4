// Frankle & Carbin 2019, "The Lottery Ticket Hypothesis", arXiv:1803.03635: train, prune, rewind, train again. Deep networks gave up
// their tickets only under a warmup. In a prototype the schedule that found a ticket mattered, the one that trained it again did not.
import { defineSchedule, linear, multiStep, percent } from "learning-rate-designer";

export const lotteryTicket = defineSchedule({
  name: "Lottery ticket, warmup and steps",
  length: { steps: 600 },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate: [
    linear({ from: 0.01, to: 0.1, for: percent(10) }),
    multiStep({ at: [240, 390], factor: 0.1 }),
  ],
  keep: 0.1,
  probe: { task: "lottery", steps: 600, seeds: 4 },
});
