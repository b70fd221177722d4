import { transformersTable } from "../../libraries/transformers/table";
import type { LibraryRecord } from "../../libraries/value";
import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import type { ConfigRun } from "../config/dialect";
import { firstOf, objectAt, textAt } from "../config/fields";
import { callLibrary } from "../config/libraryCall";
import type { Reading } from "../config/reading";
import { warmupParts } from "../foreignSchedule";
import { drawnSteps, nominalSteps } from "../horizon";
import { trainerTraps } from "./traps";

/** What differs between the programs that hand a config to transformers' Trainer. */
export interface TrainerRules {
  /** Where the config names no scheduler. */
  readonly scheduler: string;
  /** Where the config names no rate; undefined: the program demands one. */
  readonly learningRate: number | undefined;
  readonly epochs: number;
  /** Warmup where the config says nothing of it. */
  readonly warmup: (steps: number) => number;
  /** Steps of a warmup that is a share of the run; rounded up unless the program does otherwise. */
  readonly share?: (share: number, steps: number) => number;
  /** Settings and schedulers of the program's own that are not read here. */
  readonly notRead?: { readonly keys: readonly string[]; readonly schedulers: readonly string[] };
  /** The program itself turns warmup_ratio into steps, so that its removal does not matter. */
  readonly ownRatio?: boolean;
}

/** transformers 5.18, TrainingArguments. */
export const TRAINING_ARGUMENTS: TrainerRules = {
  scheduler: "linear",
  learningRate: 5e-5,
  epochs: 3,
  warmup: () => 0,
};

/** The keys of a config that shape the curve. */
export interface TrainerConfig {
  readonly root: SourceObject;
  readonly kind: string;
  readonly kindEntry: SourceEntry | undefined;
  readonly rate: SourceEntry | undefined;
  readonly rules: TrainerRules;
  /** Arguments for the scheduler that stand elsewhere in the config. */
  readonly extra?: LibraryRecord;
}

/** Of these the shape does not hang on N. */
const OPEN = new Set(["constant", "constant_with_warmup", "inverse_sqrt"]);

/** The run of a config for transformers' Trainer, by `core/libraries/transformers`. */
export function trainerRun(config: TrainerConfig, reading: Reading): ConfigRun | undefined {
  const { root, kind, kindEntry, rules } = config;
  const rate = config.rate ? reading.number(config.rate, "rate") : rules.learningRate;
  const steps = stepsOf(config, reading);
  const warmup = warmupOf(config, reading, steps);
  placeAll(config, reading);
  trainerTraps(config, reading, { steps, warmup: warmup.steps });
  if (rate === undefined || warmup.isOpen || isNotRead(config, reading)) return undefined;
  const isOpen = steps === undefined && OPEN.has(kind) && warmup.steps !== undefined;
  const given = warmup.steps ?? nominalSteps() / 10;
  const length = steps ?? (isOpen ? drawnSteps([given], 1000) : nominalSteps(given));
  const tracks = callLibrary(reading, {
    table: transformersTable,
    kind,
    kindRange: kindEntry?.value.range ?? root.range,
    source: objectAt(root, "lr_scheduler_kwargs"),
    values: { num_warmup_steps: given, num_training_steps: length, ...config.extra },
    context: {
      steps: isOpen ? 1e9 : length,
      optimizer: { kind: "AdamW", learningRates: [rate], defaultLearningRate: rate },
    },
  });
  const horizon = steps !== undefined ? undefined : isOpen ? "open" : "nominal";
  return (
    tracks && {
      length,
      ...(horizon && { horizon }),
      ...(horizon === "nominal" && { knownUntil: warmup.steps ?? 0 }),
      tracks,
      kind,
      ...(given > 0 && kind !== "constant" && { parts: warmupParts(kind, given, length, rate) }),
      optimizer: optimizerOf(root, reading),
      baseRate: rate,
    }
  );
}

function placeAll({ root, kindEntry, rate }: TrainerConfig, reading: Reading): void {
  const warmup = firstOf(root, "warmup_steps", "warmup_ratio");
  const main = kindEntry ?? rate;
  if (main) reading.place(["learningRate"], main.value);
  reading.place(["learningRate", 0], warmup?.value ?? main?.value);
  if (warmup) reading.place(["learningRate", 1], main?.value);
  reading.place(["length", "steps"], firstOf(root, "max_steps")?.value);
  reading.place(["optimizer", "weightDecay"], firstOf(root, "weight_decay")?.value);
}

/** N: max_steps, or the epochs times the updates of one, rounded up as the Trainer does. */
function stepsOf(
  { root, rules, kindEntry, rate }: TrainerConfig,
  reading: Reading,
): number | undefined {
  const most = reading.number(entryOf(root, "max_steps"), "steps");
  if (most !== undefined && most > 0) return Math.floor(most);
  const entry = firstOf(root, "num_train_epochs", "num_epochs");
  const epochs = entry ? reading.number(entry, "epochs") : rules.epochs;
  const range = (entry ?? kindEntry ?? rate)?.range ?? { start: 0, end: 0 };
  const perEpoch = reading.ask("steps per epoch", range, "steps per epoch");
  if (epochs === undefined || perEpoch === undefined) return undefined;
  return Math.max(1, Math.ceil(epochs * perEpoch));
}

interface Warmup {
  /** Undefined while it is a share of an N that is not known. */
  readonly steps: number | undefined;
  /** The config names a warmup that has no value yet. */
  readonly isOpen: boolean;
}

/** Steps win over a share; a number of steps below 1 is a share (transformers ≥ 5). */
function warmupOf({ root, rules }: TrainerConfig, reading: Reading, steps?: number): Warmup {
  const own = firstOf(root, "warmup_steps");
  const given = reading.number(own, "steps");
  if (own && given === undefined) return { steps: undefined, isOpen: true };
  if (given !== undefined && given >= 1) return { steps: Math.floor(given), isOpen: false };
  const ratio = firstOf(root, "warmup_ratio");
  const share = given !== undefined && given > 0 ? given : reading.number(ratio, "number");
  if (ratio && share === undefined) return { steps: undefined, isOpen: true };
  if (share !== undefined && share > 0)
    return { steps: steps && (rules.share ?? roundedUp)(share, steps), isOpen: false };
  if (own || ratio) return { steps: 0, isOpen: false };
  const usual = rules.warmup(steps ?? Infinity);
  const isKnown = steps !== undefined || rules.warmup(1) === usual;
  return { steps: isKnown ? usual : undefined, isOpen: false };
}

const roundedUp = (share: number, steps: number): number => Math.ceil(share * steps);

/** A scheduler that the program adds to transformers' own; nothing is drawn in its place. */
function isNotRead({ root, kind, kindEntry, rules }: TrainerConfig, reading: Reading): boolean {
  const entry = firstOf(root, ...(rules.notRead?.keys ?? []));
  const isOther = rules.notRead?.schedulers.includes(kind) === true;
  const range = entry?.keyRange ?? (isOther ? kindEntry?.value.range : undefined);
  if (!range) return false;
  reading.notRead(range, entry?.key ?? kind);
  return true;
}

function optimizerOf(root: SourceObject, reading: Reading) {
  const name = textAt(root, "optim") ?? textAt(root, "optimizer") ?? "adamw";
  const weightDecay = reading.number(firstOf(root, "weight_decay"), "number");
  const beta2 = reading.number(firstOf(root, "adam_beta2"), "number");
  return {
    name,
    ...(weightDecay !== undefined && { weightDecay }),
    ...(beta2 !== undefined && { beta2 }),
  };
}
