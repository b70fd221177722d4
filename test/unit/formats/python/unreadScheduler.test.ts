import { describe, expect, it } from "vitest";
import { readFormat } from "../read";

const listed = async (text: string, files = {}) =>
  (await readFormat("train.py", text, { files })).schedules.map(
    ({ name, schedule, foreign, unknowns }) => ({
      name,
      drawn: schedule !== undefined,
      stepped: foreign?.stepped,
      unknowns: unknowns.map(({ symbol }) => symbol),
    }),
  );

const OWN = `import math, torch
class Scheduler(object):
    def __init__(self, optimizer, warmup, epochs):
        self.optimizer, self.warmup, self.epochs = optimizer, warmup, epochs
        self.now = 0
    def update(self, epoch):
        self.now = epoch
        for group, rate in zip(self.optimizer.param_groups, self.get_lr()):
            group["lr"] = rate
class CosineLR(Scheduler):
    def get_lr(self):
        return [0.5 * g["initial_lr"] * (1 + math.cos(math.pi * self.now / self.epochs)) for g in self.optimizer.param_groups]
class LinearLR(Scheduler):
    def get_lr(self):
        return [g["initial_lr"] * (1 - self.now / self.epochs) for g in self.optimizer.param_groups]

def make(params, config):
    if config.optim == "SGD":
        optimizer = torch.optim.SGD(params, config.LR)
    elif config.optim == "RMSprop":
        optimizer = torch.optim.RMSprop(params, config.LR)
    else:
        raise ValueError(config.optim)
    if config.scheduler == "cos":
        scheduler = CosineLR(optimizer, config.warmup, config.epochs)
    elif config.scheduler == "linear":
        scheduler = LinearLR(optimizer, config.warmup, config.epochs)
    else:
        raise ValueError(config.scheduler)
    return optimizer, scheduler
`;

describe("schedulers that are there, and are not read", () => {
  it("of classes of the script's own that derive from no library's are listed each", async () => {
    const rows = await listed(OWN);
    expect(rows.map(({ drawn }) => drawn)).toEqual([false, false]);
    expect(rows.map(({ unknowns }) => unknowns)).toEqual([
      [
        'optimizer.param_groups[0]["lr"]',
        "config.warmup",
        "config.epochs",
        "what calls of CosineLR set",
      ],
      [
        'optimizer.param_groups[0]["lr"]',
        "config.warmup",
        "config.epochs",
        "what calls of LinearLR set",
      ],
    ]);
  });

  it("are one where another file makes one of several", async () => {
    const rows = await listed(
      `from rates import make
def main(net, config):
    optimizer, scheduler = make(net.parameters(), config)
    for epoch in range(config.epochs):
        scheduler.update(epoch)
        for x in loader:
            optimizer.step()
`,
      { "rates.py": OWN },
    );
    expect(rows).toEqual([
      {
        name: "scheduler",
        drawn: false,
        stepped: "unknown",
        unknowns: ["which of CosineLR, LinearLR it is", "what calls of CosineLR, LinearLR set"],
      },
    ]);
  });

  it("of a module that is not found are listed by what makes them", async () => {
    const rows = await listed(`from missing import get_optim_scheduler
def run(net, config, loader):
    optimizer, scheduler, criterion = get_optim_scheduler(net.parameters(), config)
    for epoch in range(config.epochs):
        scheduler.update(epoch, 0.0)
`);
    expect(rows.map(({ unknowns }) => unknowns)).toEqual([["what get_optim_scheduler makes"]]);
  });

  it("that are given to a function are listed where they are stepped", async () => {
    const rows = await listed(`import torch
def train(model, loader, optimizer, scheduler, epochs):
    for epoch in range(epochs):
        for x in loader:
            optimizer.step()
        scheduler.step()
`);
    expect(rows).toEqual([
      { name: "scheduler", drawn: false, stepped: "epoch", unknowns: ["what scheduler is"] },
    ]);
  });

  it.each([
    // diffusers' noise schedulers
    "from diffusers import DDPMScheduler\ndef run(x):\n    scheduler = DDPMScheduler(1000)\n    return scheduler.step(x, 3, x)",
    "def run(scheduler, noise, t, x):\n    return scheduler.step(noise, t, x)",
    "class Trainer:\n    def __init__(self, model):\n        self.optimizer = model.learning_rate",
  ])("are no other thing of that name: %j", async (text) => {
    expect(await listed(text)).toEqual([]);
  });
});
