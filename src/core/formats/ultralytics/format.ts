import type { Format } from "../format";
import { hasKey, isYaml } from "../configHead";

/** Ultralytics' args.yaml and default.yaml, and the hyp.*.yaml of YOLOv5 and v7. */
export const ultralytics: Format = {
  id: "ultralytics",
  title: "Ultralytics, YOLOv5, YOLOv7",
  syntax: "yaml",
  recognises: (head) => isYaml(head) && hasKey(head, "lr0") && hasKey(head, "lrf"),
  load: async () => (await import("../lazy/configs")).readers.ultralytics,
};
