import type { Format } from "../format";
import { hasKey, isYaml } from "../configHead";

/** Axolotl, known by its names for the model and the batch. */
export const axolotl: Format = {
  id: "axolotl",
  title: "Axolotl",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    hasKey(head, "base_model") &&
    hasKey(head, "learning_rate") &&
    (hasKey(head, "micro_batch_size") || hasKey(head, "sequence_len")),
  load: async () => (await import("../lazy/configs")).readers.axolotl,
};
