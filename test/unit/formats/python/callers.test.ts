import { describe, expect, it } from "vitest";
import { implied } from "../../../../src/core/formats/python/exclusive";
import { one, readFormat, valuesOf } from "../read";

const TRAINER = `import torch
class Trainer:
    def __init__(self, params, loader):
        self.params = params
        self.loader = loader
        self.optimizer = torch.optim.SGD(model.parameters(), lr=self.params.lr)
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, self.params.step_size)
    def train_epoch(self):
        for x in self.loader:
            self.optimizer.step()
        self.scheduler.step()
`;

const main = (lr: string, epochs = 4) => `import argparse
from core.trainer import Trainer
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=${lr})
parser.add_argument("--step-size", type=int, default=2)
parser.add_argument("--epochs", type=int, default=${epochs})
if __name__ == "__main__":
    args = parser.parse_args()
    trainer = Trainer(args, make_loader())
    for epoch in range(args.epochs):
        trainer.train_epoch()
`;

const read = (files: Readonly<Record<string, string>>, text = TRAINER) =>
  readFormat("core/trainer.py", text, { files: { "core/trainer.py": text, ...files } });

describe("a script that another file runs", () => {
  it("has the values and the loop of the file that imports it", async () => {
    const [found] = (await read({ "train.py": main("0.1") })).schedules;
    expect(found?.unknowns.map(({ symbol }) => symbol)).toEqual([]);
    expect(found?.foreign).toMatchObject({ stepped: "epoch", clock: "epoch" });
    // StepLR: lr · 0.1^⌊epoch / 2⌋
    expect(valuesOf(found, [0, 1, 2, 3])).toEqual([
      0.1, 0.1, 0.010000000000000002, 0.010000000000000002,
    ]);
    expect(found?.schedule?.length).toBe(4);
  });

  it("has them through a package that hands its class on", async () => {
    const files = {
      "core/__init__.py": "from .trainer import Trainer\n",
      "main.py": main("0.2").replace("core.trainer", "core"),
    };
    expect(valuesOf((await read(files)).schedules[0], [0])).toEqual([0.2]);
  });

  it("has them through a function of its package that makes it", async () => {
    const files = {
      "core/__init__.py":
        'from core.trainer import Trainer\nKINDS = {"plain": Trainer}\ndef build(kind, args):\n    return KINDS[kind](args, make_loader())\n',
      "main.py": main("0.2")
        .replace("from core.trainer import Trainer", "from core import build")
        .replace("Trainer(args, make_loader())", 'build("plain", args)'),
    };
    expect(valuesOf((await read(files)).schedules[0], [0])).toEqual([0.2]);
  });

  it("has those of a shell script beside that file", async () => {
    const files = { "train.py": main("0.1"), "run.sh": "python train.py --lr 0.5 --epochs 6\n" };
    const [found] = (await read(files)).schedules;
    expect(found?.schedule?.length).toBe(6);
    expect(valuesOf(found, [0])).toEqual([0.5]);
  });

  it("is read on objects of classes that inherit from its own", async () => {
    const text = main("0.3")
      .replace("parser =", "class Mine(Trainer):\n    pass\nparser =")
      .replace("= Trainer(", "= Mine(");
    const { schedules } = await read({ "train.py": text });
    expect(schedules.map((schedule) => valuesOf(schedule, [0]))).toEqual([[0.3]]);
  });

  it("is one schedule where two files come to the same, and two that name them where not", async () => {
    const same = await read({ "train.py": main("0.1"), "train_again.py": main("1e-1") });
    expect(same.schedules.map(({ name }) => name)).toEqual(["scheduler"]);
    const { schedules } = await read({ "finetune.py": main("0.01"), "train.py": main("0.1") });
    expect(schedules.map((found) => [found.name, ...valuesOf(found, [0])])).toEqual([
      ["scheduler (finetune.py)", 0.01],
      ["scheduler (train.py)", 0.1],
    ]);
  });

  it("has them where a third file uses it in what that file runs", async () => {
    const rates = `import torch
def make(optimizer, args):
    return torch.optim.lr_scheduler.StepLR(optimizer, args.step_size)
`;
    const trainer = TRAINER.replace(
      "import torch\n",
      "import torch\nfrom .rates import make\n",
    ).replace(
      "torch.optim.lr_scheduler.StepLR(self.optimizer, self.params.step_size)",
      "make(self.optimizer, self.params)",
    );
    const files = { "core/rates.py": rates, "core/trainer.py": trainer, "train.py": main("0.1") };
    const found = await one("core/rates.py", rates, { files });
    expect(found?.schedule?.length).toBe(4);
    expect(valuesOf(found, [0, 2])).toEqual([0.1, 0.010000000000000002]);
    // a file of that name that does not use it leads to none
    const apart = { ...files, "core/trainer.py": TRAINER };
    const alone = await one("core/rates.py", rates, { files: apart });
    expect(alone?.unknowns.map(({ symbol }) => symbol)).toContain("args.step_size");
  });

  it("keeps two that one place makes apart, although neither can be drawn", async () => {
    const rates = `import torch
def make(optimizers):
    return [torch.optim.lr_scheduler.ReduceLROnPlateau(one) for one in optimizers]
`;
    const text = `import torch
from core.rates import make
if __name__ == "__main__":
    slow, fast = torch.optim.SGD(p, lr=0.1), torch.optim.SGD(q, lr=0.5)
    schedulers = make([slow, fast])
    for epoch in range(9):
        slow.step()
        fast.step()
        for one in schedulers:
            one.step(loss)
`;
    const files = { "core/rates.py": rates, "train.py": text };
    const { schedules } = await readFormat("core/rates.py", rates, { files });
    const symbol = schedules[0]?.unknowns[0]?.symbol ?? "";
    const drawn = await readFormat("core/rates.py", rates, { files, values: { [symbol]: 9 } });
    expect(drawn.schedules.map((found) => valuesOf(found, [0]))).toEqual([[0.1], [0.5]]);
  });

  it("gives what the file needs and lacks as an unknown of its own", async () => {
    const text = main("0.1").replace("type=float, default=0.1", "type=float, required=True");
    const [found] = (await read({ "train.py": text })).schedules;
    expect(found?.unknowns.map(({ symbol }) => symbol)).toEqual(["--lr"]);
    const files = { "core/trainer.py": TRAINER, "train.py": text };
    const given = { values: { "--lr": 0.7 }, files };
    expect(valuesOf(await one("core/trainer.py", TRAINER, given), [0])).toEqual([0.7]);
  });

  it.each([
    ["does not train", "train.py", main("0.1").replace("trainer.train_epoch()", "print(epoch)")],
    [
      "has its own class of that name",
      "train.py",
      main("0.1").replace("core.trainer", "other.trainer"),
    ],
    [
      "starts no run",
      "train.py",
      "from core.trainer import Trainer\nTrainer(a, b).train_epoch()\n",
    ],
    ["is a test", "test_trainer.py", main("0.1")],
  ])("asks for its parameters where the other file %s", async (_, name, text) => {
    const { schedules } = await read({ [name]: text });
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toContain("self.params.lr");
  });

  it("asks for its parameters where it starts a run itself", async () => {
    const { schedules } = await read(
      { "train.py": main("0.1") },
      `${TRAINER}if __name__ == "__main__":\n    pass\n`,
    );
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toContain("self.params.lr");
  });
});

