import type { Format } from "../format";
import { isToml } from "../configHead";

/** torchtitan's TOML. */
export const torchtitan: Format = {
  id: "torchtitan",
  title: "torchtitan",
  syntax: "toml",
  recognises: (head) =>
    isToml(head) &&
    /^[ \t]*\[(?:lr_scheduler|training)\]/m.test(head.text) &&
    /^[ \t]*\[optimizer\]/m.test(head.text) &&
    /^[ \t]*(?:warmup_steps|decay_ratio|decay_type|lr_min|min_lr_factor)\s*=/m.test(head.text),
  load: async () => (await import("../lazy/configs")).readers.torchtitan,
};
