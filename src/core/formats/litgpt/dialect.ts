import { entryOf, type SourceEntry, type SourceObject } from "../../parse/sourceValue";
import { t } from "../../text/words";
import type { Dialect } from "../config/dialect";
import { firstOf } from "../config/fields";
import { foundAt } from "../config/foundAt";
import type { Reading } from "../config/reading";
import { finetuning } from "./finetuning";
import { pretraining } from "./pretraining";

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
  reading.notRead(keyRange, t("A config without checkpoint_dir or model_name"));
  return undefined;
}
