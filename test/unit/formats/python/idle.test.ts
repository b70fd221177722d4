import { describe, expect, it } from "vitest";
import { readFormat } from "../read";

const HEAD = "import torch\nfrom torch import nn, optim\n";
const MODEL = `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(8, 8) for _ in range(4)]

def numbers(path):
    return [float(line) for line in open(path)]
`;
const train = (made: string): string => `${made}
for epoch in range(30):
    for x in loader:
        optimizer.step()
    scheduler.step()
`;

describe("definitions that nothing calls", () => {
  it.each([
    [
      "a function that makes a scheduler",
      "def setup(model):\n    optimizer = optim.SGD(model.parameters(), lr=0.1)\n    return optim.lr_scheduler.StepLR(optimizer, 30)\n",
    ],
    [
      "a scheduler by another name",
      "from torch.optim.lr_scheduler import StepLR as Stairs\nfrom torch.optim import SGD as Descent\ndef setup(net):\n    one = Descent(net.parameters(), 0.1)\n    return Stairs(one, 30)\n",
    ],
    [
      "one that another one names",
      "from torch.optim.lr_scheduler import StepLR as Stairs\ndef stairs(one):\n    return Stairs(one, 30)\ndef setup(net):\n    return stairs(optim.SGD(net.parameters(), 0.1))\n",
    ],
    [
      "a method",
      "class Task:\n    def setup(self, net):\n        self.o = optim.SGD(net.parameters(), lr=0.1)\n        self.s = optim.lr_scheduler.StepLR(self.o, 30)\n",
    ],
  ])("are read for %s", async (_, made) => {
    const { schedules } = await readFormat("train.py", HEAD + MODEL + made);
    expect(schedules.map(({ foreign }) => foreign?.format)).toEqual(["torch"]);
  });

  it("cost nothing of what reading may cost", async () => {
    const busy = Array.from(
      { length: 400 },
      (_, i) =>
        `def table_${i}(rows):\n    return [[a * b for a in range(60)] for b in range(60)]\n`,
    ).join("");
    const text = `${HEAD}${busy}${train("optimizer = optim.SGD(m.parameters(), lr=0.1)\nscheduler = optim.lr_scheduler.StepLR(optimizer, 10)")}`;
    const { schedules, problems } = await readFormat("train.py", text);
    expect(schedules).toHaveLength(1);
    expect(problems.map(({ code }) => code)).not.toContain("too-large");
  });
});
