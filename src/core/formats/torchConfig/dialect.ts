import type { LibraryOptimizer } from "../../libraries/construction";
import { torchTable } from "../../libraries/torch/table";
import { transformersTable } from "../../libraries/transformers/table";
import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import type { ConfigRun, Dialect, Found } from "../config/dialect";
import { firstOf, objectAt, objectsIn } from "../config/fields";
import { callLibrary } from "../config/libraryCall";
import { optimizersOf } from "../config/optimizer";
import type { Reading } from "../config/reading";
import { drawnSteps } from "../horizon";
import { epochsOfTrainer } from "./lightningTrainer";

const NAMES = ["_target_", "class_path", "_component_", "type", "name"];
/** Where a scheduler's arguments stand, if not beside its name. */
const ARGUMENTS = ["init_args", "params", "args", "kwargs", "arguments"];
/** Keys beside the arguments that are none of the scheduler's. */
const NO_ARGUMENTS = new Set([
  ...NAMES,
  "_partial_",
  "_convert_",
  "_recursive_",
  "interval",
  "frequency",
  "monitor",
  "optimizer",
  "by_epoch",
]);
/** A call inside another needs values of its own optimizer's steps. */
const NESTED = new Set(["SequentialLR", "ChainedScheduler", "swa", "SWALR"]);

interface Scheduler {
  readonly root: SourceObject;
  readonly object: SourceObject;
  readonly nameEntry: SourceEntry;
  readonly kind: string;
  readonly isTorchtune: boolean;
}

/** Schedulers of torch 2.13 that a config names with their arguments. */
export const torchConfigDialect: Dialect = {
  format: "torch",
  loader: "casts",
  find: ({ root }) => {
    const found: Found[] = [];
    for (const { object } of objectsIn(root)) {
      const scheduler = schedulerOf(root, object);
      if (scheduler) found.push(foundOf(scheduler));
    }
    return found;
  },
};

function schedulerOf(root: SourceObject, object: SourceObject): Scheduler | undefined {
  for (const key of NAMES) {
    const nameEntry = entryOf(object, key);
    if (nameEntry?.value.type !== "string") continue;
    const name = nameEntry.value.value;
    const kind = name.slice(name.lastIndexOf(".") + 1);
    const isTorchtune = kind === "get_cosine_schedule_with_warmup";
    const isTorch = torchTable.kinds.has(kind) && !NESTED.has(kind);
    if (isTorchtune || isTorch) return { root, object, nameEntry, kind, isTorchtune };
  }
  return undefined;
}

const isLightning = ({ nameEntry }: Scheduler): boolean => nameEntry.key === "class_path";

/** Lightning steps per epoch unless told otherwise; elsewhere the training loop decides. */
function foundOf(scheduler: Scheduler): Found {
  const { nameEntry, object, kind, isTorchtune } = scheduler;
  const byLightning = isLightning(scheduler);
  return {
    name: kind,
    anchor: nameEntry.range,
    range: object.range,
    clock: byLightning ? "epoch" : "update",
    keepsEpochs: byLightning,
    stepped: byLightning ? "framework" : isTorchtune ? "batch" : "unknown",
    run: (reading) => (isTorchtune ? torchtuneRun : torchRun)(scheduler, reading),
  };
}

const argumentsOf = (object: SourceObject): SourceObject =>
  ARGUMENTS.map((key) => objectAt(object, key)).find((found) => found) ?? object;

/** The optimizer of the config: the settings of that name, wherever they stand. */
function optimizerIn(root: SourceObject): {
  readonly object: SourceObject | undefined;
  readonly lr: SourceEntry | undefined;
} {
  for (const { object, path } of objectsIn(root)) {
    const key = path.at(-1) ?? "";
    if (!/^(?:optim|optimizer|init_args|params|solver)$/i.test(key)) continue;
    const lr = firstOf(object, "lr", "learning_rate");
    if (lr) return { object, lr };
  }
  return { object: undefined, lr: firstOf(root, "lr", "learning_rate") };
}

function optimizerOf({ root, nameEntry }: Scheduler, reading: Reading, isNeeded: boolean) {
  const { object, lr } = optimizerIn(root);
  const rate = lr
    ? reading.number(lr, "rate")
    : isNeeded
      ? reading.ask("lr", nameEntry.range, "rate")
      : 0;
  const named = object && firstOf(object, "type", "name", "_target_", "_component_");
  const name = named?.value.type === "string" ? (named.value.value.split(".").at(-1) ?? "") : "";
  reading.place(["learningRate"], nameEntry.value);
  reading.place(["learningRate", 0], nameEntry.value);
  if (rate === undefined) return undefined;
  return optimizersOf({ name, parameters: object, learningRates: [rate] }, reading);
}

