import { hasKey, isYaml } from "../configHead";
import type { Format } from "../format";

/** ostris' ai-toolkit. */
export const aiToolkit: Format = {
  id: "aiToolkit",
  title: "ai-toolkit",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    hasKey(head, "job") &&
    hasKey(head, "process") &&
    hasKey(head, "train") &&
    (hasKey(head, "lr") || hasKey(head, "lr_scheduler")),
  load: async () => (await import("../lazy/configs")).readers.aiToolkit,
};
