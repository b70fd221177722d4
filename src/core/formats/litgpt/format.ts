import { hasKey, isYaml } from "../configHead";
import type { Format } from "../format";

/** litgpt's configs for `--config`. */
export const litgpt: Format = {
  id: "litgpt",
  title: "litgpt",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    /^train:/m.test(head.text) &&
    (hasKey(head, "lr_warmup_steps") ||
      hasKey(head, "lr_warmup_fraction") ||
      (hasKey(head, "micro_batch_size") && hasKey(head, "global_batch_size"))),
  load: async () => (await import("../lazy/configs")).readers.litgpt,
};
