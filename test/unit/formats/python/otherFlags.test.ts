import { describe, expect, it } from "vitest";
import { close, readFormat, told } from "../read";

const { cos, PI } = Math;

/** Of `--sched` and the branches that it decides: which of them makes the scheduler `s`. */
const script = (flag: string, branches: string): string => `import argparse, torch
from torch.optim.lr_scheduler import CosineAnnealingLR, MultiStepLR, StepLR
parser = argparse.ArgumentParser()
parser.add_argument(${flag})
args = parser.parse_args()
optimizer = torch.optim.SGD(net.parameters(), lr=0.4)
${branches}
for epoch in range(20):
    for x in loader:
        optimizer.step()
    s.step()
`;

const shown = async (text: string) => {
  const { document, schedules } = await readFormat("train.py", text);
  return schedules.map(({ anchor, foreign, schedule, unknowns }) => [
    document.text.slice(anchor.start, anchor.end),
    foreign?.stepped,
    schedule?.length,
    unknowns.length,
  ]);
};

const CHAIN = `if args.sched == "cosine":
    s = CosineAnnealingLR(optimizer, 20)
elif args.sched == "step":
    s = StepLR(optimizer, 5)
else:
    s = MultiStepLR(optimizer, [10, 15])`;

describe("schedulers of branches that a flag's default does not take", () => {
  it("are read as if the flag were given, with the clock and the length of their own", async () => {
    const epoch = ["epoch", 20, 0] as const;
    expect(await shown(script('"--sched", default="cosine"', CHAIN))).toEqual([
      ["CosineAnnealingLR", ...epoch],
      ["StepLR", ...epoch],
      ["MultiStepLR", ...epoch],
    ]);
  });

  it("have the values that they have there", async () => {
    const { schedules } = await readFormat(
      "train.py",
      script('"--sched", default="cosine"', CHAIN),
    );
    // torch: eta_min + (base - eta_min)(1 + cos(pi k / T_max)) / 2; a tenth every 5, or at 10 and 15
    close(schedules[0], (k) => 0.2 * (1 + cos((k / 20) * PI)), [0, 7, 19]);
    close(schedules[1], (k) => 0.4 * 0.1 ** Math.floor(k / 5), [0, 4, 5, 19]);
    close(schedules[2], (k) => 0.4 * 0.1 ** (k < 10 ? 0 : k < 15 ? 1 : 2), [0, 9, 10, 15]);
  });

  it.each([
    ["a flag without a value", '"--sched"', 'args.sched == "step"'],
    ["one that is None", '"--sched", default=None', 'args.sched == "step"'],
    ["a switch", '"--sched", action="store_true"', "args.sched"],
    ["a switch that is on", '"--sched", action="store_false"', "not args.sched"],
    ["a truth", '"--sched", default=False, type=bool', "args.sched"],
    ["a text among several", '"--sched", default="a"', 'args.sched in ("step", "steps")'],
  ])("are found: %s", async (_, flag, test) => {
    const branches = `if ${test}:\n    s = StepLR(optimizer, 5)\nelse:\n    s = None`;
    expect(await shown(script(flag, branches))).toEqual([["StepLR", "epoch", 20, 0]]);
    const conditional = `s = StepLR(optimizer, 5) if ${test} else None`;
    expect(await shown(script(flag, conditional))).toEqual([["StepLR", "epoch", 20, 0]]);
  });

  it("do not change the one that the default takes", async () => {
    const warm = script(
      '"--warm", default="none"',
      `if args.warm == "linear":
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    s = StepLR(optimizer, 2)
else:
    s = StepLR(optimizer, 5)`,
    );
    const { schedules, problems } = await readFormat("train.py", warm);
    expect(problems.map(({ code }) => code)).not.toContain("scheduler-never-stepped");
    close(schedules[0], (k) => 0.1 * 0.1 ** Math.floor(k / 2), [0, 1, 2, 19]);
    close(schedules[1], (k) => 0.4 * 0.1 ** Math.floor(k / 5), [0, 4, 5, 19]);
  });

  it("are those of a constructor that nothing in the file calls, too", async () => {
    const text = `import torch
import lightning as L
class Net(L.LightningModule):
    def __init__(self, kind="cyclic"):
        super().__init__()
        self.kind = kind
    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=0.1)
        if self.kind == "cyclic":
            s = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=100)
            return [optimizer], [{"scheduler": s, "interval": "step"}]
        elif self.kind == "step":
            s = torch.optim.lr_scheduler.StepLR(optimizer, 30)
            return [optimizer], [s]
`;
    const { schedules } = await readFormat("net.py", text);
    expect(schedules.map(({ foreign }) => [foreign?.clock, foreign?.stepped])).toEqual([
      ["update", "framework"],
      ["epoch", "framework"],
    ]);
  });

  it("are no more than so many readings allow", async () => {
    const kinds = Array.from({ length: 30 }, (_, index) => `k${index}`);
    const branches = kinds
      .map(
        (kind, i) =>
          `${i ? "elif" : "if"} args.sched == "${kind}":\n    s = StepLR(optimizer, ${i + 1})`,
      )
      .join("\n");
    expect(await shown(script('"--sched", default="k29"', branches))).toHaveLength(9);
  });
});

it("a rate that a hook of Lightning writes beside its scheduler is named, and nothing is drawn", async () => {
  const text = `import torch
import lightning as L
class Net(L.LightningModule):
    def configure_optimizers(self):
        optimizer = torch.optim.SGD(self.parameters(), lr=0.5)
        s = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 90)
        return [optimizer], [s]
    def on_train_epoch_start(self):
        if self.current_epoch < 5:
            for group in self.optimizers().param_groups:
                group["lr"] = 0.5 * (self.current_epoch + 1) / 5
`;
  const { schedules } = await readFormat("net.py", text);
  expect(schedules[0]?.schedule).toBeUndefined();
  expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual([
    'the rate that the script writes into param_groups["lr"] beside it',
  ]);
});

it("a scheduler that a Lightning module of another file is given is stepped by it", async () => {
  const text = `import torch
import lightning as L
from net import Net
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=100)
L.Trainer(max_epochs=100).fit(Net(model, optimizer, scheduler=s))
`;
  const net = `import lightning as L
class Net(L.LightningModule):
    def __init__(self, model, optimizer, scheduler):
        super().__init__()
        self.optimizer, self.scheduler = optimizer, scheduler
    def configure_optimizers(self):
        return {"optimizer": self.optimizer, "lr_scheduler": self.scheduler}
`;
  const { schedules } = await readFormat("main.py", text, { files: { "net.py": net } });
  expect(schedules.map(({ foreign, schedule }) => [foreign?.stepped, schedule?.length])).toEqual([
    ["framework", 100],
  ]);
});

it("what **kwargs hold is not taken for nothing where only a caller knows", async () => {
  const analysis = await readFormat(
    "train.py",
    `import torch
def build(net, **kwargs):
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    steps = kwargs.get("every", 30)
    return torch.optim.lr_scheduler.StepLR(optimizer, steps)
`,
  );
  expect(analysis.schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual([
    'kwargs.get("every", 30)',
  ]);
  expect(told(analysis)).toEqual([]);
});
