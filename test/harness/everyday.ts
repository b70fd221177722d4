/** A file as people have one, where its curve stands, and the greatest rate of its run. */
export interface Everyday {
  readonly name: string;
  readonly text: string;
  /** A text of the line that has the curve. */
  readonly anchor: string;
  readonly peak: number;
}

/** One file of each kind that is met most; the length of each run is known. */
export const EVERYDAY: readonly Everyday[] = [
  {
    name: "train.py",
    text: `import torch

model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=90)
for epoch in range(90):
    optimizer.step()
    scheduler.step()
`,
    anchor: "CosineAnnealingLR",
    peak: 0.1,
  },
  {
    name: "finetune.py",
    text: `from transformers import TrainingArguments

args = TrainingArguments(
    "out",
    learning_rate=5e-5,
    max_steps=400,
    warmup_steps=40,
    lr_scheduler_type="linear",
)
`,
    anchor: "TrainingArguments(",
    peak: 5e-5,
  },
  {
    name: "flax_train.py",
    text: `import jax
import optax

schedule = optax.warmup_cosine_decay_schedule(0.0, 1e-3, 50, 500)
tx = optax.adamw(schedule)
state = tx.init(params)
for step in range(500):
    updates, state = tx.update(grads, state, params)
`,
    anchor: "warmup_cosine_decay_schedule",
    peak: 0.001,
  },
  {
    name: "keras_train.py",
    text: `import keras


def decay(epoch):
    return 0.01 * 0.9**epoch


model.compile(keras.optimizers.SGD(0.01))
model.fit(x, y, epochs=20, callbacks=[keras.callbacks.LearningRateScheduler(decay)])
`,
    anchor: "LearningRateScheduler",
    peak: 0.01,
  },
  {
    name: "net.py",
    text: `import lightning as L
import torch


class Net(L.LightningModule):
    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=0.05)
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=8)
        return [optimizer], [scheduler]


L.Trainer(max_epochs=24).fit(Net())
`,
    anchor: "StepLR",
    peak: 0.05,
  },
  {
    name: "ds_config.json",
    text: `{
  "optimizer": { "type": "AdamW", "params": { "lr": 0.001 } },
  "scheduler": {
    "type": "WarmupDecayLR",
    "params": {
      "warmup_max_lr": 0.001,
      "warmup_num_steps": 50,
      "total_num_steps": 1000,
      "warmup_type": "linear"
    }
  }
}
`,
    anchor: '"WarmupDecayLR"',
    peak: 0.001,
  },
  {
    name: "axolotl.yaml",
    text: `base_model: meta-llama/Llama-3.1-8B
adapter: lora
datasets:
  - path: tatsu-lab/alpaca
    type: alpaca
micro_batch_size: 4
gradient_accumulation_steps: 8
max_steps: 300
optimizer: adamw_torch
lr_scheduler: cosine
learning_rate: 0.0002
warmup_steps: 30
`,
    anchor: "lr_scheduler: cosine",
    peak: 0.0002,
  },
  {
    name: "args.yaml",
    text: `task: detect
mode: train
model: yolo11n.pt
epochs: 100
optimizer: SGD
lr0: 0.01
lrf: 0.01
warmup_epochs: 0
momentum: 0.937
`,
    anchor: "lr0: 0.01",
    peak: 0.01,
  },
];

/** The same for a notebook: its cells, the last of which has the curve. */
export const NOTEBOOK = {
  cells: [
    `import torch

model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
`,
    `scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
for epoch in range(40):
    optimizer.step()
    scheduler.step()
`,
  ],
  anchor: "ExponentialLR",
  peak: 0.1,
};
