import { megatronTable } from "../../libraries/megatron/table";
import type { SourceObject } from "../../parse/sourceValue";
import type { Optimizer } from "../../schedule/definition";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf } from "../config/fields";
import { callLibrary } from "../config/libraryCall";
import type { Reading } from "../config/reading";

const KNOWN: ReadonlySet<string> = new Set(
  megatronTable.kinds.get("arguments")?.parameters.map(({ name }) => name),
);

/** The flags of Megatron-LM 0.20; the default style is linear. */
export const megatronDialect: Dialect = {
  format: "megatron",
  loader: "casts",
  find: ({ root }) => {
    const style = firstOf(root, "lr-decay-style");
    const anchor = style ?? firstOf(root, "lr");
    if (!anchor || !firstOf(root, "train-iters", "train-samples")) return [];
    return [
      {
        name: style?.value.type === "string" ? style.value.value : "linear",
        anchor: anchor.range,
        range: anchor.range,
        clock: "update",
        stepped: "batch",
        run: (reading) => runOf(root, reading),
      },
    ];
  },
};

function runOf(root: SourceObject, reading: Reading): ConfigRun | undefined {
  const ramp = firstOf(root, "rampup-batch-size");
  const rateEntry = firstOf(root, "lr");
  const rate = reading.number(rateEntry, "rate");
  const iters = firstOf(root, "train-iters");
  const train = reading.number(
    iters ?? firstOf(root, "train-samples"),
    iters ? "steps" : "samples",
  );
  const batch = batchOf(root, iters !== undefined, reading);
  const warmup = firstOf(root, "lr-warmup-iters", "lr-warmup-fraction", "lr-warmup-samples");
  reading.place(["learningRate"], rateEntry?.value);
  reading.place(["learningRate", 0], warmup?.value ?? rateEntry?.value);
  reading.place(["learningRate", 1], firstOf(root, "lr-decay-style")?.value ?? rateEntry?.value);
  reading.place(["length", "steps"], iters?.value);
  if (ramp) {
    reading.notRead(ramp.keyRange, "--rampup-batch-size");
    return undefined;
  }
  if (rate === undefined || train === undefined || batch === undefined) return undefined;
  const length = Math.floor(iters ? train : train / batch);
  if (!(length >= 1)) return undefined;
  const tracks = callLibrary(reading, {
    table: megatronTable,
    kind: "arguments",
    kindRange: (firstOf(root, "lr-decay-style") ?? rateEntry)?.value.range ?? root.range,
    source: { ...root, entries: root.entries.filter(({ key }) => KNOWN.has(key)) },
    values: { "global-batch-size": batch },
    context: {
      steps: length,
      optimizer: { kind: "AdamW", learningRates: [rate], defaultLearningRate: rate, groups: [] },
    },
  });
  return tracks && { length, tracks, kind: "decay", optimizer: optimizerOf(root, reading) };
}

/** Adam decoupled from its weight decay, unless --optimizer says another. */
function optimizerOf(root: SourceObject, reading: Reading): Optimizer | undefined {
  const kind = firstOf(root, "optimizer")?.value;
  if (kind && !(kind.type === "string" && kind.value === "adam"))
    return kind.type === "string" && kind.value === "sgd" ? { name: "sgd" } : undefined;
  const beta2 = reading.number(firstOf(root, "adam-beta2"), "number");
  return { name: "adamw", ...(beta2 !== undefined && { beta2 }) };
}

/** Counted in updates, the batch cancels out; counted in samples, it has to be known. */
function batchOf(root: SourceObject, inUpdates: boolean, reading: Reading): number | undefined {
  const entry = firstOf(root, "global-batch-size");
  if (entry) return reading.number(entry, "number");
  const range = firstOf(root, "train-samples")?.range ?? root.range;
  return inUpdates ? 1 : reading.ask("--global-batch-size", range, "number");
}
