import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import { numberOfText } from "../config/numberText";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, flagAt, objectAt, textAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { phasesRun } from "../config/phasesRun";
import type { Reading } from "../config/reading";
import { nominalSteps } from "../horizon";
import { phasesOf } from "./schedules";
import { warmupFloorByDefault } from "./traps";

/** OLMo of 2025-09 (59a53e3): olmo/config.py. */
const DEFAULTS = {
  kind: "cosine_with_warmup",
  rate: 1e-4,
  warmup: 100,
  alpha: 0.1,
  duration: 10_000,
  batch: 512,
  sequence: 1024,
};

/** OLMo's YAML; OmegaConf casts. */
export const olmoDialect: Dialect = {
  format: "olmo",
  loader: "casts",
  interpolates: true,
  find: ({ root }) => {
    const entry = entryOf(root, "scheduler");
    const scheduler = objectAt(root, "scheduler");
    if (!entry || !scheduler) return [];
    const name = textAt(scheduler, "name") ?? DEFAULTS.kind;
    return [foundAt(firstOf(scheduler, "name") ?? entry, name, (reading) => runOf(root, reading))];
  },
};

function runOf(root: SourceObject, reading: Reading): ConfigRun | undefined {
  const scheduler = objectAt(root, "scheduler");
  const kind = textAt(scheduler, "name") ?? DEFAULTS.kind;
  const rateEntry = firstOf(objectAt(root, "optimizer"), "learning_rate");
  const rate = rateEntry ? reading.number(rateEntry, "rate") : DEFAULTS.rate;
  const warmupEntry = firstOf(scheduler, "t_warmup");
  const inTokens = textAt(scheduler, "units") === "tokens";
  const tokens = tokensOf(root, reading, inTokens || durationOf(root)?.unit === "T");
  const each = inTokens ? tokens : 1;
  const warmup = warmupEntry ? reading.number(warmupEntry, "steps") : DEFAULTS.warmup;
  const alphaEntry = firstOf(scheduler, "alpha_f");
  const alpha = alphaEntry ? reading.number(alphaEntry, "number") : DEFAULTS.alpha;
  const fromEntry = firstOf(scheduler, "warmup_min_lr");
  const from = fromEntry ? reading.number(fromEntry, "rate") : rate === undefined ? 0 : rate * 0.1;
  const endEntry = firstOf(scheduler, "t_max");
  const end = endEntry ? reading.number(endEntry, "steps") : undefined;
  place(root, scheduler, reading);
  const steps = stepsOf(root, tokens, reading);
  if (isRestarted(root, reading) || (endEntry && end === undefined)) return undefined;
  if (rate === undefined || warmup === undefined || each === undefined) return undefined;
  if (alpha === undefined || from === undefined) return undefined;
  if (!isUsable({ kind, rate, from, fromEntry, warmup }, reading)) return undefined;
  const start = Math.ceil(warmup / each);
  const nominal = steps ?? (end === undefined ? nominalSteps(start) : Math.ceil(end / each));
  const phases = phasesOf({
    kind,
    rate,
    warmup: Math.trunc(warmup),
    warmupFrom: from,
    alpha,
    end: end === undefined ? nominal * each : Math.trunc(end),
    hasOwnEnd: end !== undefined,
    each,
  });
  if (!phases) {
    const entry = firstOf(scheduler, "name");
    if (entry) reading.refuse(entry.value.range, t`OLMo has no scheduler ${kind}.`);
    return undefined;
  }
  if (warmupEntry && !fromEntry && kind !== "constant")
    warmupFloorByDefault({ entry: warmupEntry, rate, from }, reading);
  if (endEntry) reading.place(["learningRate", phases.length - 1, "for"], endEntry.value);
  return phasesRun({
    phases,
    length: steps === undefined ? nominal : Math.min(steps, stopOf(root, reading) ?? steps),
    ...(steps === undefined &&
      (end === undefined
        ? { horizon: "nominal" as const, knownUntil: Math.max(0, start - 1) }
        : { horizon: "open" as const })),
    optimizer: { name: textAt(objectAt(root, "optimizer"), "name") ?? "adamw" },
  });
}

