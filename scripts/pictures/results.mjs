// The tasks whose results are pictured in docs/probes.md, with what is trained for each: an example
// beside its control arms, for lottery tickets three schedules beside each other.
const common = { length: { steps: 600 }, optimizer: { name: "sgd", momentum: 0.9 }, keep: 0.1 };

const TICKETS = JSON.stringify({
  schedules: {
    low: { ...common, learningRate: 0.01 },
    cosine: { ...common, learningRate: { kind: "cosine", from: 0.1, to: 0 } },
    steps: {
      ...common,
      learningRate: [
        { kind: "linear", from: 0.002, to: 0.1, for: 60 },
        { kind: "multiStep", at: [300, 450], factor: 0.1 },
      ],
    },
  },
});

const example = (name) => ({ example: name, flags: ["--control"] });

export const PICTURED = {
  batchNorm: example("batch-norm-in-step"),
  weightDecay: example("weight-decay-in-step"),
  augmentation: example("augmentation-in-step"),
  contrastive: example("contrastive-in-step"),
  labelNoise: example("easy-samples-first"),
  deep: example("deeper-decays-slowly"),
  federated: example("federated-rounds"),
  diffusion: example("diffusion-phases"),
  lottery: { text: TICKETS, flags: ["--task", "lottery", "--steps", "600", "--seeds", "4"] },
};
