import { describe, expect, it } from "vitest";
import { close, readFormat } from "../read";

const { cos, PI } = Math;

/** Two schedulers, of which a flag chooses; the loop that steps them stands in another file. */
const TRAINER = `import torch
from core.rates import Halfway
class Trainer:
    def __init__(self, params):
        self.params = params
        self.start()
    def start(self):
        self.optimizer = torch.optim.SGD(net.parameters(), lr=self.params.lr)
        if self.params.scheduler == "cosine":
            self.scheduler = Halfway(self.optimizer, self.params.lr, self.params.epochs)
        else:
            self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, 3)
    def train(self):
        for x in loader:
            self.optimizer.step()
`;

const RATES = `import numpy as np
import torch
class Halfway(torch.optim.lr_scheduler._LRScheduler):
    def __init__(self, optimizer, most, epochs):
        self.most, self.epochs = most, epochs
        self.epoch = 1
        super().__init__(optimizer, -1)
    def step(self):
        rate = self.most * 0.5 * (1 + np.cos((self.epoch - 1) / self.epochs * np.pi))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.epoch += 1
`;

const MAIN = `import argparse
from core.trainer import Trainer
class Again(Trainer):
    def start(self):
        super().start()
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.4)
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--scheduler", default="step")
parser.add_argument("--tau", type=float, default=None)
args = parser.parse_args()
if args.tau:
    args.lr = 7
    trainer = Again(args)
else:
    trainer = Trainer(args)
for epoch in range(args.epochs):
    trainer.train()
    trainer.scheduler.step()
`;

const files = { "core/trainer.py": TRAINER, "core/rates.py": RATES, "train.py": MAIN };

describe("schedulers of a file that another one runs", () => {
  it("are those of the script's own class, too, whose step() a third file has", async () => {
    const { document, schedules } = await readFormat("core/trainer.py", TRAINER, { files });
    const shown = schedules.map(({ name, anchor, foreign, schedule, unknowns }) => [
      name,
      document.text.slice(anchor.start, anchor.end),
      foreign?.stepped,
      schedule?.length,
      unknowns.length,
    ]);
    expect(shown).toEqual([
      ["scheduler", "Halfway", "epoch", 10, 0],
      ["scheduler", "StepLR", "epoch", 10, 0],
    ]);
    // its constructor makes the first step, at epoch 1: most / 2 · (1 + cos 0)
    close(schedules[0], (k) => 0.2 * (1 + cos((k / 10) * PI)), [0, 1, 5, 9]);
  });

  it("have the flags' defaults where more than one way leads to them", async () => {
    const { schedules } = await readFormat("core/trainer.py", TRAINER, { files });
    close(schedules[1], (k) => 0.4 * 0.1 ** Math.floor(k / 3), [0, 2, 3, 9]);
  });
});

it("a scheduler that an object of another branch makes later on is found with that branch", async () => {
  const trainers = `import torch
class PlainTrainer:
    def __init__(self, lr):
        self.optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    def begin(self, epochs):
        self.scheduler = None
class DecayedTrainer(PlainTrainer):
    def begin(self, epochs):
        self.scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, epochs)
`;
  const text = `import argparse
from trainers import PlainTrainer, DecayedTrainer
parser = argparse.ArgumentParser()
parser.add_argument("--decay", action="store_true")
args = parser.parse_args()
if args.decay:
    trainer = DecayedTrainer(0.2)
else:
    trainer = PlainTrainer(0.1)
trainer.begin(50)
for epoch in range(50):
    for x in loader:
        trainer.optimizer.step()
    if args.decay:
        trainer.scheduler.step()
`;
  const { schedules } = await readFormat("train.py", text, { files: { "trainers.py": trainers } });
  expect(schedules.map(({ foreign, schedule }) => [foreign?.stepped, schedule?.length])).toEqual([
    ["epoch", 50],
  ]);
  close(schedules[0], (k) => 0.1 * (1 + cos((k / 50) * PI)), [0, 25, 49]);
});

it("rates set by hand are read in the loop, however many files a branch beside it brings along", async () => {
  const models = Array.from({ length: 64 }, (_, index) => `model${index}`);
  const imports = models.map((name) => `    import ${name}\n`).join("");
  const text = `import argparse, torch
parser = argparse.ArgumentParser()
parser.add_argument("--all", action="store_true")
args = parser.parse_args()
if args.all:
    train_them = True
${imports}import last
x = last.make()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(20):
    for group in optimizer.param_groups:
        group["lr"] = 0.5 / (epoch + 1)
    for x in loader:
        optimizer.step()
`;
  const { schedules } = await readFormat("train.py", text, {
    files: {
      ...Object.fromEntries(models.map((name) => [`${name}.py`, "class Net: pass\n"])),
      "last.py": "def make():\n    return 1\n",
    },
  });
  expect(schedules.map(({ schedule }) => schedule?.length)).toEqual([20]);
  close(schedules[0], (k) => 0.5 / (k + 1), [0, 1, 19]);
});
