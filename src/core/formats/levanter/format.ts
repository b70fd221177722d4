import { hasKey, isYaml } from "../configHead";
import type { Format } from "../format";

/** Levanter's `--config_path`. */
export const levanter: Format = {
  id: "levanter",
  title: "Levanter",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    hasKey(head, "trainer") &&
    hasKey(head, "optimizer") &&
    hasKey(head, "learning_rate") &&
    (hasKey(head, "num_train_steps") ||
      hasKey(head, "train_batch_size") ||
      hasKey(head, "per_device_parallelism") ||
      hasKey(head, "min_lr_ratio") ||
      hasKey(head, "lr_schedule")),
  load: async () => (await import("../lazy/configs")).readers.levanter,
};
