import type { Format } from "../format";
import { hasKey, isYaml } from "../configHead";

/** The YAML of mlx_lm.lora. */
export const mlxLm: Format = {
  id: "mlxLm",
  title: "MLX LM",
  syntax: "yaml",
  recognises: (head) => isYaml(head) && hasKey(head, "lr_schedule") && hasKey(head, "arguments"),
  load: async () => (await import("../lazy/configs")).readers.mlxLm,
};
