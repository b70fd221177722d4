import type { Trap } from "./trap";

const HF = (more: string): string => `per_device_train_batch_size: 8\nmax_steps: 1000\n${more}`;

const DEEPSPEED = (rate: string, more: string): string => `{
  "optimizer": { "type": "AdamW", "params": { "lr": ${rate} } },
  "scheduler": {
    "type": "WarmupDecayLR",
    "params": { "warmup_max_lr": 0.001, "warmup_num_steps": 50, "total_num_steps": 1000${more} }
  }
}
`;

/** Configs in YAML, JSON and TOML. */
export const CONFIG_TRAPS: readonly Trap[] = [
  {
    trap: "a number that PyYAML reads as a text",
    file: "text.yaml",
    text: HF("learning_rate: 2e-5\nlr_scheduler_type: cosine\n"),
    code: "yaml-number-is-text",
    marked: "2e-5",
    says: "PyYAML reads 2e-5 as a text, not as the number 2e-5",
    fix: { before: "2e-5", after: "2.0e-5" },
  },
  {
    trap: "a warmup that constant ignores",
    file: "constant.yaml",
    text: HF("learning_rate: 2.0e-5\nlr_scheduler_type: constant\nwarmup_steps: 50\n"),
    code: "warmup-ignored",
    marked: "warmup_steps: 50",
    says: "warmup_steps has no effect",
    fix: { before: "constant", after: "constant_with_warmup" },
  },
  {
    trap: "warmup_ratio, gone in transformers 5",
    file: "ratio.yaml",
    text: HF("learning_rate: 2.0e-5\nlr_scheduler_type: cosine\nwarmup_ratio: 0.1\n"),
    code: "warmup-ratio-removed",
    marked: "warmup_ratio",
    says: "transformers 5 has no warmup_ratio any more",
    fix: { before: "warmup_ratio", after: "warmup_steps" },
  },
  {
    trap: "a warmup given twice",
    file: "twice.yaml",
    text: HF(
      "learning_rate: 2.0e-5\nlr_scheduler_type: cosine\nwarmup_steps: 20\nwarmup_ratio: 0.1\n",
    ),
    code: "warmup-given-twice",
    marked: "warmup_ratio: 0.1",
    says: "warmup_ratio has no effect beside warmup_steps",
  },
  {
    trap: "one step where the whole run was meant",
    file: "one_step.yaml",
    text: HF("learning_rate: 2.0e-5\nlr_scheduler_type: cosine\nwarmup_steps: 1.0\n"),
    code: "share-or-steps",
    marked: "1.0",
    says: "warmup_steps: 1.0 is a warmup of one step",
    fix: { before: "warmup_steps: 1.0", after: "warmup_steps: 1" },
  },
  {
    trap: "restarts without a restart",
    file: "restarts.yaml",
    text: HF("learning_rate: 2.0e-5\nlr_scheduler_type: cosine_with_restarts\n"),
    code: "restart-without-restart",
    marked: "cosine_with_restarts",
    says: "cosine_with_restarts with one cycle never restarts",
  },
  {
    trap: "no rate, so that the default bites",
    file: "default_rate.yaml",
    text: HF("lr_scheduler_type: cosine\nwarmup_steps: 20\n"),
    code: "rate-by-default",
    marked: "lr_scheduler_type: cosine",
    says: "No learning_rate is given: the run uses the default of 5e-5",
  },
  {
    trap: "DeepSpeed's warmup, logarithmic by default",
    file: "ds_config.json",
    text: DEEPSPEED("0.001", ""),
    code: "log-warmup-default",
    marked: '"WarmupDecayLR"',
    says: "The warmup is logarithmic, as no warmup_type is given",
    fix: {
      before: '"total_num_steps": 1000 }',
      after: '"total_num_steps": 1000, "warmup_type": "linear" }',
    },
  },
  {
    trap: "DeepSpeed's rate beside the optimizer's",
    file: "ds_config_rate.json",
    text: DEEPSPEED("0.01", ', "warmup_type": "linear"'),
    code: "rate-overwritten",
    marked: "0.001",
    says: "The rate rises to 0.001; the optimizer's lr of 0.01 is never used",
    fix: { before: '"warmup_max_lr": 0.001', after: '"warmup_max_lr": 0.01' },
  },
  {
    trap: "Ultralytics' rate that optimizer: auto picks itself",
    file: "args.yaml",
    text: "task: detect\nepochs: 100\nbatch: 16\noptimizer: auto\nlr0: 0.01\nlrf: 0.01\nwarmup_epochs: 3.0\n",
    code: "rate-ignored",
    marked: "lr0: 0.01",
    says: "optimizer: auto ignores lr0 and momentum and picks its own from the number of up",
  },
  {
    trap: "a rate where lrf takes a share",
    file: "lrf.args.yaml",
    text: "task: detect\nepochs: 100\noptimizer: SGD\nlr0: 0.01\nlrf: 0.00001\nwarmup_bias_lr: 0.0\n",
    code: "share-looks-absolute",
    marked: "0.00001",
    says: "lrf is a share of the rate",
    fix: { before: "0.00001", after: "0.001" },
  },
  {
    trap: "a warmup that takes most of the run",
    file: "axolotl.yaml",
    text: "base_model: m\nmicro_batch_size: 2\nlearning_rate: 2.0e-5\nlr_scheduler: cosine\nwarmup_steps: 400\nmax_steps: 500\n",
    code: "warmup-too-long",
    marked: "400",
    says: "The warmup takes 400 of 500 steps",
    fix: { before: "400", after: "25" },
  },
  {
    trap: "torchtitan's warmup and decay that exceed the run",
    file: "train_config.toml",
    text: '[optimizer]\nlr = 8e-4\n\n[lr_scheduler]\nwarmup_steps = 400\ndecay_ratio = 0.8\ndecay_type = "linear"\n\n[training]\nsteps = 1000\n',
    code: "warmup-and-decay-overlap",
    marked: "400",
    says: "Warmup (400) and decay (800) exceed the 1,000 steps of the run",
  },
  {
    trap: "OLMo's warmup that starts at a tenth",
    file: "olmo.yaml",
    text: "optimizer:\n  name: adamw\n  learning_rate: 3.0e-4\nscheduler:\n  name: cosine_with_warmup\n  t_warmup: 2000\n  alpha_f: 0.1\nmax_duration: 100000\n",
    code: "warmup-floor-by-default",
    marked: "t_warmup: 2000",
    says: "The warmup starts at 3e-5, a tenth of the learning rate of 3e-4, and not at 0",
  },
  {
    trap: "Levanter's length by default",
    file: "levanter.yaml",
    text: "trainer:\n  train_batch_size: 256\noptimizer:\n  learning_rate: 6.0e-4\n  lr_schedule: cosine\n  min_lr_ratio: 0.1\n  warmup: 0.01\n",
    code: "length-by-default",
    marked: "lr_schedule: cosine",
    says: "400,000",
  },
  {
    trap: "TensorFlow's warmup by default",
    file: "pipeline.config",
    text: "train_config {\n  optimizer {\n    momentum_optimizer {\n      learning_rate {\n        cosine_decay_learning_rate {\n          learning_rate_base: 0.08\n          total_steps: 5000\n        }\n      }\n    }\n  }\n  num_steps: 5000\n}\n",
    code: "warmup-by-default",
    marked: "cosine_decay_learning_rate",
    says: "No warmup_steps is given: the warmup takes 10,000 steps of a run of 5,000",
  },
  {
    trap: "ai-toolkit's linear, which rises",
    file: "ai_toolkit.yaml",
    text: "job: extension\nconfig:\n  process:\n    - type: sd_trainer\n      train:\n        steps: 2000\n        lr: 1.0e-4\n        lr_scheduler: linear\n",
    code: "linear-rises",
    marked: "lr_scheduler: linear",
    says: "linear rises from 3.333e-5 to 1e-4 over the run",
  },
  {
    trap: "kohya's share that is read as steps",
    file: "kohya.toml",
    text: 'network_module = "networks.lora"\nlearning_rate = 1e-4\nlr_scheduler = "cosine"\nlr_warmup_steps = 100.0\nmax_train_steps = 2000\n',
    code: "share-or-steps",
    marked: "100.0",
    says: "lr_warmup_steps is a float, and so a share",
    fix: { before: "100.0", after: "100" },
  },
];