describe("a branch that a flag would lead to", () => {
  const SCRIPT = `import argparse, torch
parser = argparse.ArgumentParser()
parser.add_argument("--sched", default="cosine")
args = parser.parse_args()
class Run:
    def __init__(self, params):
        self.params = params
run = Run(args)
optimizer = torch.optim.SGD(p, lr=0.1)
if run.params.sched == "cosine":
    s = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 5)
elif run.params.sched == "cyclic":
    s = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, epochs=5, steps_per_epoch=10)
for epoch in range(5):
    for i in range(10):
        optimizer.step()
        if args.sched in ["cyclic"]:
            s.step()
    if args.sched in ["cosine", "step"]:
        s.step()
`;

  it.each([
    ['args.scheduler in ["a", "b"]', 'self.params.scheduler == "a"', true],
    ['args.scheduler != "a"', 'self.params.scheduler == "a"', false],
    ['args.kind == "b"', 'args.kind == "a"', false],
    ['config.optimizer.name == "a"', 'config.scheduler.name == "a"', undefined],
    ['args.scheduler == "b"', 'not args.scheduler == "a"', undefined],
    ["args.scheduler", 'args.scheduler == "a"', undefined],
  ])("says of %s, where %s, %s", (condition, assumed, holds) => {
    expect(implied(condition, [assumed])).toBe(holds);
  });

  it("has the later branches of the same flag as it has them then", async () => {
    const { schedules } = await readFormat("train.py", SCRIPT);
    expect(schedules.map(({ foreign }) => foreign?.stepped)).toEqual(["epoch", "batch"]);
  });
});

it("reads the parser of a package that brings many other files along", async () => {
  const models = Array.from({ length: 30 }, (_, index) => `model${index}`);
  const files = {
    ...Object.fromEntries(models.map((name) => [`core/${name}.py`, "class Net: pass\n"])),
    "core/__init__.py": models.map((name) => `from .${name} import Net\n`).join(""),
    "flags.py":
      'import argparse\ndef make():\n    p = argparse.ArgumentParser()\n    p.add_argument("--lr", type=float, default=0.4)\n    return p\n',
  };
  const text = `import torch
from core import Net
from flags import make
args = make().parse_args()
optimizer = torch.optim.SGD(Net().parameters(), lr=args.lr)
s = torch.optim.lr_scheduler.StepLR(optimizer, 10)
`;
  expect(valuesOf(await one("train.py", text, { files }), [0])).toEqual([0.4]);
});
