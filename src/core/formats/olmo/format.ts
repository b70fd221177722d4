import { hasKey, isYaml } from "../configHead";
import type { Format } from "../format";

/** OLMo's YAML for scripts/train.py. */
export const olmo: Format = {
  id: "olmo",
  title: "OLMo",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    hasKey(head, "scheduler") &&
    hasKey(head, "optimizer") &&
    hasKey(head, "learning_rate") &&
    (hasKey(head, "t_warmup") || hasKey(head, "alpha_f") || hasKey(head, "warmup_min_lr")) &&
    (hasKey(head, "max_duration") || hasKey(head, "global_train_batch_size")),
  load: async () => (await import("../lazy/configs")).readers.olmo,
};
