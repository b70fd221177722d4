import type { Format } from "../format";
import { hasKey, isYaml } from "../configHead";

/** LLaMA-Factory, known by its stage and the way of fine-tuning. */
export const llamaFactory: Format = {
  id: "llamaFactory",
  title: "LLaMA-Factory",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    hasKey(head, "finetuning_type") &&
    hasKey(head, "learning_rate") &&
    (hasKey(head, "stage") || hasKey(head, "template")),
  load: async () => (await import("../lazy/configs")).readers.llamaFactory,
};
