import { hasKey, isYaml } from "../configHead";
import type { Format } from "../format";

/** NeMo's YAML: `optim` with `sched`. */
export const nemo: Format = {
  id: "nemo",
  title: "NeMo",
  syntax: "yaml",
  recognises: (head) => isYaml(head) && hasKey(head, "optim") && hasKey(head, "sched"),
  load: async () => (await import("../lazy/configs")).readers.nemo,
};
