import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import type { ConfigRun, Dialect } from "../config/dialect";
import { firstOf, objectAt } from "../config/fields";
import { foundAt } from "../config/foundAt";
import { phasesRun } from "../config/phasesRun";
import type { Reading } from "../config/reading";
import { nominalSteps } from "../horizon";
import { pretraining } from "./pretraining";
import { finetunePhases } from "./schedules";
import { optimizerName, rateOf, settingsOf, type Settings } from "./settings";

/** What only `litgpt pretrain` and only `litgpt finetune` takes. */
const PRETRAIN = ["model_name", "model_config", "initial_checkpoint_dir", "tokenizer_dir"];
const FINETUNE = ["checkpoint_dir", "lora_r", "lora_alpha", "lora_query"];

const has = (root: SourceObject, keys: readonly string[]): boolean =>
  keys.some((key) => entryOf(root, key) !== undefined);

/** litgpt 0.5 (26857050); jsonargparse casts. */
export const litgptDialect: Dialect = {
  format: "litgpt",
  loader: "casts",
  find: ({ root }) => {
    const train = entryOf(root, "train");
    if (train?.value.type !== "object") return [];
    const anchor = firstOf(train.value, "lr_warmup_steps", "lr_warmup_fraction") ?? train;
    const isPretraining = has(root, PRETRAIN);
    const run = isPretraining ? pretraining : has(root, FINETUNE) ? finetuning : neither;
    const name = isPretraining ? "pretrain" : "finetune";
    return [foundAt(anchor, name, (reading) => run(root, anchor, reading))];
  },
};

function neither(_root: SourceObject, { keyRange }: SourceEntry, reading: Reading): undefined {
  reading.notRead(keyRange, "A config without checkpoint_dir or model_name");
  return undefined;
}

function finetuning(
  root: SourceObject,
  anchor: SourceEntry,
  reading: Reading,
): ConfigRun | undefined {
  const rate = rateOf(root, reading);
  const settings = settingsOf(root, "finetune", reading);
  const { warmup, warmupEntry } = settings;
  const steps = stepsOf(settings, anchor, reading);
  const share = firstOf(objectAt(root, "train"), "lr_warmup_fraction");
  if (share) {
    reading.refuse(share.range, "litgpt finetune does not take lr_warmup_fraction.");
    return undefined;
  }
  if (warmup === 0) {
    const { range } = warmupEntry ?? anchor;
    reading.refuse(range, "litgpt divides by lr_warmup_steps: it must be 1 or more.");
    return undefined;
  }
  if (rate === undefined || warmup === undefined) return undefined;
  const length = steps ?? nominalSteps(warmup);
  return phasesRun({
    phases: finetunePhases(rate, warmup, length),
    length,
    ...(steps === undefined && { horizon: "nominal" as const, knownUntil: warmup }),
    optimizer: { name: optimizerName(root) },
  });
}

/** The updates of the epochs, at most max_steps: the cosine is as long as the run. */
function stepsOf(
  { epochs, most }: Settings,
  anchor: SourceEntry,
  reading: Reading,
): number | undefined {
  const perEpoch = reading.ask("steps per epoch", anchor.range, "steps per epoch");
  if (epochs === undefined || perEpoch === undefined) return undefined;
  return Math.max(1, Math.floor(Math.min(epochs * perEpoch, most ?? Infinity)));
}