function torchRun(scheduler: Scheduler, reading: Reading): ConfigRun | undefined {
  const { kind, object, nameEntry } = scheduler;
  const source = argumentsOf(object);
  const optimizer = optimizerOf(scheduler, reading, !/^(?:OneCycle|Cyclic)LR$/.test(kind));
  if (!optimizer) return undefined;
  if (kind === "ReduceLROnPlateau" || kind === "LambdaLR" || kind === "MultiplicativeLR") {
    reading.notRead(nameEntry.value.range, kind);
    return undefined;
  }
  const total = isLightning(scheduler)
    ? (epochsOfTrainer(scheduler.root, reading) ?? lengthOf(kind, source))
    : lengthOf(kind, source);
  const lengths = source.entries.flatMap(({ key, value }) =>
    IS_LENGTH.test(key) ? numbersIn(value) : [],
  );
  const length = total ?? drawnSteps(lengths, 100);
  const tracks = callLibrary(reading, {
    table: torchTable,
    kind,
    kindRange: nameEntry.value.range,
    source,
    without: NO_ARGUMENTS,
    context: { steps: total ?? 1e9, optimizer: knownOptimizer(optimizer.library) },
  })?.filter(({ name }) => name === "learningRate" || optimizer.library.kind !== "");
  return (
    tracks && {
      length,
      ...(total === undefined && { horizon: "open" as const }),
      tracks,
      kind,
      optimizer: optimizer.own,
    }
  );
}

/** Of an optimizer that the config does not name, the momentum is not drawn, but not refused either. */
const knownOptimizer = (optimizer: LibraryOptimizer): LibraryOptimizer =>
  optimizer.kind === "" ? { momentum: 0, ...optimizer } : optimizer;

const IS_LENGTH = /^(?:T_max|T_0|step_size|step_size_up|total_iters|milestones|total_steps)$/;

const numbersIn = (value: SourceEntry["value"]): number[] =>
  value.type === "number"
    ? [value.value]
    : value.type === "array"
      ? value.items.flatMap(numbersIn)
      : [];

/** Only the one-cycle knows where the run ends. */
function lengthOf(kind: string, source: SourceObject): number | undefined {
  if (kind !== "OneCycleLR") return undefined;
  const numberAt = (key: string): number | undefined => {
    const value = entryOf(source, key)?.value;
    return value?.type === "number" ? value.value : undefined;
  };
  const [total, epochs, perEpoch] = ["total_steps", "epochs", "steps_per_epoch"].map(numberAt);
  return total ?? (epochs !== undefined && perEpoch !== undefined ? epochs * perEpoch : undefined);
}

/** torchtune's cosine: N is known at run time, unless max_steps_per_epoch and epochs say it. */
function torchtuneRun(scheduler: Scheduler, reading: Reading): ConfigRun | undefined {
  const { root, object, nameEntry } = scheduler;
  const optimizer = optimizerOf(scheduler, reading, true);
  const warmupEntry = firstOf(object, "num_warmup_steps");
  const warmup = reading.number(warmupEntry, "steps");
  const epochs = reading.number(firstOf(root, "epochs"), "epochs");
  const most = firstOf(root, "max_steps_per_epoch");
  const perEpoch = most
    ? reading.number(most, "steps per epoch")
    : reading.ask("steps per epoch", nameEntry.range, "steps per epoch");
  reading.place(["learningRate", 0], warmupEntry?.value);
  if (!optimizer || warmup === undefined) return undefined;
  const isKnown = epochs !== undefined && perEpoch !== undefined;
  const steps = isKnown ? epochs * perEpoch : Math.max(1000, 10 * warmup);
  const cycles = firstOf(object, "num_cycles")?.value;
  const tracks = callLibrary(reading, {
    table: transformersTable,
    kind: "cosine",
    kindRange: nameEntry.value.range,
    source: undefined,
    values: {
      num_warmup_steps: warmup,
      num_training_steps: steps,
      ...(cycles?.type === "number" && { num_cycles: cycles.value }),
    },
    context: { steps, optimizer: optimizer.library },
  });
  return (
    tracks && {
      length: steps,
      ...(!isKnown && { horizon: "nominal" as const, knownUntil: warmup }),
      tracks,
      kind: "cosine",
      optimizer: optimizer.own,
    }
  );
}
