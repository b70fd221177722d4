import { hasKey, isYaml } from "../configHead";
import type { Format } from "../format";

/** llm-foundry's YAML, whose schedulers are Composer's. */
export const composer: Format = {
  id: "composer",
  title: "Composer, llm-foundry",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    hasKey(head, "scheduler") &&
    hasKey(head, "max_duration") &&
    (hasKey(head, "t_warmup") || hasKey(head, "t_max") || hasKey(head, "alpha_f")) &&
    !hasKey(head, "learning_rate"),
  load: async () => (await import("../lazy/configs")).readers.composer,
};
