import { describe, expect, it } from "vitest";
import { exclusive } from "../../../../src/core/formats/python/exclusive";
import { close, readFormat } from "../read";

const { cos, PI } = Math;

/** A trainer that makes one of several schedulers, and steps each where it belongs. */
const TRAINER = `import math, torch
class Halfway(torch.optim.lr_scheduler._LRScheduler):
    def __init__(self, optimizer, top, epochs, last_epoch=-1):
        self.top, self.epochs, self.now = top, epochs, 0
        super().__init__(optimizer, last_epoch)
    def step(self):
        for group in self.optimizer.param_groups:
            group["lr"] = self.top * 0.5 * (1 + math.cos(self.now / self.epochs * math.pi))
        self.now += 1

class Trainer:
    def __init__(self, params, model):
        self.params, self.model = params, model
        self.optimizer = torch.optim.SGD(model.parameters(), lr=0.4)
        if self.params.scheduler == "cyclic":
            self.scheduler = torch.optim.lr_scheduler.OneCycleLR(self.optimizer, max_lr=0.4, total_steps=500)
        elif self.params.scheduler == 'step':
            self.scheduler = torch.optim.lr_scheduler.MultiStepLR(self.optimizer, [10, 15])
        elif self.params.scheduler == 'cosine':
            self.scheduler = Halfway(self.optimizer, 0.4, 20)
        else:
            self.scheduler = None

    def train(self, loader):
        for x, y in loader:
            self.model(x, y).backward()
            self.optimizer.step()
            if self.params.scheduler in ['cyclic']:
                self.scheduler.step()
        if self.params.scheduler in ['step', 'cosine']:
            self.scheduler.step()
`;

describe("schedulers of which branches make one", () => {
  it("are stepped where their own branch steps them", async () => {
    const { schedules } = await readFormat("train.py", TRAINER);
    expect(schedules.map(({ foreign }) => [foreign?.clock, foreign?.stepped])).toEqual([
      ["update", "batch"],
      ["epoch", "epoch"],
      ["epoch", "epoch"],
    ]);
    const [cycle, steps, own] = schedules;
    // torch/optim/lr_scheduler.py: div_factor 25, pct_start 0.3 of 500 - 1 steps
    close(cycle, (k) => (k === 0 ? 0.4 / 25 : 0.4), [0, 149]);
    close(steps, (k) => 0.4 * 0.1 ** (k < 10 ? 0 : k < 15 ? 1 : 2), [0, 9, 10, 14, 15, 19]);
    expect(steps?.unknowns).toEqual([]);
    close(own, (k) => 0.2 * (1 + cos((k / 20) * PI)), [0, 1, 10, 19]);
    expect(own?.unknowns).toEqual([]);
  });

  it("keep what is stepped under a condition of another kind", async () => {
    const text = TRAINER.replace("in ['step', 'cosine']", "!= 'cyclic'");
    const { schedules } = await readFormat("train.py", text);
    expect(schedules.map(({ foreign }) => foreign?.stepped)).toEqual(["batch", "epoch", "epoch"]);
  });

  it.each([
    [["a == 'x'"], ["not a == 'x'"], true],
    [["a == 'x'"], ["a == 'y'"], true],
    [["a == 'x'"], ['a in ["y", "z"]'], true],
    [["a == 'x'"], ["a in ('x', 'z')"], false],
    [["not a == 'x'"], ["a == 'x' or a == 'x'"], true],
    [["not a == 'x'"], ["a == 'y'"], false],
    [["a == 'x' or a == 'y'"], ["a != 'x'", "a not in ['y', 'x']"], true],
    [["a == 'x' or b == 'y'"], ["a == 'z'"], false],
    [["a.b['c'] == 'x'"], ["a.b['c'] == 'y'"], true],
    [["a.lower() == 'x'"], ["a == 'X'"], false],
    // a number may be another one in the next round
    [["epoch == 0"], ["epoch == 1"], false],
    [["not a or b == 'x'"], ["b == 'y'"], false],
  ])("%j and %j exclude each other: %s", (a, b, expected) => {
    expect(exclusive(a, b)).toBe(expected);
    expect(exclusive(b, a)).toBe(expected);
  });
});

describe("a function that trains an epoch and is called elsewhere", () => {
  it("steps the scheduler once an epoch", async () => {
    const { schedules } = await readFormat(
      "train.py",
      `import torch
class Trainer:
    def __init__(self, model):
        self.optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, 5, 0.5)
    def train(self, epoch, loader):
        for x in loader:
            self.optimizer.step()
        self.scheduler.step()
`,
    );
    expect(schedules[0]?.foreign).toMatchObject({ clock: "epoch", stepped: "epoch" });
    close(schedules[0], (k) => 1e-3 * 0.5 ** Math.floor(k / 5), [0, 4, 5, 12]);
  });
});