function place(root: SourceObject, scheduler: SourceObject | undefined, reading: Reading): void {
  const main = firstOf(objectAt(root, "optimizer"), "learning_rate") ?? entryOf(root, "scheduler");
  const warmup = firstOf(scheduler, "t_warmup");
  reading.place(["learningRate"], main?.value);
  reading.place(["learningRate", 0], warmup?.value ?? main?.value);
  if (warmup) reading.place(["learningRate", 1], firstOf(scheduler, "name")?.value ?? main?.value);
  reading.place(["length", "steps"], firstOf(root, "max_duration")?.value);
}

interface Duration {
  readonly count: number;
  readonly unit: "T" | "ep" | "";
}

/** `4e12T` are tokens, `2ep` epochs, a plain number steps. */
function durationOf(root: SourceObject): Duration | undefined {
  const value = firstOf(root, "max_duration")?.value;
  if (!value) return { count: DEFAULTS.duration, unit: "" };
  if (value.type === "number") return { count: Math.trunc(value.value), unit: "" };
  const [, text = "", unit = ""] =
    /^(.*?)(T|ep)?$/.exec(value.type === "string" ? value.value : "") ?? [];
  const count = numberOfText(text);
  if (count === undefined) return undefined;
  return { count: Math.trunc(count), unit: unit === "T" || unit === "ep" ? unit : "" };
}

/** Tokens of one update: the batch times the sequence's length. */
function tokensOf(root: SourceObject, reading: Reading, isNeeded: boolean): number | undefined {
  if (!isNeeded) return undefined;
  const batchEntry = firstOf(root, "global_train_batch_size");
  const lengthEntry = firstOf(objectAt(root, "model"), "max_sequence_length");
  const batch = batchEntry ? reading.number(batchEntry, "number") : DEFAULTS.batch;
  const length = lengthEntry ? reading.number(lengthEntry, "number") : DEFAULTS.sequence;
  return batch === undefined || length === undefined ? undefined : batch * length;
}

function stepsOf(
  root: SourceObject,
  tokens: number | undefined,
  reading: Reading,
): number | undefined {
  const duration = durationOf(root);
  const entry = firstOf(root, "max_duration");
  const range = (entry ?? entryOf(root, "scheduler"))?.range ?? root.range;
  if (!duration) {
    if (entry) reading.number(entry, "steps");
    return undefined;
  }
  const { count, unit } = duration;
  if (unit === "") {
    reading.setting("max_duration", entry?.value);
    return count;
  }
  if (unit === "T") return tokens === undefined ? undefined : Math.ceil(count / tokens);
  const perEpoch = reading.ask("steps per epoch", range, "steps per epoch");
  return perEpoch === undefined ? undefined : count * perEpoch;
}

/** stop_at ends the run before the schedule does. */
const stopOf = (root: SourceObject, reading: Reading): number | undefined =>
  reading.number(firstOf(root, "stop_at"), "steps");

/** scripts/train.py bolts a warmup of its own on where the optimizer's state is left behind. */
function isRestarted(root: SourceObject, reading: Reading): boolean {
  const entry = firstOf(root, "reset_optimizer_state");
  if (!entry || flagAt(root, "reset_optimizer_state") !== true || !firstOf(root, "load_path"))
    return false;
  reading.notRead(entry.range, t("A warmup bolted on at the step where the run goes on"));
  return true;
}

interface Warmup {
  readonly kind: string;
  readonly rate: number;
  readonly from: number;
  readonly fromEntry: SourceEntry | undefined;
  readonly warmup: number;
}

/** OLMo asserts that the warmup rises, and divides by its length. */
function isUsable({ kind, rate, from, fromEntry, warmup }: Warmup, reading: Reading): boolean {
  if (kind === "constant" || warmup <= 0) return true;
  if (from >= 0 && from < rate) return true;
  if (fromEntry)
    reading.refuse(
      fromEntry.value.range,
      t`OLMo demands a warmup_min_lr from 0 to below the learning rate of ${rate}.`,
    );
  return false;
}
