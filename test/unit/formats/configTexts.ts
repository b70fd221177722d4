import { readFileSync } from "node:fs";

const fixture = (name: string): string => readFileSync(`test/fixtures/formats/${name}`, "utf8");

/** One text of each config format. */
export const CONFIG_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ["18.ds_config.json", fixture("18.ds_config.json")],
  ["06.federate.yaml", fixture("06.federate.yaml")],
  ["07.train.toml", fixture("07.train.toml")],
  ["13.lora.yaml", fixture("13.lora.yaml")],
  ["04.pipeline.config", fixture("04.pipeline.config")],
  [
    "megatron.sh",
    "LR=1e-4\nt --lr $LR --lr-decay-style cosine --train-iters 100 \\\n --lr-warmup-iters 5\n",
  ],
  ["hf.sh", "t --learning_rate 2e-5 --num_train_epochs 3 --max_steps 50 --warmup_ratio 0.1\n"],
  [
    "mpt.yaml",
    "max_duration: 90ba\nscheduler: {name: cosine_with_warmup, t_warmup: 0.1dur, alpha_f: 0.1}\noptimizer: {lr: 6.0e-4}\n",
  ],
  [
    "litgpt.yaml",
    "model_name: x\ntrain: {global_batch_size: 8, micro_batch_size: 4, lr_warmup_steps: 5, max_tokens: 81920, max_seq_length: 128}\ndevices: 1\n",
  ],
  [
    "toolkit.yaml",
    "job: extension\nconfig:\n  process:\n    - train: {steps: 90, lr: 0.0001, lr_scheduler: cosine}\n",
  ],
  [
    "levanter.yaml",
    "trainer: {num_train_steps: 90}\noptimizer: {learning_rate: 6E-4, warmup: 0.1, cycles: 3, rewarmup: 2}\n",
  ],
  [
    "olmo.yaml",
    "max_duration: 90\noptimizer: {learning_rate: 6e-4}\nscheduler: {name: max_scheduler, t_warmup: 9, alpha_f: 0}\n",
  ],
  [
    "nemo.yaml",
    "trainer: {max_steps: 90}\nmodel:\n  optim:\n    lr: 1e-3\n    sched: {name: CosineAnnealing, warmup_ratio: 0.1, constant_steps: 9}\n",
  ],
  [
    "diffusers.sh",
    "accelerate launch train_text_to_image_sdxl.py --lr_scheduler=cosine --max_train_steps=90 \\\n --lr_warmup_steps 10 --num_processes=2\n",
  ],
  [
    "solver.prototxt",
    'base_lr: 0.01\nlr_policy: "multistep"\ngamma: 0.1\nstepvalue: 10\nstepvalue: 20\nmax_iter: 30\n',
  ],
  [
    "args.yaml",
    "task: detect\nepochs: 100\nlr0: 0.01\nlrf: 0.01\noptimizer: SGD\nwarmup_epochs: 3.0\n",
  ],
  ["d2.yaml", "SOLVER:\n  BASE_LR: 0.02\n  STEPS: [60, 80]\n  MAX_ITER: 90\n  WARMUP_ITERS: 10\n"],
  ["timm.yaml", "sched: cosine\nlr: 0.1\nepochs: 30\nwarmup_epochs: 5\nmin_lr: 1.0e-5\n"],
  [
    "sft.yaml",
    "stage: sft\nfinetuning_type: lora\nlearning_rate: 1.0e-4\nmax_steps: 100\nlr_scheduler_type: cosine\nwarmup_ratio: 0.1\n",
  ],
  ["axolotl.yml", "base_model: x\nmicro_batch_size: 2\nlearning_rate: 2e-4\nmax_steps: 300\n"],
  [
    "kohya.toml",
    'unet_lr = 1e-4\nlr_scheduler = "cosine_with_restarts"\nlr_scheduler_num_cycles = 3\nmax_train_steps = 100\n',
  ],
  [
    "hydra.yaml",
    "optimizer: {lr: 0.1}\ns:\n  _target_: torch.optim.lr_scheduler.MultiStepLR\n  milestones: [3, 5]\n",
  ],
  [
    "hf.yaml",
    "learning_rate: 2e-5\nnum_train_epochs: 3\nmax_steps: 50\nlr_scheduler_type: polynomial\n",
  ],
];
