import { describe, expect, it } from "vitest";
import { fixed, readFormat } from "../read";

const read = (text: string, values?: Record<string, number>) =>
  readFormat("train.py", text, { ...(values && { values }) });

const loop = (steps: string): string => `
for epoch in range(90):
    for x, y in train_loader:
        optimizer.step()
${steps}
`;

const SGD = `import torch
from torch import nn, optim
from torch.optim.lr_scheduler import StepLR as Steps
optimizer = optim.SGD(net.parameters(), lr=0.4, momentum=0.9)
`;

describe("schedulers of torch in a script", () => {
  it.each([
    ["positional", "s = Steps(optimizer, 30, 0.5)"],
    ["named", "s = Steps(optimizer=optimizer, gamma=0.5, step_size=30)"],
    ["by the module", "s = optim.lr_scheduler.StepLR(optimizer, step_size=30, gamma=0.5)"],
    ["by getattr", 's = getattr(torch.optim.lr_scheduler, "StepLR")(optimizer, 30, 0.5)'],
    [
      "by a dictionary",
      's = {"a": Steps, "b": None}["a"](optimizer, **dict(step_size=30, gamma=1 / 2))',
    ],
    [
      "by a function",
      "def make(o, *, size=15, **more):\n    return Steps(o, size * 2, **more)\ns = make(optimizer, gamma=0.5)",
    ],
  ])("are found %s", async (_, made) => {
    const { schedules } = await read(SGD + made + loop("    s.step()"));
    expect(schedules).toHaveLength(1);
    const [{ schedule, foreign } = {}] = schedules;
    expect(foreign).toMatchObject({ format: "torch", clock: "epoch", stepped: "epoch" });
    expect(schedule?.length).toBe(90);
    const rates = [0, 29, 30, 59, 60, 89].map((k) =>
      schedule?.tracks.get("learningRate")?.curve.at(k),
    );
    expect(rates).toEqual([0.4, 0.4, 0.2, 0.2, 0.1, 0.1]);
  });

  it("take values from flags, dataclasses and objects", async () => {
    const { schedules } = await read(`
import argparse, torch
from dataclasses import dataclass

@dataclass
class Config:
    gamma: float = 0.1
    every: int = 10

class Trainer:
    def __init__(self, args, config):
        self.optimizer = torch.optim.AdamW(net.parameters(), args.learning_rate)
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, config.every, config.gamma)
        self.epochs = args.epochs

    def fit(self, loader):
        for epoch in range(self.epochs):
            self.one_epoch(loader)
            self.scheduler.step()

    def one_epoch(self, loader):
        for batch in loader:
            self.optimizer.step()

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--learning-rate", "-l", type=float, default="2e-3")
    parser.add_argument("--epochs", type=int, default=20)
    Trainer(parser.parse_args(), Config(every=5)).fit(DataLoader())

if __name__ == "__main__":
    main()
`);
    const [{ schedule, foreign } = {}] = schedules;
    expect(foreign?.stepped).toBe("epoch");
    expect(schedule?.length).toBe(20);
    expect(schedule?.tracks.get("learningRate")?.curve.at(12)).toBeCloseTo(2e-5, 18);
  });

  it("name what only the run knows, and take its value", async () => {
    const text = `${SGD}
s = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=90 * len(train_loader))
for epoch in range(90):
    for x, y in train_loader:
        optimizer.step()
        s.step()
`;
    const open = await read(text);
    expect(open.schedules[0]?.schedule).toBeUndefined();
    expect(open.schedules[0]?.unknowns).toMatchObject([
      { symbol: "len(train_loader)", unit: "steps per epoch" },
    ]);
    const { schedules } = await read(text, { "len(train_loader)": 100 });
    const [{ schedule, unknowns } = {}] = schedules;
    expect(unknowns).toEqual([]);
    expect(schedule?.length).toBe(9000);
    const at = schedule?.tracks.get("learningRate")?.curve.at(3000) ?? NaN;
    expect(at).toBeCloseTo(0.4 * ((1 + Math.cos(Math.PI / 3)) / 2), 12);
  });

  it("are found in all branches that the script leaves open", async () => {
    const { schedules } = await read(`${SGD}
if config.kind == "cosine":
    s = optim.lr_scheduler.CosineAnnealingLR(optimizer, 90)
elif config.kind == "step":
    s = Steps(optimizer, 30)
else:
    raise ValueError(config.kind)
${loop("    s.step()")}`);
    expect(schedules.map(({ foreign, schedule }) => [foreign?.stepped, schedule?.length])).toEqual([
      ["epoch", 90],
      ["epoch", 90],
    ]);
  });

  it("tell of one that is never stepped, and keep its first value", async () => {
    const { schedules, problems } = await read(`${SGD}s = Steps(optimizer, 30)${loop("")}`);
    expect(schedules[0]?.foreign?.stepped).toBe("never");
    expect(schedules[0]?.schedule?.tracks.get("learningRate")?.curve.at(80)).toBe(0.4);
    expect(problems.map(({ code }) => code)).toContain("scheduler-never-stepped");
  });

  it("follow lists that are filled, lambdas and their closures", async () => {
    const { schedules } = await read(`${SGD}
warmup = 5
parts, ends = [], []
parts.append(optim.lr_scheduler.LambdaLR(optimizer, lambda k: (k + 1) / warmup))
ends.append(warmup)
parts.append(optim.lr_scheduler.CosineAnnealingLR(optimizer, 90 - warmup))
s = optim.lr_scheduler.SequentialLR(optimizer, schedulers=parts, milestones=ends)
${loop("    s.step()")}`);
    expect(schedules).toHaveLength(1);
    const curve = schedules[0]?.schedule?.tracks.get("learningRate")?.curve;
    expect(curve?.at(1)).toBeCloseTo(0.16, 15);
    expect(curve?.at(30)).toBeCloseTo(0.2 * (1 + Math.cos((Math.PI * 25) / 85)), 12);
  });

  it("are refused at the argument to blame", async () => {
    const text = `${SGD}s = optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=1600, T_mult=0.5)`;
    const { problems } = await read(text);
    const refused = problems.find(({ severity }) => severity === "error");
    expect(text.slice(refused?.range.start, refused?.range.end)).toBe("0.5");
  });
});

