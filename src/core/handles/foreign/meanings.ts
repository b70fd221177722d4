import { FLOOR_SHARES } from "../../formats/floorShare";
import { plainName } from "../../formats/setting";

/** What a library's argument or a config's key says about the curve. */
export type Meaning =
  | "rate"
  | "start"
  | "floor"
  | "startShare"
  | "floorShare"
  | "startDivisor"
  | "floorDivisor"
  | "factor"
  | "warmup"
  | "milestone"
  | "cycle"
  | "length"
  | "cooldown";

/**
 * By the names of torch, transformers, optax, Keras, timm, MMEngine, DeepSpeed, Megatron and the
 * config formats, lower case, hyphens as underscores. That an argument shapes this curve in this way
 * is not taken from its name alone: its value must be found on the curve.
 */
const NAMES: Readonly<Record<Meaning, string>> = {
  rate: `lr learning_rate base_lr max_lr peak_lr lr0 peak_value init_value value base_learning_rate
    initial_learning_rate learning_rate_base warmup_target warmup_max_lr cycle_max_lr constant_value
    unet_lr init lr_max eta_max`,
  start: `init_value init warmup_min_lr warmup_init_lr warmup_lr warmup_lr_init lr_warmup_init warmup_init
    warmup_learning_rate cycle_min_lr initial_learning_rate warmup_bias_lr base_lr`,
  floor: `eta_min min_lr end_value lr_min end_learning_rate end_lr lr_end base_lr_end
    cycle_min_lr final_lr last_lr begin end`,
  startShare: `start_factor warmup_factor warmup_ratio warmup_min_ratio`,
  floorShare: `end_factor ${FLOOR_SHARES}`,
  startDivisor: `div_factor div`,
  floorDivisor: `final_div_factor div_final`,
  factor: `gamma factor decay_rate lr_decay_rate lr_decay_factor`,
  warmup: `warmup_steps num_warmup_steps warmup_num_steps warmup_ratio warmup_epochs warmup_iters
    lr_warmup_steps lr_warmup_iters lr_warmup_fraction warmup warmup_t warmup_length total_iters
    pct_start burn_in end transition_steps cycle_first_step_size warmup_proportion
    t_warmup`,
  milestone: `milestones steps stepvalue decay_milestones boundaries decay_t lr_steps
    decay_epochs milestone_steps`,
  cycle: `step_size t_0 stepsize decay_t step_size_up decay_epochs lr_decay_epochs t_initial
    first_decay_steps transition_steps decay_steps period`,
  length: `t_max num_training_steps total_steps max_steps num_train_epochs num_epochs epochs
    decay_steps total_num_steps max_iter train_iters lr_decay_iters max_train_steps max_train_epochs
    max_epochs max_iters transition_steps total_iters steps training_steps length t_initial
    train_steps iters end n_epoch n_epochs num_steps num_train_steps max_duration max_tokens`,
  cooldown: `cooldown_epochs`,
};

const known = new Map<Meaning, ReadonlySet<string>>(
  (Object.keys(NAMES) as Meaning[]).map((meaning) => [
    meaning,
    new Set(NAMES[meaning].split(/\s+/)),
  ]),
);

/** Whether an argument of this name may say such a thing. */
export const mayMean = (name: string, meaning: Meaning): boolean =>
  known.get(meaning)?.has(plainName(name)) === true;
