// A definition with something to underline: the examples are right, and a screenshot of the checks
// needs one that is not.
export const BROKEN_NAME = "warmup-too-long.schedule.json";

export const BROKEN = `{
  "name": "Fine-tuning, 600 steps",
  "length": { "steps": 600 },
  "optimizer": { "name": "adamw", "beta1": 0.9, "beta2": 0.999, "weightDecay": 0.01 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 2e-5, "for": 1000 },
    { "kind": "cosine", "to": 2e-6 }
  ]
}
`;
