import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, closeAll, EXTENSION_ID, openNew, setWorkspace, until } from "../support";

/** A file of each format that can be switched off, by the format's id. */
const FILES: Readonly<Record<string, readonly [name: string, text: string]>> = {
  deepspeed: [
    "ds_config.json",
    '{"optimizer": {"type": "AdamW", "params": {"lr": 0.001}}, "scheduler": {"type": "WarmupDecayLR", "params": {"warmup_num_steps": 50, "total_num_steps": 1000}}}\n',
  ],
  python: [
    "off.py",
    "import torch\no = torch.optim.SGD(p, lr=0.1)\ns = torch.optim.lr_scheduler.StepLR(o, 30)\nfor e in range(90):\n    o.step()\n    s.step()\n",
  ],
  javascript: ["off.ts", "export const lrAt = (step: number) => 0.1 / (1 + step);\n"],
  ultralytics: ["args.yaml", "task: detect\nepochs: 100\nlr0: 0.01\nlrf: 0.01\noptimizer: SGD\n"],
  detectron2: ["d2.yaml", "SOLVER:\n  BASE_LR: 0.02\n  STEPS: [60, 80]\n  MAX_ITER: 90\n"],
  timm: ["timm.yaml", "sched: cosine\nlr: 0.1\nepochs: 30\nwarmup_epochs: 5\nmin_lr: 1.0e-5\n"],
  mlxLm: [
    "mlx.yaml",
    "iters: 90\nlearning_rate: 1.0e-4\nlr_schedule: {name: cosine_decay, warmup: 9, arguments: [1.0e-4, 90]}\n",
  ],
  llamaFactory: [
    "sft.yaml",
    "stage: sft\nfinetuning_type: lora\nlearning_rate: 1.0e-4\nmax_steps: 100\nlr_scheduler_type: cosine\n",
  ],
  axolotl: [
    "axolotl.yml",
    "base_model: x\nmicro_batch_size: 2\nlearning_rate: 2e-4\nmax_steps: 300\n",
  ],
  composer: [
    "mpt.yaml",
    "max_duration: 90ba\nscheduler: {name: cosine_with_warmup, t_warmup: 0.1dur, alpha_f: 0.1}\noptimizer: {lr: 6.0e-4}\n",
  ],
  olmo: [
    "olmo.yaml",
    "max_duration: 90\noptimizer: {learning_rate: 6e-4}\nscheduler: {name: max_scheduler, t_warmup: 9, alpha_f: 0}\n",
  ],
  litgpt: [
    "litgpt.yaml",
    "model_name: x\ntrain: {global_batch_size: 8, micro_batch_size: 4, lr_warmup_steps: 5, max_tokens: 81920, max_seq_length: 128}\ndevices: 1\n",
  ],
  aiToolkit: [
    "toolkit.yaml",
    "job: extension\nconfig:\n  process:\n    - train: {steps: 90, lr: 0.0001, lr_scheduler: cosine}\n",
  ],
  levanter: [
    "levanter.yaml",
    "trainer: {num_train_steps: 90}\noptimizer: {learning_rate: 6E-4, warmup: 0.1, cycles: 3, rewarmup: 2}\n",
  ],
  nemo: [
    "nemo.yaml",
    "trainer: {max_steps: 90}\nmodel:\n  optim:\n    lr: 1e-3\n    sched: {name: CosineAnnealing, warmup_ratio: 0.1}\n",
  ],
  torchtitan: [
    "titan.toml",
    "[optimizer]\nlr = 8e-4\n[lr_scheduler]\nwarmup_steps = 2\n[training]\nsteps = 90\n",
  ],
  kohya: [
    "kohya.toml",
    'unet_lr = 1e-4\nlr_scheduler = "cosine_with_restarts"\nlr_scheduler_num_cycles = 3\nmax_train_steps = 100\n',
  ],
  diffusers: [
    "diffusers.sh",
    "accelerate launch train_text_to_image_sdxl.py --lr_scheduler=cosine --max_train_steps=90 \\\n --lr_warmup_steps 10 --num_processes=2\n",
  ],
  objectDetection: [
    "pipeline.config",
    "train_config {\n  num_steps: 90\n  optimizer { momentum_optimizer { learning_rate { exponential_decay_learning_rate { initial_learning_rate: 0.1 decay_steps: 30 decay_factor: 0.5 } } } }\n}\n",
  ],
  caffe: [
    "solver.prototxt",
    'base_lr: 0.01\nlr_policy: "multistep"\ngamma: 0.1\nstepvalue: 10\nmax_iter: 30\n',
  ],
  megatron: [
    "megatron.sh",
    "LR=1e-4\nt --lr $LR --lr-decay-style cosine --train-iters 100 \\\n --lr-warmup-iters 5\n",
  ],
  shellFlags: [
    "hf.sh",
    "t --learning_rate 2e-5 --num_train_epochs 3 --max_steps 50 --warmup_ratio 0.1\n",
  ],
  torchConfig: [
    "hydra.yaml",
    "optimizer: {lr: 0.1}\ns:\n  _target_: torch.optim.lr_scheduler.MultiStepLR\n  milestones: [3, 5]\n",
  ],
  trainingArguments: [
    "hf.yaml",
    "learning_rate: 2e-5\nmax_steps: 50\nlr_scheduler_type: polynomial\nnum_train_epochs: 3\n",
  ],
};

const SETTING = "learningRateDesigner.formats";
const allOff = Object.fromEntries(Object.keys(FILES).map((id) => [id, false]));

describe("the setting of each format", () => {
  afterEach(closeAll);
  after(() => setWorkspace(SETTING, undefined));

  it("is known to this test", () => {
    const { contributes } = (vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON ?? {}) as {
      contributes?: { configuration?: unknown };
    };
    const pattern = /"learningRateDesigner\.formats":\{"type":"object","default":(\{[^}]*\})/;
    const [, text = "{}"] = pattern.exec(JSON.stringify(contributes?.configuration)) ?? [];
    const defaults = JSON.parse(text) as object;
    assert.deepEqual(Object.keys(defaults).sort(), Object.keys(FILES).sort());
  });

  for (const [id, [name, text]] of Object.entries(FILES))
    it(`switches ${id} off, and alone on`, async () => {
      const api = await activated();
      await setWorkspace(SETTING, { ...allOff, [id]: true });
      const { document } = await openNew(name, text);
      const drawn = (): number => api.sparklines(document.uri).length;
      await until(`${name} is drawn`, () => drawn() > 0);
      await setWorkspace(SETTING, allOff);
      await until(`${name} is drawn no more`, () => drawn() === 0);
    });
});
