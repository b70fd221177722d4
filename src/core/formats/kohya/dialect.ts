import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { processesOf } from "../accelerate/processes";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, textAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { ignoredWarmup } from "../config/ignoredWarmup";
import type { Reading } from "../config/reading";
import { transformersRun } from "../config/transformersRun";
import { underscored } from "../shellFlags/underscored";
import { lengthOf } from "./lengths";
import { shapeOf, unreadable } from "./shape";
import { SD_SCRIPTS, shortWarmup } from "./traps";

/** sd-scripts of 2026-02: library/train_util.py, get_scheduler_fix and its arguments' defaults. */
const DEFAULTS = { scheduler: "constant", steps: 1600, rate: 2e-6 };

const found = (root: SourceObject) => {
  const kindEntry = firstOf(root, "lr_scheduler");
  const anchor = kindEntry ?? firstOf(root, "learning_rate", "unet_lr");
  if (!anchor) return [];
  const kind = textAt(root, "lr_scheduler") ?? DEFAULTS.scheduler;
  return [foundAt(anchor, kind, (reading) => runOf(root, kind, kindEntry, reading))];
};

/** `--config_file`: sections are flattened, every key is one argument of the command line. */
export const kohyaDialect: Dialect = {
  format: "kohya",
  loader: "casts",
  find: ({ root }) => found(flattened(root)),
};

/** The same arguments as flags. */
export const kohyaFlagsDialect: Dialect = {
  format: "kohya",
  loader: "casts",
  find: ({ root }) => found(underscored(root)),
};

function flattened(root: SourceObject): SourceObject {
  const entries = root.entries.flatMap((entry): readonly SourceEntry[] =>
    entry.value.type === "object" ? entry.value.entries : [entry],
  );
  return { ...root, entries };
}

function runOf(
  root: SourceObject,
  kind: string,
  kindEntry: SourceEntry | undefined,
  reading: Reading,
): ConfigRun | undefined {
  const rates = ratesOf(root, reading);
  const steps = stepsOf(root, reading);
  const warmupEntry = firstOf(root, "lr_warmup_steps");
  place(root, reading);
  ignoredWarmup(
    {
      kind,
      kindRange: kindEntry?.value.range,
      warmup: warmupEntry,
      severity: "error",
      message: (key) => t`sd-scripts refuses ${key} with the scheduler "constant".`,
      why: t("get_scheduler_fix raises a ValueError for a warmup with constant."),
      source: SD_SCRIPTS,
    },
    reading,
  );
  if (unreadable({ root, kind, kindEntry }, reading)) return undefined;
  const at = (kindEntry ?? warmupEntry)?.range ?? root.range;
  const isByProcesses = kind !== "constant" && steps !== undefined;
  const processes = isByProcesses ? processesOf(root, reading, at) : 1;
  const given = warmupEntry ? lengthOf(warmupEntry, steps, processes, reading) : 0;
  if (rates === undefined || given === undefined || processes === undefined) return undefined;
  if (steps !== undefined)
    shortWarmup({ entry: warmupEntry, given, processes, length: steps }, reading);
  const values = shapeOf({ root, kind, kindEntry, steps, warmup: given, processes }, reading);
  if (!values) return undefined;
  return transformersRun(
    {
      root,
      kind,
      kindRange: kindEntry?.value.range ?? root.range,
      rates,
      warmup: kind === "constant" ? 0 : given,
      steps,
      values,
      optimizer: textAt(root, "optimizer_type") ?? "AdamW",
    },
    reading,
  );
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

function place(root: SourceObject, reading: Reading): void {
  const main = firstOf(root, "lr_scheduler", "learning_rate");
  const warmup = firstOf(root, "lr_warmup_steps");
  reading.place(["learningRate"], main?.value);
  reading.place(["learningRate", 0], warmup?.value ?? main?.value);
  if (warmup) reading.place(["learningRate", 1], main?.value);
  reading.place(["length", "steps"], entryOf(root, "max_train_steps")?.value);
}
