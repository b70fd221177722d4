import { fileNameOf } from "../head";
import type { Format } from "../format";
import { isConfig, isYaml } from "../configHead";

const KEYS =
  /(?:^|[\s"{,])["']?(?:lr_scheduler_type|num_train_epochs|per_device_train_batch_size|warmup_ratio)["']?\s*:/;

/** A scheduler and how long it runs, with the default for a rate. */
const hasScheduler = (text: string): boolean =>
  text.includes("lr_scheduler_type") &&
  /["']?lr_scheduler_type["']?\s*:/.test(text) &&
  /["']?(?:num_train_epochs|max_steps|warmup_ratio|warmup_steps)["']?\s*:/.test(text);

/** transformers' TrainingArguments in YAML or JSON. */
export const trainingArguments: Format = {
  id: "trainingArguments",
  title: "Hugging Face TrainingArguments (YAML, JSON)",
  syntax: "yaml",
  recognises: (head) =>
    isConfig(head) &&
    !/(?:trainer_state|\.schedule)\.jsonc?$/i.test(fileNameOf(head)) &&
    (head.text.includes("learning_rate") ? KEYS.test(head.text) : hasScheduler(head.text)),
  load: async () => {
    const { readers } = await import("../lazy/configs");
    return (head, ports) =>
      (isYaml(head) ? readers.trainingArgumentsYaml : readers.trainingArgumentsJson)(head, ports);
  },
};
