// McMahan et al. 2017, arXiv:1602.05629: federated averaging, ten local steps a round. The rate drops at rounds 60 and 85, where
// no client is in the middle of its local training. Without a decay, late updates of slow clients keep the loss from settling.
import { defineSchedule, multiStep, rounds } from "learning-rate-designer";

export const federatedRounds = defineSchedule({
  name: "Federated, drops at rounds",
  length: { rounds: 100, stepsPerRound: 10 },
  optimizer: { name: "sgd" },
  learningRate: multiStep({ from: 0.3, at: [rounds(60), rounds(85)], factor: 0.1 }),
  participation: 0.3,
  delay: 2,
  probe: { task: "federated", steps: 1000, seeds: 4 },
});
