import { describe, expect, it } from "vitest";
import { close, readFormat, valuesOf } from "../read";

const read = (text: string, values: Record<string, number> = {}, files = {}) =>
  readFormat("train.py", text, { values, files });

const WARMUP_COSINE = `
import math, torch
from torch.optim.lr_scheduler import _LRScheduler

class WarmupCosine(_LRScheduler):
    def __init__(self, optimizer, warmup, total, min_lr=1e-5, last_epoch=-1):
        self.warmup, self.total, self.min_lr = warmup, total, min_lr
        super().__init__(optimizer, last_epoch)

    def get_lr(self):
        if self.last_epoch < self.warmup:
            return [base * (self.last_epoch + 1) / self.warmup for base in self.base_lrs]
        t = (self.last_epoch - self.warmup) / (self.total - self.warmup)
        return [self.min_lr + (base - self.min_lr) * (1 + math.cos(math.pi * t)) / 2
                for base in self.base_lrs]
`;

const warmupCosine =
  (base: number, warmup: number, total: number, least = 1e-5) =>
  (k: number): number =>
    k < warmup
      ? (base * (k + 1)) / warmup
      : least + ((base - least) * (1 + Math.cos((Math.PI * (k - warmup)) / (total - warmup)))) / 2;

describe("scheduler classes of a script", () => {
  it("are stepped as torch steps them", async () => {
    const { schedules } = await read(`${WARMUP_COSINE}
optimizer = torch.optim.SGD([{"params": a, "lr": 0.4}, {"params": b}], lr=0.1)
schedule = WarmupCosine(optimizer, 5, total=50)
for epoch in range(50):
    for batch in loader:
        optimizer.step()
    schedule.step()
`);
    expect(schedules).toHaveLength(1);
    const [{ name, schedule, foreign, unknowns } = {}] = schedules;
    expect(name).toBe("schedule");
    expect(unknowns).toEqual([]);
    expect(foreign).toMatchObject({ format: "torch", clock: "epoch", stepped: "epoch" });
    expect(schedule?.length).toBe(50);
    close(schedules[0], warmupCosine(0.4, 5, 50), [0, 3, 4, 5, 20, 49]);
    const second = valuesOf(schedules[0], [0, 20, 49], "learningRate[1]");
    second.forEach((value, i) => {
      expect(value).toBeCloseTo(warmupCosine(0.1, 5, 50)([0, 20, 49][i] ?? 0), 12);
    });
  });

  it("are known far out without the steps before", async () => {
    const { schedules } = await read(`${WARMUP_COSINE}
optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
schedule = WarmupCosine(optimizer, 1000, 2_000_000)
for step in range(2_000_000):
    optimizer.step()
    schedule.step()
`);
    close(schedules[0], warmupCosine(3e-4, 1000, 2_000_000), [0, 999, 1_000_000, 1_999_999]);
  });

  it("that multiply the rate before are run in turn", async () => {
    const { schedules } = await read(`
import torch
class Halving(torch.optim.lr_scheduler.LRScheduler):
    def __init__(self, optimizer, milestones):
        self.milestones = milestones
        super(Halving, self).__init__(optimizer)
    def get_lr(self):
        if self.last_epoch in self.milestones:
            return [group["lr"] / 2 for group in self.optimizer.param_groups]
        return [group["lr"] for group in self.optimizer.param_groups]
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
schedule = Halving(optimizer, [100, 200])
for epoch in range(300):
    for batch in loader:
        optimizer.step()
    schedule.step()
`);
    expect(valuesOf(schedules[0], [0, 99, 100, 199, 200, 299])).toEqual([
      0.1, 0.1, 0.05, 0.05, 0.025, 0.025,
    ]);
  });

  it("that keep counts of their own, from another file, under Lightning", async () => {
    const { schedules } = await read(
      `
import lightning as L, torch
from warm import Poly
class Model(L.LightningModule):
    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=0.2)
        return {"optimizer": optimizer,
                "lr_scheduler": {"scheduler": Poly(optimizer), "interval": "step"}}
`,
      {},
      {
        "warm.py": `
from torch.optim.lr_scheduler import LRScheduler
class Poly(LRScheduler):
    def __init__(self, optimizer, steps=100):
        self.done = 0
        self.steps = steps
        super().__init__(optimizer)
    def step(self, epoch=None):
        self.done += 2
        super().step(epoch)
    def get_lr(self):
        return [base * max(0.0, 1 - self.done / self.steps) ** 2 for base in self.base_lrs]
`,
      },
    );
    expect(schedules[0]?.foreign).toMatchObject({
      format: "torch",
      clock: "update",
      stepped: "framework",
    });
    close(schedules[0], (k) => 0.2 * Math.max(0, 1 - (2 * (k + 1)) / 100) ** 2, [0, 7, 48, 60]);
  });

  it("ask for what nobody gives, and draw nothing for a random rate", async () => {
    const { schedules } = await read(`${WARMUP_COSINE}
import random
class Noisy(_LRScheduler):
    def get_lr(self):
        return [base * random.random() for base in self.base_lrs]
noisy = Noisy(torch.optim.SGD(net.parameters(), lr=0.1))
`);
    const [first, second] = schedules;
    expect(first?.unknowns.map(({ symbol }) => symbol)).toContain("warmup");
    expect(second?.name).toBe("noisy");
    expect(second?.schedule).toBeUndefined();
    expect(second?.unknowns).not.toEqual([]);
  });
});

