import { describe, expect, it } from "vitest";
import { readFormat } from "../read";

const METHODS = `
class Rates:
    def __init__(self, first=0.1):
        self.first = first

    def peak(self, times=2.0):
        return self.first * times
`;

const rates = async (script: string): Promise<readonly (number | undefined)[]> => {
  const { schedules } = await readFormat("train.py", script);
  return schedules.map(({ schedule }) => schedule?.tracks.get("learningRate")?.curve.at(0));
};

const train = (peak: string): string => `
optimizer = torch.optim.SGD(net.parameters(), lr=${peak})
scheduler = torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0, total_iters=1)
for epoch in range(3):
    scheduler.step()
`;

describe("definitions that are read when they are asked for", () => {
  it("gives a class its methods, defaults and all", async () => {
    expect(await rates(`import torch\n${METHODS}${train("Rates().peak()")}`)).toEqual([0.2]);
  });

  it("keeps the methods that a branch was the first to ask for", async () => {
    const branch = "if flag:\n    a = Rates().peak()\nelse:\n    a = Rates(0.3).peak()\n";
    expect(await rates(`import torch\n${METHODS}${branch}${train("Rates(0.2).peak(2)")}`)).toEqual([
      0.4,
    ]);
  });

  it("inherits methods and knows one that is replaced later", async () => {
    const more = "class Other(Rates):\n    def peak(self):\n        return 0.7\n";
    expect(await rates(`import torch\n${METHODS}${more}${train("Other().peak()")}`)).toEqual([0.7]);
    const replaced = "Rates.peak = lambda self: 0.9\n";
    expect(await rates(`import torch\n${METHODS}${replaced}${train("Rates().peak()")}`)).toEqual([
      0.9,
    ]);
  });
});
