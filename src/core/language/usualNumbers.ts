/**
 * Numbers that people write for a setting, by its section and key, the likeliest first: defaults of
 * PyTorch 2.13's optimizers, and what published recipes set.
 */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  "length.steps": ["1000", "10000", "100000"],
  "length.epochs": ["3", "10", "90", "300"],
  "length.rounds": ["100", "500"],
  "length.tokens": ["1e9", "1e10", "1e12"],
  "length.stepsPerEpoch": ["391", "1000", "5004"],
  "length.stepsPerRound": ["5", "50"],
  "length.tokensPerStep": ["524288", "4194304"],
  "length.samples": ["50000", "1281167"],
  "length.batchSize": ["32", "128", "256"],
  "length.accumulate": ["1", "4", "8"],
  "length.devices": ["1", "4", "8"],
  "optimizer.momentum": ["0.9", "0.95"],
  "optimizer.beta1": ["0.9"],
  "optimizer.beta2": ["0.999", "0.95", "0.98"],
  "optimizer.epsilon": ["1e-8", "1e-6"],
  "optimizer.weightDecay": ["0.01", "0.1", "1e-4", "0"],
  "probe.steps": ["200", "500", "1000"],
  "probe.seeds": ["3", "8", "16"],
  "probe.learningRateScale": ["1", "10", "100"],
  "layers.count": ["12", "24"],
  "layers.ratio": ["0.75", "0.9"],
  "samples.easy": ["0.5", "1"],
  "samples.hard": ["1", "1.5"],
  "samples.scale": ["1"],
  "onPlateau.factor": ["0.1", "0.5"],
  "onPlateau.patience": ["5", "10"],
  "onPlateau.threshold": ["1e-4"],
  "onPlateau.cooldown": ["0"],
  "onPlateau.min": ["0", "1e-6"],
  "onPlateau.max": ["0.1"],
  "onPlateau.window": ["1", "5"],
};

/** Lengths of time by their unit: `epochs(5)`. */
const AMOUNTS: Readonly<Record<string, readonly string[]>> = {
  steps: ["500", "1000", "2000"],
  epochs: ["1", "5", "10"],
  rounds: ["5", "10"],
  samples: ["10000", "50000"],
  tokens: ["1e8", "1e9"],
  percent: ["5", "10", "80"],
};

/** What people write at this path of a definition; nothing where any number may stand. */
export const usualNumbers = (path: readonly (string | number)[]): readonly string[] =>
  USUAL[path.join(".")] ?? [];

/** What people write for a length of time in a unit; undefined where a word is no unit. */
export const usualAmounts = (unit: string | undefined): readonly string[] | undefined =>
  unit !== undefined && Object.hasOwn(AMOUNTS, unit) ? AMOUNTS[unit] : undefined;
