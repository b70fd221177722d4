import type { Dialect } from "../config/dialect";
import { findTrainer } from "../trainer/find";
import { TRAINING_ARGUMENTS } from "../trainer/trainer";

/**
 * LLaMA-Factory's YAML: TrainingArguments under the same names. OmegaConf loads it and casts texts
 * that are numbers.
 */
export const llamaFactoryDialect: Dialect = {
  format: "llama-factory",
  loader: "casts",
  find: (file) =>
    findTrainer(file, {
      rules: TRAINING_ARGUMENTS,
      schedulerKeys: ["lr_scheduler_type"],
      signs: ["model_name_or_path", "learning_rate", "finetuning_type", "template", "stage"],
    }),
};
