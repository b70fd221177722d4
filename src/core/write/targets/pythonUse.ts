import { documentReading, type Reading } from "../reading";

export const FILE = "code.py";

/** Python code of a library that says the learning rate by itself, once `use` has used it. */
export const pythonReading = (use = "", run = false): Reading =>
  documentReading({ file: FILE, track: "learningRate", use, run });

/** A function of the step for each track: read as functions that another file calls are. */
export const functionReadings = (
  tracks: readonly { readonly name: string }[],
  names: readonly string[],
): Reading[] => {
  const use = names.map((name, i) => `\n\ndef read_lr_${i}(step):\n    return ${name}(step)\n`);
  return tracks.map(({ name }, i) =>
    documentReading({
      file: FILE,
      track: name,
      use: use.join(""),
      schedule: `read_lr_${i}`,
      run: true,
    }),
  );
};

const TRAINING = ["optimizer.step()", "scheduler.step()"];

/** A script that trains with the module's `make_scheduler`; of a run without end any step is known. */
export const torchUse = (
  moving: readonly string[] = [],
  made = "make_scheduler(optimizer)",
  optimizer = "SGD",
): string =>
  [
    "",
    "import torch",
    "",
    `optimizer = torch.optim.${optimizer}(model.parameters(), lr=LEARNING_RATE)`,
    `scheduler = ${made}`,
    ...moving.map(
      (name, i) => `read_${i} = LambdaLR(torch.optim.SGD(model.parameters(), lr=1.0), ${name})`,
    ),
    "while True:",
    ...TRAINING.map((line) => `    ${line}`),
    ...moving.map((_, i) => `    read_${i}.step()`),
    "",
  ].join("\n");

/** The rate by `make_scheduler`, and functions of the step for what moves with it. */
export const torchReadings = (
  moving: readonly { readonly name: string; readonly function: string }[],
  run: boolean,
): Reading[] => {
  // what the subclass sets beside the rate is read by itself
  const made = moving.length > 0 ? "LambdaLR(optimizer, LearningRateFactor())" : undefined;
  const use = torchUse(
    moving.map((one) => one.function),
    made,
  );
  const common = { file: FILE, use, run };
  return [
    documentReading({ ...common, track: "learningRate", schedule: "scheduler" }),
    ...moving.map(({ name }, i) =>
      documentReading({ ...common, track: name, schedule: `read_${i}` }),
    ),
  ];
};

/** The rate by `make_scheduler`, and what the scheduler moves against it. */
export const builtInReadings = (countered: string | undefined): Reading[] => {
  const use = torchUse([], undefined, countered === "beta1" ? "AdamW" : "SGD");
  return ["learningRate", ...(countered === undefined ? [] : [countered])].map((track) =>
    documentReading({ file: FILE, use, schedule: "scheduler", track, as: track }),
  );
};

/** Schedules and functions that optimizers of optax are given. */
export const optaxReadings = (
  tracks: readonly { readonly name: string }[],
  names: readonly string[],
): Reading[] => {
  const use = [
    "\n\nimport optax\n",
    ...names.map((name, i) => `read_${i} = optax.sgd(learning_rate=${name})\n`),
  ].join("");
  return tracks.map(({ name }, i) =>
    documentReading({ file: FILE, track: name, use, schedule: `read_${i}`, run: true }),
  );
};