describe("rates that a script sets by hand", () => {
  it("follow from the epoch through a function", async () => {
    const { schedules } = await read(`${SGD}
def adjust(optimizer, epoch):
    lr = 0.4 * (0.1 ** (epoch // 30))
    for group in optimizer.param_groups:
        group["lr"] = lr
for epoch in range(90):
    adjust(optimizer, epoch)
    for x in loader:
        optimizer.step()
`);
    const [{ schedule, foreign } = {}] = schedules;
    expect([foreign?.clock, schedule?.length]).toEqual(["epoch", 90]);
    const curve = schedule?.tracks.get("learningRate")?.curve;
    expect([curve?.at(29), curve?.at(30), curve?.at(60)]).toEqual([
      0.4,
      0.4 * 0.1 ** 1,
      0.4 * 0.1 ** 2,
    ]);
  });

  it("carry what a round leaves to the next", async () => {
    const { schedules } = await read(`${SGD}
for epoch in range(200):
    for x in loader:
        optimizer.step()
    if epoch + 1 in (100, 150):
        for group in optimizer.param_groups:
            group["lr"] *= 0.1
`);
    const curve = schedules[0]?.schedule?.tracks.get("learningRate")?.curve;
    const rates = [99, 100, 149, 150, 199].map((k) => curve?.at(k));
    expect(rates).toEqual([0.4, 0.4 * 0.1, 0.4 * 0.1, 0.4 * 0.1 * 0.1, 0.4 * 0.1 * 0.1]);
  });

  it("count their own steps up to the break, however many", async () => {
    const { schedules } = await read(`${SGD}
import math
it, last, warm = 0, 600000, 2000
def rate(k):
    if k < warm:
        return 0.4 * (k + 1) / (warm + 1)
    return 0.04 + 0.36 * 0.5 * (1 + math.cos(math.pi * (k - warm) / (last - warm)))
while True:
    for group in optimizer.param_groups:
        group["lr"] = rate(it)
    optimizer.step()
    it += 1
    if it > last:
        break
`);
    const [{ schedule } = {}] = schedules;
    // rounds 0 … 600,000, the last of which makes its update before it breaks
    expect(schedule?.length).toBe(600001);
    const curve = schedule?.tracks.get("learningRate")?.curve;
    expect(curve?.at(999)).toBeCloseTo(0.4 * (1000 / 2001), 15);
    expect(curve?.at(301000)).toBeCloseTo(0.22, 12);
  });

  it("never take a variable that a late round changes for a constant", async () => {
    const { schedules } = await read(`${SGD}
lr = 0.4
for step in range(5000):
    if step == 3500:
        lr = lr * 0.1
    for group in optimizer.param_groups:
        group["lr"] = lr
    optimizer.step()
`);
    const curve = schedules[0]?.schedule?.tracks.get("learningRate")?.curve;
    expect([curve?.at(3499), curve?.at(3500), curve?.at(4999)]).toEqual([
      0.4,
      0.4 * 0.1,
      0.4 * 0.1,
    ]);
  });
});