describe("a scheduler that is stepped after some of the updates alone", () => {
  const script = (
    made: string,
    guard: string,
    updates = "        optimizer.step()\n",
  ) => `import torch
from transformers import get_linear_schedule_with_warmup
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
scheduler = ${made}
for epoch in range(10):
    for i, x in enumerate(loader):
${updates}        if ${guard}:
            scheduler.step()
`;
  const KINDS = [
    "torch.optim.lr_scheduler.StepLR(optimizer, 10)",
    "get_linear_schedule_with_warmup(optimizer, 10, 1000)",
  ];

  it.each(KINDS)("is not drawn as if it were stepped after each: %s", async (made) => {
    const { schedules } = await readFormat("train.py", script(made, "i % 100 == 0"));
    const [{ schedule, unknowns } = {}] = schedules;
    expect(schedule).toBeUndefined();
    expect(unknowns?.map(({ symbol, unit }) => [symbol, unit])).toEqual([
      ["i % 100 == 0", "number"],
    ]);
  });

  it.each(KINDS)("is drawn where the updates are made in the same rounds: %s", async (made) => {
    const updates = "        if (i + 1) % 4 == 0:\n            optimizer.step()\n";
    const text = script(made, "(i + 1) % 4 == 0", updates);
    const { schedules } = await readFormat("train.py", text, {
      values: { "updates per epoch": 25 },
    });
    expect(schedules[0]?.unknowns).toEqual([]);
    expect(schedules[0]?.schedule?.length).toBe(250);
  });
});

describe("what is asked for", () => {
  const unknownsOf = async (text: string, values = {}) =>
    (await readFormat("train.py", text, { values })).schedules.map(({ unknowns }) =>
      unknowns.map(({ symbol, unit }) => [symbol, unit]),
    );

  it("is no rate that the scheduler replaces", async () => {
    const { schedules } = await readFormat(
      "train.py",
      `import torch
def make(config, model):
    optimizer = torch.optim.AdamW(model.parameters(), lr=config["rate"])
    return torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=2e-4, total_steps=150, pct_start=0.02, div_factor=100)
`,
    );
    expect(schedules[0]?.unknowns).toEqual([]);
    // pct_start 0.02 of 150 steps: the peak at step 2, the floor at the last
    close(schedules[0], (k) => [2e-6, 2e-4, 2e-10][[0, 2, 149].indexOf(k)] ?? NaN, [0, 2, 149]);
  });

  it("is a condition by yes or no, whatever it decides", async () => {
    const asked = await unknownsOf(`import torch
class Run:
    def __init__(self, opt, model):
        rate = 1e-3 if opt.solver == "ADAM" else 1e-2
        self.optimizer = torch.optim.Adam(model.parameters(), lr=rate)
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, 5)
`);
    expect(asked).toEqual([[['opt.solver == "ADAM"', "number"]]]);
  });

  it("is an attribute of what a library made as it is written", async () => {
    const asked = await unknownsOf(`import torch, somewhere
settings = somewhere.load("run.bin")
optimizer = torch.optim.SGD(net.parameters(), lr=settings.rate)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, settings.epochs)
for epoch in range(settings.epochs):
    for x in loader:
        optimizer.step()
    schedule.step()
`);
    expect(asked).toEqual([
      [
        ["settings.rate", "rate"],
        ["settings.epochs", "epochs"],
      ],
    ]);
  });
});

describe("rates that a loop over optimizers writes", () => {
  it("are those of the rounds around that loop", async () => {
    const text = `import torch
def train(model, extra, total):
    first = torch.optim.AdamW([{"params": model.a, "lr": 0.1, "base": 0.1}])
    optimizers = [first]
    if extra is not None:
        optimizers.insert(1, torch.optim.AdamW(extra, lr=0.2))
    step = 0
    while step < 1000:
        scale = max(0.0, 1 - step / 1000)
        for opt in optimizers:
            for group in opt.param_groups:
                group["lr"] = 0.1 * scale
        for opt in optimizers:
            opt.step()
        step += 1
`;
    const { schedules } = await readFormat("train.py", text);
    expect(schedules).toHaveLength(1);
    const [{ foreign, schedule, unknowns } = {}] = schedules;
    expect(foreign).toMatchObject({ clock: "update", stepped: "batch" });
    expect(unknowns).toEqual([]);
    expect(schedule?.length).toBe(1000);
    close(schedules[0], (k) => 0.1 * (1 - k / 1000), [0, 1, 500, 999]);
  });
});

