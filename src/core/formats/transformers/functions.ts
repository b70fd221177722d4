/** What a `get_*` function makes, and the order of its arguments (transformers 5.18, optimization.py). */
export interface ScheduleFunction {
  readonly kind: string;
  readonly parameters: readonly string[];
}

const WARMUP = ["optimizer", "num_warmup_steps"];
const LENGTHS = [...WARMUP, "num_training_steps"];
const MIN_LR = [...LENGTHS, "num_cycles", "last_epoch", "min_lr", "min_lr_rate"];

export const FUNCTIONS: Readonly<Record<string, ScheduleFunction>> = {
  get_constant_schedule: { kind: "constant", parameters: ["optimizer", "last_epoch"] },
  get_constant_schedule_with_warmup: { kind: "constant_with_warmup", parameters: WARMUP },
  get_linear_schedule_with_warmup: { kind: "linear", parameters: LENGTHS },
  get_cosine_schedule_with_warmup: { kind: "cosine", parameters: [...LENGTHS, "num_cycles"] },
  get_cosine_with_hard_restarts_schedule_with_warmup: {
    kind: "cosine_with_restarts",
    parameters: [...LENGTHS, "num_cycles"],
  },
  get_polynomial_decay_schedule_with_warmup: {
    kind: "polynomial",
    parameters: [...LENGTHS, "lr_end", "power"],
  },
  get_inverse_sqrt_schedule: { kind: "inverse_sqrt", parameters: [...WARMUP, "timescale"] },
  get_cosine_with_min_lr_schedule_with_warmup: {
    kind: "cosine_with_min_lr",
    parameters: MIN_LR,
  },
  get_cosine_with_min_lr_schedule_with_warmup_lr_rate: {
    kind: "cosine_warmup_with_min_lr",
    parameters: [...MIN_LR, "warmup_lr_rate"],
  },
  get_wsd_schedule: {
    kind: "warmup_stable_decay",
    parameters: [
      ...WARMUP,
      "num_decay_steps",
      "num_training_steps",
      "num_stable_steps",
      "warmup_type",
      "decay_type",
      "min_lr_ratio",
      "num_cycles",
    ],
  },
  get_greedy_schedule: { kind: "greedy", parameters: ["optimizer"] },
  get_reduce_on_plateau_schedule: { kind: "reduce_lr_on_plateau", parameters: ["optimizer"] },
};

/** The names that `get_scheduler` and TrainingArguments take. */
export const SCHEDULER_TYPES: readonly string[] = Object.values(FUNCTIONS).map(({ kind }) => kind);

export const GET_SCHEDULER = [
  "name",
  "optimizer",
  "num_warmup_steps",
  "num_training_steps",
  "scheduler_specific_kwargs",
];

/** The default rates of transformers' and TRL's argument classes (transformers 5.18, trl 0.24). */
export const ARGUMENT_CLASSES: Readonly<Record<string, number>> = {
  TrainingArguments: 5e-5,
  Seq2SeqTrainingArguments: 5e-5,
  SFTConfig: 2e-5,
  DPOConfig: 1e-6,
  GRPOConfig: 1e-6,
  KTOConfig: 1e-6,
  RLOOConfig: 1e-6,
  RewardConfig: 1e-4,
};
