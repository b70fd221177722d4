import type { Dialect } from "../config/dialect";
import { findTrainer } from "../trainer/find";
import { TRAINING_ARGUMENTS } from "../trainer/trainer";

/** transformers' TrainingArguments as HfArgumentParser reads them from YAML or JSON. */
export const trainingArgumentsDialect: Dialect = {
  format: "transformers",
  loader: "keepsTexts",
  find: (file) =>
    findTrainer(file, {
      rules: TRAINING_ARGUMENTS,
      schedulerKeys: ["lr_scheduler_type"],
      signs: [
        "learning_rate",
        "lr_scheduler_type",
        "num_train_epochs",
        "max_steps",
        "per_device_train_batch_size",
        "gradient_accumulation_steps",
        "warmup_ratio",
        "warmup_steps",
      ],
    }),
};
