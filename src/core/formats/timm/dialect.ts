import { configKeyOf, factoryArguments, trainedEpochs } from "../../libraries/timm/factory";
import { timmTable } from "../../libraries/timm/table";
import type { LibraryRecord, LibraryValue } from "../../libraries/value";
import { entryOf, type SourceObject } from "../../parse/sourceValue";
import type { ConfigRun, Dialect } from "../config/dialect";
import { anchorOf, firstOf, flagAt, textAt } from "../config/fields";
import { callLibrary, libraryValue } from "../config/libraryCall";
import type { Reading } from "../config/reading";

/** timm 1.0's args.yaml, as scheduler_kwargs and create_scheduler_v2 take it. */
export const timmDialect: Dialect = {
  format: "timm",
  loader: "keepsTexts",
  find: ({ root }) => {
    const sched = entryOf(root, "sched");
    if (sched?.value.type !== "string") return [];
    const onUpdates = flagAt(root, "sched_on_updates") === true;
    return [
      {
        name: sched.value.value,
        anchor: anchorOf(sched),
        range: sched.range,
        clock: onUpdates ? "update" : "epoch",
        stepped: onUpdates ? "batch" : "epoch",
        keepsEpochs: !onUpdates,
        run: (reading) => runOf(root, onUpdates, reading),
      },
    ];
  },
};

/** Numbers besides the rate that the curve may show, or that its length has in it. */
const DRAGGED = [
  ...["epochs", "warmup_epochs", "decay_epochs", "decay_milestones", "cooldown_epochs"],
  ...["min_lr", "warmup_lr", "decay_rate"],
];

function runOf(root: SourceObject, onUpdates: boolean, reading: Reading): ConfigRun | undefined {
  const sched = entryOf(root, "sched");
  if (!sched) return undefined;
  const kind = textAt(root, "sched") ?? "";
  const rateEntry = firstOf(root, "lr");
  const rate = rateEntry
    ? reading.number(rateEntry, "rate")
    : reading.ask("lr", sched.range, "rate");
  const perEpoch = onUpdates ? reading.ask("updates per epoch", sched.range, "steps per epoch") : 1;
  const warmup = firstOf(root, "warmup_epochs");
  reading.place(["learningRate"], rateEntry?.value ?? sched.value);
  reading.place(["learningRate", 0], warmup?.value ?? sched.value);
  if (warmup) reading.place(["learningRate", 1], firstOf(root, "epochs")?.value);
  if (kind === "plateau") {
    reading.notRead(sched.value.range, "plateau");
    return undefined;
  }
  for (const key of DRAGGED) reading.setting(key, firstOf(root, key)?.value);
  const record = recordOf(root, reading.text);
  if (rate === undefined || perEpoch === undefined) return undefined;
  const factory = { ...factoryArguments(record), updates_per_epoch: perEpoch };
  const epochs = trainedEpochs(firstOf(root, "epochs") ? factory : { ...factory, num_epochs: 300 });
  if (epochs === undefined) return undefined;
  const optimizer = { kind: "SGD", learningRates: [rate], defaultLearningRate: rate };
  const tracks = callLibrary(reading, {
    table: timmTable,
    kind: "create_scheduler_v2",
    kindRange: sched.value.range,
    source: undefined,
    values: factory,
    places: { root, keyOf: configKeyOf },
    context: { steps: epochs * perEpoch, optimizer },
  });
  const name = textAt(root, "opt");
  return (
    tracks && {
      length: epochs * perEpoch,
      time: { stepsPerEpoch: perEpoch },
      tracks,
      kind,
      ...(name && { optimizer: { name } }),
    }
  );
}

function recordOf(root: SourceObject, text: string): LibraryRecord {
  const pairs = root.entries.flatMap(({ key, value }): [string, LibraryValue][] => {
    const converted = libraryValue(value, text);
    return converted === undefined || converted === null ? [] : [[key, converted]];
  });
  return Object.fromEntries(pairs);
}
