import { torchTable } from "../../libraries/torch/table";
import { transformersTable } from "../../libraries/transformers/table";
import type { LibraryRecord } from "../../libraries/value";
import type { SourceEntry, SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, objectAt, objectsIn, textAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { callLibrary } from "../config/libraryCall";
import type { Reading } from "../config/reading";
import { linearRises, warmupByDefault, WARMUP } from "./traps";

/** ai-toolkit of 2026-08 (27a03a91): toolkit/config_modules.py, TrainConfig. */
const DEFAULTS = { kind: "constant", steps: 1000, rate: 1e-6 };

/** toolkit/scheduler.py: torch's scheduler for a name, and the argument that takes the steps. */
const TORCH: ReadonlyMap<string, readonly [kind: string, steps: string]> = new Map([
  ["constant", ["ConstantLR", "total_iters"]],
  ["cosine", ["CosineAnnealingLR", "T_max"]],
  ["cosine_with_restarts", ["CosineAnnealingWarmRestarts", "T_0"]],
  ["step", ["StepLR", "total_iters"]],
  ["linear", ["LinearLR", "total_iters"]],
]);

/** ai-toolkit puts the steps in its place. */
const WITHOUT: ReadonlySet<string> = new Set(["total_iters"]);

/** One schedule for each process with a `train` group, read for one GPU; its loader knows `1e-4`. */
export const aiToolkitDialect: Dialect = {
  format: "ai-toolkit",
  loader: "casts",
  find: ({ root }) => {
    const groups = [...objectsIn(root)].filter(({ path }) => path.at(-1) === "train");
    return groups.flatMap(({ object: train }) => {
      const kindEntry = firstOf(train, "lr_scheduler");
      const anchor = kindEntry ?? firstOf(train, "lr", "steps");
      const kind = textAt(train, "lr_scheduler") ?? DEFAULTS.kind;
      return anchor
        ? [foundAt(anchor, kind, (reading) => runOf({ train, kind, anchor, kindEntry }, reading))]
        : [];
    });
  },
};

interface Process {
  readonly train: SourceObject;
  readonly kind: string;
  readonly anchor: SourceEntry;
  readonly kindEntry: SourceEntry | undefined;
}

function runOf(process: Process, reading: Reading): ConfigRun | undefined {
  const { train, kind, anchor, kindEntry } = process;
  const rateEntry = firstOf(train, "unet_lr", "lr");
  const stepsEntry = firstOf(train, "steps");
  const rate = rateEntry ? reading.number(rateEntry, "rate") : DEFAULTS.rate;
  const steps = stepsEntry ? reading.number(stepsEntry, "steps") : DEFAULTS.steps;
  reading.place(["learningRate"], (rateEntry ?? anchor).value);
  reading.place(["learningRate", 0], anchor.value);
  reading.place(["length", "steps"], stepsEntry?.value);
  if (isNotRead(train, rate, reading) || rate === undefined || steps === undefined)
    return undefined;
  const call = callOf(process, steps, reading);
  if (!call) return undefined;
  if (kind === "linear" && kindEntry) linearRises({ entry: kindEntry, train, rate }, reading);
  const optimizer = textAt(train, "optimizer") ?? "adamw";
  const tracks = callLibrary(reading, {
    ...call,
    source: objectAt(train, "lr_scheduler_params"),
    without: WITHOUT,
    kindRange: anchor.value.range,
    context: {
      steps,
      optimizer: { kind: optimizer, learningRates: [rate], defaultLearningRate: rate },
    },
  });
  return tracks && { length: steps, tracks, kind, optimizer: { name: optimizer } };
}

/** The library's call; a name that ai-toolkit refuses is a problem at its place. */
function callOf({ train, kind, kindEntry }: Process, steps: number, reading: Reading) {
  const given = objectAt(train, "lr_scheduler_params");
  const torch = TORCH.get(kind);
  if (torch) {
    const [name, argument] = torch;
    const factor = kind === "constant" && !firstOf(given, "factor") ? { factor: 1 } : {};
    const values: LibraryRecord = { [argument]: steps, ...factor };
    return { table: torchTable, kind: name, values };
  }
  if (kind === "constant_with_warmup") {
    const entry = firstOf(given, "num_warmup_steps");
    const warmup = entry ? reading.number(entry, "steps") : WARMUP;
    if (!entry && kindEntry) warmupByDefault({ entry: kindEntry, steps }, reading);
    if (warmup === undefined) return undefined;
    const values = { num_warmup_steps: warmup, num_training_steps: steps };
    return { table: transformersTable, kind, values };
  }
  if (kindEntry)
    reading.refuse(
      kindEntry.value.range,
      t`ai-toolkit has no scheduler ${kind}, only ${[...TORCH.keys()].join(", ")} and constant_with_warmup.`,
    );
  return undefined;
}

/** What sets the rate in another way, or counts micro-batches. */
function isNotRead(train: SourceObject, rate: number | undefined, reading: Reading): boolean {
  const optimizer = firstOf(train, "optimizer");
  const name = (textAt(train, "optimizer") ?? "").toLowerCase();
  const isAdaptive = /^(?:dadaptation|prodigy)/.test(name) && rate !== undefined && rate < 0.1;
  const accumulation = firstOf(train, "gradient_accumulation");
  const isOne = accumulation?.value.type === "number" && accumulation.value.value === 1;
  if (optimizer && (isAdaptive || name.startsWith("automagic")))
    reading.notRead(optimizer.value.range, t`The rate of ${name}`);
  else if (accumulation && !isOne)
    reading.notRead(accumulation.range, t("A schedule that is stepped with every micro-batch"));
  else return false;
  return true;
}
