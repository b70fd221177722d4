import { readFileSync } from "node:fs";

/** Files of other programs, each with handles to drag: name, text. */
export const FOREIGN_TEXTS: Readonly<Record<string, string>> = {
  "cosine.py": `import torch
LR = 1e-3
opt = torch.optim.AdamW(model.parameters(), lr=LR, weight_decay=0.1)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=90, eta_min=1e-5)
for epoch in range(100):
    opt.step()
    sched.step()
`,
  "multistep.py": `import torch
opt = torch.optim.SGD(model.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.MultiStepLR(opt, milestones=[30, 80], gamma=0.1)
for epoch in range(90):
    opt.step()
    s.step()
`,
  "step.py": `import torch
opt = torch.optim.SGD(model.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.StepLR(opt, 30, gamma=.5)
for epoch in range(90):
    opt.step()
    s.step()
`,
  "sequence.py": `import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
opt = torch.optim.SGD(model.parameters(), lr=0.1)
warm = LinearLR(opt, start_factor=0.1, total_iters=5)
s = SequentialLR(opt, [warm, CosineAnnealingLR(opt, 95)], milestones=[5])
for epoch in range(100):
    opt.step()
    s.step()
`,
  "oneCycle.py": `import torch
opt = torch.optim.SGD(m.parameters(), lr=0.1, momentum=0.9)
s = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=0.5, total_steps=1000, pct_start=0.3)
for i in range(1000):
    opt.step()
    s.step()
`,
  "groups.py": `import torch
opt = torch.optim.SGD([{"params": a}, {"params": b, "lr": 0.01}], lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, 50)
for i in range(50):
    opt.step()
    s.step()
`,
  "arguments.py": `from transformers import TrainingArguments
args = TrainingArguments("out", learning_rate=2e-5, warmup_ratio=0.03, max_steps=1000,
                         lr_scheduler_type="cosine")
`,
  "click.py": `import click, torch
@click.command()
@click.option("--lr", default=1e-3)
@click.option("--epochs", "n", default=90, type=int)
def main(lr, n):
    opt = torch.optim.SGD(m.parameters(), lr=lr)
    s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, n)
    for epoch in range(n):
        opt.step()
        s.step()
main()
`,
  "argparse.py": `import argparse, torch
from transformers import get_cosine_schedule_with_warmup
p = argparse.ArgumentParser()
p.add_argument("--lr", type=float, default=3e-4)
p.add_argument("--warmup", type=int, default="100")
p.add_argument("--steps", type=int, default=2_000)
args = p.parse_args()
opt = torch.optim.AdamW(model.parameters(), lr=args.lr)
s = get_cosine_schedule_with_warmup(opt, args.warmup, args.steps)
for step in range(args.steps):
    opt.step()
    s.step()
`,
  "optax.py": `import optax
lr = optax.warmup_cosine_decay_schedule(0.0, 3e-4, 1_000, 20_000, end_value=3e-5)
`,
  "keras.py": `import keras
s = keras.optimizers.schedules.CosineDecay(0.0, 1000, warmup_target=1e-3, warmup_steps=100, alpha=0.1)
`,
  "mmengine.py": `optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02, momentum=0.9))
train_cfg = dict(max_epochs=12)
param_scheduler = [
    dict(type='LinearLR', start_factor=0.001, by_epoch=True, begin=0, end=2),
    dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[8, 11], gamma=0.1),
]
`,
  "axolotl.yaml": `base_model: x
micro_batch_size: 2
learning_rate: 2e-5 # of the paper
lr_scheduler: cosine
warmup_steps: 10
max_steps: 500
`,
  "detectron2.yaml": `SOLVER:
  LR_SCHEDULER_NAME: WarmupCosineLR
  BASE_LR: 0.02
  MAX_ITER: 90000
  WARMUP_ITERS: 500
`,
  "multistep.yaml": `SOLVER:
  BASE_LR: 0.02
  STEPS: (300, 600) # of the paper
  MAX_ITER: 900
  WARMUP_ITERS: 10
`,
  "mlx.yaml": `model: m
iters: 1000
lr_schedule:
  name: cosine_decay
  warmup: 100
  warmup_init: 1e-7
  arguments: [1e-5, 800, 1e-7]
`,
  "mlxStep.yaml": `iters: 1000
lr_schedule:
  name: step_decay
  arguments:
    - 1e-3 # found by a range test
    - 0.5
    - 200
`,
  "divisors.py": `import torch
opt = torch.optim.SGD(m.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.OneCycleLR(
    opt, max_lr=0.5, total_steps=1000, div_factor=10.0, final_div_factor=1e3)
for i in range(1000):
    opt.step()
    s.step()
`,
  "optaxCycle.py": `import optax
lr = optax.cosine_onecycle_schedule(1_000, 0.5, 0.3, div_factor=10., final_div_factor=100.)
`,
  "ds_config.json": `{
  "optimizer": { "type": "AdamW", "params": { "lr": 3e-4 } },
  "scheduler": {
    "type": "WarmupDecayLR",
    "params": {
      "warmup_min_lr": 0,
      "warmup_max_lr": 3e-4,
      "warmup_num_steps": 100,
      "warmup_type": "linear",
      "total_num_steps": 1000
    }
  }
}
`,
  "run.sh": `torchrun train.py \\
  --learning_rate 2e-5 --warmup_ratio 0.03 \\
  --lr_scheduler_type "cosine" --max_steps 1000
`,
  "pretrain.sh": `LR=1.5e-4
python pretrain_gpt.py --lr $LR --min-lr 1e-5 --lr-decay-style cosine \\
  --lr-warmup-iters 200 --train-iters 5000 --lr-decay-iters 5000
`,
  "solver.prototxt": `base_lr: 0.01
lr_policy: "multistep"
gamma: 0.1
stepvalue: 1000
stepvalue: 2000
max_iter: 3000
`,
  "pipeline.config": readFileSync("test/fixtures/formats/04.pipeline.config", "utf8"),
  "train.toml": readFileSync("test/fixtures/formats/07.train.toml", "utf8"),
  "diffusers.sh": `STEPS=\${STEPS:-1000}
accelerate launch train_text_to_image.py --lr_scheduler=cosine \\
  --lr_warmup_steps=100 --max_train_steps=$STEPS --learning_rate=1e-5
`,
  "kohya.sh": `python train_network.py --network_module=networks.lora --learning_rate=1e-4 \\
  --lr_scheduler=cosine --lr_warmup_steps=100 --max_train_steps=1000
`,
  "mpt.yaml": `scheduler:
  name: cosine_with_warmup
  t_warmup: 100ba
  alpha_f: 0.1
optimizer:
  name: decoupled_adamw
  lr: 6.0e-4
max_duration: 4800ba
`,
  "litgpt.yaml": `model_name: pythia-14m
train: {global_batch_size: 4, micro_batch_size: 4, lr_warmup_steps: 100, max_tokens: 8192000, max_seq_length: 2048, min_lr: 4.0e-05}
devices: 1
optimizer:
  class_path: torch.optim.AdamW
  init_args:
    lr: 0.0002
`,
  "toolkit.yaml": `job: extension
config:
  process:
    - train:
        steps: 500
        lr: 2e-4
        lr_scheduler: constant_with_warmup
        lr_scheduler_params:
          num_warmup_steps: 100
`,
  "levanter.yaml": `trainer:
  num_train_steps: 1000
optimizer:
  learning_rate: 6E-4
  warmup: 200
  min_lr_ratio: 0.1
`,
  "olmo.yaml": `max_duration: 1000
optimizer:
  learning_rate: 3.0e-4
scheduler:
  name: cosine_with_warmup
  t_warmup: 100
  alpha_f: 0.1
  warmup_min_lr: 0.0
`,
  "nemo.yaml": `trainer:
  max_steps: 1000
model:
  optim:
    lr: 1e-3
    sched:
      name: CosineAnnealing
      warmup_steps: 100
      min_lr: 1.0e-5
`,
  "share.yaml": `scheduler:
  name: linear_decay_with_warmup
  t_warmup: 0.05dur # of the run
  alpha_f: 0.1
optimizer:
  name: decoupled_adamw
  lr: 6.0e-4
max_duration: "1000ba"
`,
  "composer.py": `import torch
from composer import Trainer
from composer.optim import CosineAnnealingWithWarmupScheduler
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
scheduler = CosineAnnealingWithWarmupScheduler(t_warmup="100ba", alpha_f=0.1)
trainer = Trainer(model=model, optimizers=optimizer, schedulers=scheduler, max_duration="1000ba")
trainer.fit()
`,
  "composerTimes.py": `import torch
from composer import Time, Trainer
from composer.optim import MultiStepScheduler
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = MultiStepScheduler(milestones=[Time(30, "ep"), "60ep"], gamma=0.2)
trainer = Trainer(model=model, optimizers=optimizer, schedulers=scheduler, max_duration=90, train_subset_num_batches=10)
trainer.fit()
`,
  "timm.yaml": `model: resnet50
sched: cosine
epochs: 300
lr: 0.1
min_lr: 1.0e-05
warmup_lr: 1.0e-06
warmup_epochs: 5
cooldown_epochs: 10
opt: sgd
`,
  "timm.py": `import torch
from timm.scheduler import CosineLRScheduler

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = CosineLRScheduler(optimizer, t_initial=200, lr_min=1e-5, warmup_t=20, warmup_lr_init=1e-6)
for epoch in range(200):
    optimizer.step()
    scheduler.step(epoch + 1)
`,
  "sft.yaml": `per_device_train_batch_size: 4
learning_rate: 2.0e-5
max_steps: 500
lr_scheduler_type: cosine
warmup_steps: 25
`,
  "timmMilestones.yaml": `sched: multistep
epochs: 100
lr: 0.1
decay_milestones: [30, 60]
decay_rate: 0.2
warmup_epochs: 0
opt: sgd
`,
  "llamaFactory.yaml": `model_name_or_path: m
stage: sft
finetuning_type: lora
template: llama3
learning_rate: 1.0e-4
lr_scheduler_type: cosine
max_steps: 500
warmup_steps: 20
`,
  "accelerate.py": `import torch
from accelerate import Accelerator
from transformers import get_linear_schedule_with_warmup
accelerator = Accelerator(split_batches=True)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
scheduler = get_linear_schedule_with_warmup(optimizer, 40, 400)
model, optimizer, scheduler = accelerator.prepare(model, optimizer, scheduler)
for step in range(400):
    with accelerator.accumulate(model):
        accelerator.backward(loss)
        optimizer.step()
        scheduler.step()
`,
  "torchtune.yaml": `optimizer:
  _component_: torch.optim.AdamW
  lr: 3e-4
lr_scheduler:
  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup
  num_warmup_steps: 100
epochs: 1
max_steps_per_epoch: 1000
gradient_accumulation_steps: 1
`,
  "hydra.yaml": `optimizer:
  _target_: torch.optim.SGD
  lr: 0.1
  momentum: 0.9
scheduler:
  _target_: torch.optim.lr_scheduler.MultiStepLR
  milestones: [30, 60]
  gamma: 0.5
trainer:
  max_epochs: 90
`,
  "mmIterations.py": `optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02, momentum=0.9))
train_cfg = dict(type='IterBasedTrainLoop', max_iters=1000)
param_scheduler = [
    dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=100),
    dict(type='MultiStepLR', begin=0, end=1000, by_epoch=False, milestones=[600, 800], gamma=0.1),
]
`,
};

/** A file of which a part is only known once the user has said how many batches an epoch has. */
export interface OpenText {
  readonly text: string;
  /** What the user says where there is no handle before. */
  readonly values?: Readonly<Record<string, number>>;
}

export const OPEN_TEXTS: Readonly<Record<string, OpenText>> = {
  "fastai.py": {
    text: `from fastai.vision.all import *
learn = vision_learner(dls, resnet34, metrics=accuracy)
learn.fit_one_cycle(n_epoch=3, lr_max=1e-2, pct_start=0.5, div=10, div_final=100)
`,
    values: { "len(dls.train)": 100 },
  },
  // the branches that the user answers for
  "choice.py": {
    text: `import torch
optimizer = torch.optim.SGD(model.parameters(), lr=0.1 if big else 0.2)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 40 if slow else 20, gamma=0.5)
for epoch in range(100):
    optimizer.step()
    scheduler.step()
`,
    values: { big: 1, slow: 0 },
  },
  // what lies between the epochs of its warmup is open
  "ultralytics.yaml": {
    text: `task: detect
epochs: 100
optimizer: SGD
lr0: 0.01
lrf: 0.01
warmup_epochs: 3.0
`,
  },
};
