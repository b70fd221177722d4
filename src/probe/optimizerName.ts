import { OPTIMIZERS, type OptimizerName } from "./request";

/** Words for who computes an update and in which memory, not for what it is: `adamw_torch_fused`. */
const IMPLEMENTATIONS = new Set([
  ...["torch", "apex", "hf", "bnb", "xla", "npu", "fused", "distributed", "paged"],
  ...["32bit", "8bit", "4bit"],
]);

/**
 * The optimizer a definition's name means; undefined where there is none of that name. The names of
 * transformers' `optim` (5.18), bitsandbytes and NeMo for the same update are known, too; where they
 * keep their state in fewer bits, the update is that of full precision.
 */
export function optimizerNamed(name: string): OptimizerName | undefined {
  const words = name
    .toLowerCase()
    .replace(/(paged|fused)(?=[a-z])/g, "$1_")
    .replace(/(?<=[a-z])(\d+bit)/g, "_$1")
    .split(/[-_ ]/);
  const plain = words.filter((word) => !IMPLEMENTATIONS.has(word)).join("");
  if (plain === "momentum") return "heavyBall";
  return OPTIMIZERS.find((known) => known.toLowerCase() === plain);
}
