import type { Format } from "../format";
import { hasKey, isYaml } from "../configHead";

/** detectron2's and its relatives' YAML. */
export const detectron2: Format = {
  id: "detectron2",
  title: "detectron2",
  syntax: "yaml",
  recognises: (head) =>
    isYaml(head) &&
    hasKey(head, "SOLVER") &&
    /\b(?:BASE_LR|MAX_ITER|LR_SCHEDULER_NAME|WARMUP_ITERS|STEPS)\b/.test(head.text),
  load: async () => (await import("../lazy/configs")).readers.detectron2,
};