const NANO = `
import math
learning_rate = 6e-4
warmup_iters = 2000
lr_decay_iters = 600000
min_lr = 6e-5
def get_lr(it):
    if it < warmup_iters:
        return learning_rate * (it + 1) / (warmup_iters + 1)
    if it > lr_decay_iters:
        return min_lr
    ratio = (it - warmup_iters) / (lr_decay_iters - warmup_iters)
    return min_lr + 0.5 * (1.0 + math.cos(math.pi * ratio)) * (learning_rate - min_lr)
`;

describe("functions of the step that another file calls", () => {
  it("are schedules where nothing else is one", async () => {
    const { schedules } = await read(NANO);
    expect(schedules.map(({ name }) => name)).toEqual(["get_lr"]);
    expect(schedules[0]?.schedule?.horizon).toBe("open");
    expect(schedules[0]?.schedule?.length).toBeGreaterThan(600_000);
    const at = (k: number): number => {
      if (k < 2000) return (6e-4 * (k + 1)) / 2001;
      if (k > 600_000) return 6e-5;
      return 6e-5 + 0.5 * (1 + Math.cos((Math.PI * (k - 2000)) / 598_000)) * 5.4e-4;
    };
    close(schedules[0], at, [0, 1999, 2000, 300_000, 600_000, 600_001]);
  });

  const ADJUST = `
import math
def adjust_learning_rate(optimizer, epoch, args):
    if epoch < args.warmup_epochs:
        lr = args.lr * epoch / args.warmup_epochs
    else:
        lr = args.lr * 0.5 * (1. + math.cos(math.pi * (epoch - args.warmup_epochs) / (args.epochs - args.warmup_epochs)))
    for group in optimizer.param_groups:
        group["lr"] = lr * group["lr_scale"] if "lr_scale" in group else lr
`;

  it("that set the optimizer's rate ask for what they are given", async () => {
    const open = await read(ADJUST);
    expect(open.schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual(["args.warmup_epochs"]);
    const values = { "args.warmup_epochs": 5, "args.lr": 1e-3, "args.epochs": 50 };
    const { schedules } = await read(ADJUST, values);
    expect(schedules[0]?.foreign?.clock).toBe("epoch");
    close(
      schedules[0],
      (k) => (k < 5 ? (1e-3 * k) / 5 : 5e-4 * (1 + Math.cos((Math.PI * (k - 5)) / 45))),
      [0, 4, 5, 30, 49],
    );
  });

  it("that change the rate they find are not drawn", async () => {
    const { schedules } = await read(`
def decay_learning_rate(optimizer, epoch):
    for group in optimizer.param_groups:
        if epoch % 10 == 9:
            group["lr"] *= 0.1
`);
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(schedules[0]?.unknowns).not.toEqual([]);
  });
});

describe("conditions", () => {
  const BRANCHES = `
import torch
from project.config import cfg
optimizer = torch.optim.SGD(net.parameters(), lr=0.1 * cfg.scale)
if cfg.kind == "step":
    gamma = 0.5
else:
    gamma = 0.25
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 10, gamma)
for epoch in range(30):
    for batch in loader:
        optimizer.step()
    schedule.step()
`;

  it("that nothing decides are answered by the user, names of unread files by their own", async () => {
    const open = await read(BRANCHES);
    expect(open.schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual([
      "cfg.scale",
      'cfg.kind == "step"',
    ]);
    const yes = await read(BRANCHES, { "cfg.scale": 2, 'cfg.kind == "step"': 1 });
    expect(valuesOf(yes.schedules[0], [0, 10, 20])).toEqual([0.2, 0.1, 0.05]);
    const no = await read(BRANCHES, { "cfg.scale": 2, 'cfg.kind == "step"': 0 });
    expect(valuesOf(no.schedules[0], [0, 10, 20])).toEqual([0.2, 0.05, 0.0125]);
  });

  it("draw nothing where a value is given to what no value can settle", async () => {
    const text = `
import torch
class Shrink(torch.optim.lr_scheduler.LRScheduler):
    def get_lr(self):
        return [group["lr"] * 0.999 for group in self.optimizer.param_groups]
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
schedule = Shrink(optimizer)
for step in range(100_000_000):
    optimizer.step()
    schedule.step()
`;
    const [open] = (await read(text)).schedules;
    const symbols = open?.unknowns.map(({ symbol }) => symbol) ?? [];
    expect(symbols).toEqual(["a rate that every step changes, over too many steps"]);
    const [given] = (await read(text, { [symbols[0] ?? ""]: 7 })).schedules;
    expect(given?.schedule).toBeUndefined();
  });
});
