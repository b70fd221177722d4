import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, objectAt, textAt } from "../config/fields";
import type { Reading } from "../config/reading";
import { DEFAULTS, isDecayType, overlapOf, titanRun } from "./schedule";

/** torchtitan's job config of 2025: [lr_scheduler], [optimizer], [training]. */
export const torchtitanDialect: Dialect = {
  format: "torchtitan",
  loader: "casts",
  find: ({ root }) => {
    const scheduler = entryOf(root, "lr_scheduler") ?? entryOf(root, "optimizer");
    const rate = firstOf(objectAt(root, "optimizer"), "lr");
    const section = objectAt(root, "lr_scheduler");
    const anchor = firstOf(section, "decay_type", "warmup_steps") ?? rate ?? scheduler;
    if (!scheduler || !anchor) return [];
    return [
      {
        name: "warmup, stable, decay",
        anchor: anchorOf(anchor),
        range: anchor.range,
        clock: "update",
        stepped: "batch",
        run: (reading) => runOf(root, rate, reading),
      },
    ];
  },
};

function runOf(
  root: SourceObject,
  rateEntry: SourceEntry | undefined,
  reading: Reading,
): ConfigRun | undefined {
  const scheduler = objectAt(root, "lr_scheduler");
  const training = objectAt(root, "training");
  const warmupEntry = firstOf(scheduler, "warmup_steps") ?? firstOf(training, "warmup_steps");
  const stepsEntry = firstOf(training, "steps");
  const decayEntry = firstOf(scheduler, "decay_ratio");
  const rate = rateEntry ? reading.number(rateEntry, "rate") : DEFAULTS.rate;
  const steps = stepsEntry ? reading.number(stepsEntry, "steps") : DEFAULTS.steps;
  const wanted = warmupEntry ? reading.number(warmupEntry, "steps") : DEFAULTS.warmup;
  const totalEntry = firstOf(scheduler, "total_steps");
  const total = totalEntry ? reading.number(totalEntry, "steps") : steps;
  const floorEntry = firstOf(scheduler, "min_lr_factor", "lr_min");
  const floor = floorEntry ? reading.number(floorEntry, "number") : 0;
  const ratio = reading.number(decayEntry, "number");
  reading.place(["learningRate"], rateEntry?.value ?? warmupEntry?.value);
  reading.place(["learningRate", 0], warmupEntry?.value ?? rateEntry?.value);
  reading.place(["learningRate", 1], decayEntry?.value ?? rateEntry?.value);
  reading.place(["length", "steps"], stepsEntry?.value);
  if (rate === undefined || steps === undefined || total === undefined) return undefined;
  if (wanted === undefined || floor === undefined) return undefined;
  const decayType = textAt(scheduler, "decay_type") ?? DEFAULTS.decayType;
  if (!isDecayType(decayType)) {
    const entry = firstOf(scheduler, "decay_type");
    if (entry)
      reading.refuse(
        entry.value.range,
        t`torchtitan's decay_type is linear, sqrt or cosine, not ${decayType}.`,
      );
    return undefined;
  }
  const isOlder =
    floorEntry?.key === "lr_min" || firstOf(training, "batch_size", "warmup_steps") !== undefined;
  const plan = { rate, total, warmup: wanted, ratio, floor, decayType, isOlder };
  const overlap = warmupEntry && overlapOf(plan);
  if (overlap) reading.trap({ ...overlap, range: warmupEntry.value.range });
  const name = textAt(objectAt(root, "optimizer"), "name");
  return { length: steps, ...titanRun(plan), ...(name && { optimizer: { name } }) };
}
