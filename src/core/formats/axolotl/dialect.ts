import type { SourceObject } from "../../parse/sourceValue";
import type { Dialect } from "../config/dialect";
import { firstOf } from "../config/fields";
import { findTrainer } from "../trainer/find";
import type { TrainerRules } from "../trainer/trainer";

/** A warmup of one step becomes one of two. */
const atLeastTwo = (steps: number): number => (steps === 1 ? 2 : steps);

/** Axolotl of 2026-07 (067b021c): cosine; 3% of the run, at most 100 steps, of warmup. */
const AXOLOTL: TrainerRules = {
  scheduler: "cosine",
  learningRate: undefined,
  epochs: 1,
  warmup: (steps) => atLeastTwo(Math.min(100, Math.floor(0.03 * steps))),
  share: (share, steps) => atLeastTwo(Math.floor(share * steps)),
  notRead: {
    keys: [
      "cosine_constant_lr_ratio",
      "lr_quadratic_warmup",
      "jagged_restart_steps",
      "relora_steps",
    ],
    schedulers: ["one_cycle", "rex", "log_sweep"],
  },
  ownRatio: true,
};

/** cosine_min_lr_ratio makes the cosine end at that share of the rate. */
function translate(root: SourceObject, kind: string) {
  const floor = firstOf(root, "cosine_min_lr_ratio");
  if (kind !== "cosine" || floor?.value.type !== "number") return { kind };
  return { kind: "cosine_with_min_lr", extra: { min_lr_rate: floor.value.value } };
}

/** Axolotl's YAML: its own names, pydantic casts texts, transformers' schedulers. */
export const axolotlDialect: Dialect = {
  format: "axolotl",
  loader: "casts",
  find: (file) =>
    findTrainer(file, {
      rules: AXOLOTL,
      schedulerKeys: ["lr_scheduler"],
      signs: ["base_model", "micro_batch_size", "learning_rate", "sequence_len", "num_epochs"],
      translate,
    }),
};