describe("traps of torch's schedulers in a script", () => {
  const cosine = (horizon: string, step: string): string => `${SGD}
s = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=${horizon})
for epoch in range(90):
    for x in train_loader:
        optimizer.step()
${step}
`;
  const PER_BATCH = "        s.step()";
  const PER_EPOCH = "    s.step()";
  const codes = async (text: string, values?: Record<string, number>) =>
    (await read(text, values)).problems.map(({ code }) => code);

  it.each([
    ["90", PER_EPOCH, []],
    ["90", PER_BATCH, ["step-unit-mismatch", "cosine-rises-again"]],
    ["90 * len(train_loader)", PER_EPOCH, ["step-unit-mismatch", "cosine-no-finish"]],
    ["90 * len(train_loader)", PER_BATCH, []],
    ["50", PER_EPOCH, ["cosine-rises-again"]],
    ["200", PER_EPOCH, ["cosine-no-finish"]],
  ])("T_max=%s, stepped %s", async (horizon, step, expected) => {
    const own = /^(?:step-unit|cosine-)/;
    const found = await codes(cosine(horizon, step), { "len(train_loader)": 100 });
    expect(found.filter((code) => own.test(code)).sort()).toEqual([...expected].sort());
  });

  it("mend a horizon that is a literal", async () => {
    expect(fixed(await read(cosine("50", PER_EPOCH)), "cosine-rises-again")).toContain("T_max=90");
  });

  it.each([
    ["StepLR(optimizer, step_size=epochs / 3)", /step_size is 16\.67.*which never happens/],
    ["StepLR(optimizer, step_size=epochs / 20)", /step_size is 2\.5.*first at step 5/],
    ["StepLR(optimizer, step_size=epochs // 3)", undefined],
    ["MultiStepLR(optimizer, milestones=[epochs * 0.5, epochs * 0.75])", /milestone 37\.5/],
    ["MultiStepLR(optimizer, milestones=[epochs * 0.5, epochs * 0.76])", undefined],
  ])("see a decay that is never met: %s", async (call, expected) => {
    const { problems } = await read(`${SGD}
epochs = 50
s = optim.lr_scheduler.${call}
for epoch in range(epochs):
    optimizer.step()
    s.step()
`);
    const missed = problems.filter(({ code }) => code === "decay-missed");
    expect(missed).toHaveLength(expected ? 1 : 0);
    for (const { message } of missed) expect(message).toMatch(expected ?? /^$/);
  });

  it("tell a rate from a factor", async () => {
    const lambda = (base: number): string => `${SGD.replace("lr=0.4", `lr=${base}`)}
s = optim.lr_scheduler.LambdaLR(optimizer, lambda epoch: 0.01 * 0.9 ** epoch)
for epoch in range(90):
    optimizer.step()
    s.step()
`;
    expect(await codes(lambda(0.01))).toContain("lambda-returns-rate");
    expect(await codes(lambda(1))).not.toContain("lambda-returns-rate");
  });

  it("see a scheduler that is stepped before the optimizer", async () => {
    const text = `${SGD}
s = Steps(optimizer, 30)
for epoch in range(90):
    s.step()
    for x in loader:
        optimizer.step()
`;
    const { schedules, problems } = await read(text);
    expect(problems.map(({ code }) => code)).toContain("step-order");
    // the drop comes one epoch early
    const curve = schedules[0]?.schedule?.tracks.get("learningRate")?.curve;
    expect([curve?.at(28), curve?.at(29)]).toEqual([0.4, 0.4 * 0.1]);
  });
});

it("what only a flag brings about is read as if the flag were given", async () => {
  const { schedules, problems } = await read(`${SGD}
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--decay", action="store_true")
parser.add_argument("--schedule", default=None)
args = parser.parse_args()
s = Steps(optimizer, 30) if args.decay else None
if args.schedule == "cosine":
    t = optim.lr_scheduler.CosineAnnealingLR(optimizer, 90)
else:
    t = None
for epoch in range(90):
    for x in loader:
        optimizer.step()
    if s is not None:
        s.step()
`);
  expect(schedules.map(({ foreign }) => foreign?.stepped)).toEqual(["epoch", "never"]);
  expect(schedules[0]?.schedule?.length).toBe(90);
  const never = problems.filter(({ code }) => code === "scheduler-never-stepped");
  expect(never.map(({ range }) => range.start)).toEqual([schedules[1]?.anchor.start]);
});

it("schedulers are read from every branch where an attribute that a base class sets decides", async () => {
  const { schedules } = await read(`import torch
import lightning as L
class Net(L.LightningModule):
    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=0.1)
        if self.kind == "step":
            scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 30)
        elif self.kind == "cosine":
            scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 90)
        return [optimizer], [scheduler]
`);
  expect(schedules).toHaveLength(2);
});
