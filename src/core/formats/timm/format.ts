import type { Format } from "../format";
import { hasKey, isYaml } from "../configHead";

/** The args.yaml that timm's train.py writes into every output folder. */
export const timmArguments: Format = {
  id: "timm",
  title: "timm (args.yaml)",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) && hasKey(head, "sched") && hasKey(head, "warmup_epochs") && hasKey(head, "lr"),
  load: async () => (await import("../lazy/configs")).readers.timm,
};