describe("a function of the epoch", () => {
  const LINEAR = `EPOCHS = 250
def adjust_lr(optimizer, epoch):
    lr = 0.5 * (EPOCHS - epoch) / EPOCHS
    for group in optimizer.param_groups:
        group["lr"] = lr
    return lr
`;

  it("is drawn as far as it gives rates", async () => {
    const { schedules } = await readFormat("train.py", LINEAR);
    expect(schedules[0]?.schedule?.length).toBe(250);
    expect(schedules[0]?.problems).toEqual([]);
    close(schedules[0], (k) => (0.5 * (250 - k)) / 250, [0, 100, 249]);
  });

  it("is not drawn where the script writes another rate after it", async () => {
    const { schedules } = await readFormat(
      "train.py",
      `${LINEAR}
import lightning.pytorch as pl
class Module(pl.LightningModule):
    def on_train_epoch_start(self):
        adjust_lr(self.optimizers(), self.current_epoch)
        if self.current_epoch < 5:
            for group in self.optimizers().param_groups:
                group["lr"] = 0.5 * (self.current_epoch + 1) / 5
`,
    );
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual([
      'the rate that the script writes into param_groups["lr"] beside it',
    ]);
  });
});

describe("TrainingArguments that are given a mapping", () => {
  it("are not drawn with defaults that it may replace", async () => {
    const { schedules } = await readFormat(
      "train.py",
      `import json
from transformers import TrainingArguments
settings = json.load(open("settings.json"))
args = TrainingArguments("out", learning_rate=1e-4, **settings["training"])
`,
      { values: { "updates per epoch": 10, "--max_steps": 100, "--warmup_steps": 0 } },
    );
    const [{ schedule, unknowns, problems } = {}] = schedules;
    expect(schedule).toBeUndefined();
    expect(unknowns?.map(({ symbol }) => symbol)).toEqual(['what settings["training"] holds']);
    expect(problems).toEqual([]);
  });
});

describe("flags of a parser that another file makes", () => {
  it.each([
    "from shared.options import make_parser\nparser = make_parser()",
    "def parse(parser):\n    return parser\nparser = parse(given)",
  ])("are known where they are added here: %j", async (made) => {
    const { schedules } = await readFormat(
      "train.py",
      `import torch
${made}
parser.add_argument("--lr-m", type=float, default=0.1)
parser.add_argument("--epochs", type=int, default=50)
args = parser.parse_args()
def train(args):
    optimizer = torch.optim.SGD(net.parameters(), lr=args.lr_m, weight_decay=args.decay)
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [35, 45])
    for epoch in range(args.epochs):
        for x in loader:
            optimizer.step()
        scheduler.step()
train(args)
`,
    );
    expect(schedules[0]?.unknowns).toEqual([]);
    expect(schedules[0]?.schedule?.length).toBe(50);
    close(schedules[0], (k) => 0.1 * 0.1 ** (k < 35 ? 0 : k < 45 ? 1 : 2), [0, 34, 35, 49]);
  });

  it("are asked for where they are not", async () => {
    const { schedules } = await readFormat(
      "train.py",
      `import torch
from shared.options import make_parser
parser = make_parser()
parser.add_argument("--epochs", type=int, default=50)
args = parser.parse_args()
optimizer = torch.optim.SGD(net.parameters(), lr=args.lr)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 5)
`,
    );
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual(["args.lr"]);
  });
});

describe("a scheduler's class that is imported after many files", () => {
  it("is read all the same", async () => {
    const parts = Array.from({ length: 20 }, (_, i) => `part${i}`);
    const { schedules } = await readFormat(
      "train.py",
      `import torch
${parts.map((name) => `from ${name} import thing`).join("\n")}
from rates import HalvingLR
optimizer = torch.optim.SGD(net.parameters(), lr=0.4)
scheduler = HalvingLR(optimizer)
for epoch in range(9):
    for x in loader:
        optimizer.step()
    scheduler.step()
`,
      {
        files: {
          ...Object.fromEntries(parts.map((name) => [`${name}.py`, "thing = 1\n"])),
          "rates.py": `from torch.optim.lr_scheduler import _LRScheduler
class HalvingLR(_LRScheduler):
    def get_lr(self):
        return [base * 0.5 ** self.last_epoch for base in self.base_lrs]
`,
        },
      },
    );
    expect(schedules[0]?.unknowns).toEqual([]);
    close(schedules[0], (k) => 0.4 * 0.5 ** k, [0, 1, 8]);
  });
});
