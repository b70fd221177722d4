import { transformersTable } from "../../libraries/transformers/table";
import type { LibraryRecord } from "../../libraries/value";
import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, textAt } from "../config/fields";
import { callLibrary } from "../config/libraryCall";
import type { Reading } from "../config/reading";
import { warmupParts } from "../foreignSchedule";
import { nominalSteps } from "../horizon";

/** sd-scripts 0.9: library/train_util.py, get_scheduler_fix and its arguments' defaults. */
const DEFAULTS = { scheduler: "constant", steps: 1600, rate: 2e-6 };
const WITHOUT_WARMUP = new Set(["constant"]);
/** diffusers' names that transformers computes alike. */
const SHARED = new Set([
  "constant",
  "constant_with_warmup",
  "linear",
  "cosine",
  "cosine_with_restarts",
  "polynomial",
]);

/** kohya flattens its sections: every key is one argument of the command line. */
export const kohyaDialect: Dialect = {
  format: "kohya",
  loader: "casts",
  find: ({ root }) => {
    const flat = flattened(root);
    const kindEntry = firstOf(flat, "lr_scheduler");
    const rate = firstOf(flat, "learning_rate", "unet_lr");
    const anchor = kindEntry ?? rate;
    if (!anchor) return [];
    return [
      {
        name: textAt(flat, "lr_scheduler") ?? DEFAULTS.scheduler,
        anchor: anchorOf(anchor),
        range: anchor.range,
        clock: "update",
        stepped: "batch",
        run: (reading) => runOf(flat, reading),
      },
    ];
  },
};

function flattened(root: SourceObject): SourceObject {
  const entries = root.entries.flatMap((entry): readonly SourceEntry[] =>
    entry.value.type === "object" ? entry.value.entries : [entry],
  );
  return { ...root, entries };
}

function runOf(root: SourceObject, reading: Reading): ConfigRun | undefined {
  const kindEntry = firstOf(root, "lr_scheduler");
  const kind = textAt(root, "lr_scheduler") ?? DEFAULTS.scheduler;
  const other = entryOf(root, "lr_scheduler_type");
  const rates = ratesOf(root, reading);
  const steps = stepsOf(root, reading);
  const warmupEntry = firstOf(root, "lr_warmup_steps");
  const warmup = warmupOf(warmupEntry, steps, reading);
  place(root, reading);
  checkWarmup(kind, warmupEntry, kindEntry, reading);
  const isOther = other?.value.type === "string" && other.value.value !== "";
  if (isOther || !SHARED.has(kind)) {
    const entry = isOther ? other : kindEntry;
    if (entry) reading.notRead(entry.value.range, isOther ? "lr_scheduler_type" : kind);
    return undefined;
  }
  if (rates === undefined || (warmupEntry && warmup === undefined && steps !== undefined))
    return undefined;
  const given = warmup ?? 0;
  const length = steps ?? nominalSteps(given);
  const tracks = callLibrary(reading, {
    table: transformersTable,
    kind,
    kindRange: kindEntry?.value.range ?? root.range,
    source: undefined,
    values: argumentsOf(root, kind, given, length),
    context: {
      steps: length,
      optimizer: { kind: "AdamW", learningRates: rates, defaultLearningRate: rates[0] ?? 0 },
    },
  });
  const name = textAt(root, "optimizer_type");
  return (
    tracks && {
      length,
      ...(steps === undefined && { horizon: "nominal" as const, knownUntil: warmup ?? 0 }),
      tracks,
      kind,
      ...(name && { optimizer: { name } }),
      ...(given > 0 && { parts: warmupParts(kind, given, length, rates[0] ?? 0) }),
    }
  );
}

function argumentsOf(
  root: SourceObject,
  kind: string,
  warmup: number,
  steps: number,
): LibraryRecord {
  const cycles = firstOf(root, "lr_scheduler_num_cycles")?.value;
  const power = firstOf(root, "lr_scheduler_power")?.value;
  return {
    num_warmup_steps: warmup,
    num_training_steps: steps,
    ...(kind === "cosine_with_restarts" &&
      cycles?.type === "number" && { num_cycles: cycles.value }),
    ...(kind === "polynomial" && power?.type === "number" && { power: power.value }),
  };
}

/** One group for the text encoder and one for the U-Net where both have a rate of their own. */
function ratesOf(root: SourceObject, reading: Reading): number[] | undefined {
  const main = firstOf(root, "learning_rate");
  const [encoder, unet] = [firstOf(root, "text_encoder_lr"), firstOf(root, "unet_lr")];
  const numbers = [encoder, unet].flatMap((entry) =>
    entry && entry.value.type !== "array" ? [reading.number(entry, "rate")] : [],
  );
  if (numbers.length === 0) numbers.push(main ? reading.number(main, "rate") : DEFAULTS.rate);
  return numbers.includes(undefined) ? undefined : (numbers as number[]);
}

/** max_train_epochs overrides max_train_steps, whose default is 1600. */
function stepsOf(root: SourceObject, reading: Reading): number | undefined {
  const epochs = firstOf(root, "max_train_epochs");
  if (!epochs) {
    const entry = firstOf(root, "max_train_steps");
    return entry ? reading.number(entry, "steps") : DEFAULTS.steps;
  }
  const count = reading.number(epochs, "epochs");
  const perEpoch = reading.ask("steps per epoch", epochs.range, "steps per epoch");
  return count === undefined || perEpoch === undefined ? undefined : Math.ceil(count * perEpoch);
}

/** A number below 1 is a share of the steps. */
function warmupOf(entry: SourceEntry | undefined, steps: number | undefined, reading: Reading) {
  const value = reading.number(entry, "steps");
  if (value === undefined || value >= 1 || value === 0) return value;
  return steps === undefined ? undefined : Math.floor(value * steps);
}

function place(root: SourceObject, reading: Reading): void {
  const main = firstOf(root, "lr_scheduler", "learning_rate");
  const warmup = firstOf(root, "lr_warmup_steps");
  reading.place(["learningRate"], main?.value);
  reading.place(["learningRate", 0], warmup?.value ?? main?.value);
  if (warmup) reading.place(["learningRate", 1], main?.value);
}

function checkWarmup(
  kind: string,
  warmup: SourceEntry | undefined,
  kindEntry: SourceEntry | undefined,
  reading: Reading,
): void {
  if (!WITHOUT_WARMUP.has(kind) || warmup?.value.type !== "number" || warmup.value.value === 0)
    return;
  const at = kindEntry?.value.range;
  reading.trap({
    code: "warmup-ignored",
    severity: "error",
    range: warmup.range,
    message: `sd-scripts refuses lr_warmup_steps with the scheduler "${kind}".`,
    why: "get_scheduler_fix raises a ValueError for a warmup with constant.",
    source: {
      label: "sd-scripts, library/train_util.py",
      url: "https://github.com/kohya-ss/sd-scripts/blob/main/library/train_util.py",
    },
    fixes: at
      ? [
          {
            title: "Use constant_with_warmup",
            edits: [{ range: at, text: '"constant_with_warmup"' }],
          },
        ]
      : [],
  });
}
