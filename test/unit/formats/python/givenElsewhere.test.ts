import { describe, expect, it } from "vitest";
import { one } from "../read";

const script = (call: string): string => `import torch
from torch.optim.lr_scheduler import ExponentialLR
kind = "cosine"
net = torch.nn.Linear(1, 1)

def make(optimizer, gamma=0.9):
    scheduler = ExponentialLR(optimizer, gamma)
    for epoch in range(20):
        optimizer.step()
        scheduler.step()

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
if kind == "exponential":
    ${call}
`;

const asked = async (text: string): Promise<string[] | undefined> =>
  (await one("train.py", text))?.unknowns.map(({ symbol }) => symbol);

const BASE = 'optimizer.param_groups[0]["lr"]';

describe("the default of a parameter of a function that this run does not come to", () => {
  it.each([
    ["is not taken where a call gives it by its name", "make(optimizer, gamma=0.5)"],
    ["is not taken where a call gives it by its place", "make(optimizer, pow(0.5, 2))"],
    ["is not taken where a call may give it", "make(optimizer, **settings)"],
  ])("%s", async (_, call) => {
    expect(await asked(script(call))).toEqual([BASE, "gamma"]);
  });

  it.each([
    ["holds where no call gives it", "make(optimizer)"],
    ["holds where nothing calls it", "pass"],
    ["holds where another function is given it", "remake(optimizer, gamma=0.5)"],
    ["holds beside a comparison", "make(gamma == 0.5)"],
  ])("%s", async (_, call) => {
    expect(await asked(script(call))).toEqual([BASE]);
  });

  it("is not taken of a class that another file makes with another value", async () => {
    const own = `import torch

class Trainer:
    def __init__(self, net, gamma=0.9):
        self.optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
        self.scheduler = torch.optim.lr_scheduler.ExponentialLR(self.optimizer, gamma)

    def train(self):
        for epoch in range(20):
            self.optimizer.step()
            self.scheduler.step()
`;
    const main = (given: string): string => `from trainer import Trainer
kind = "none"
if __name__ == "__main__":
    if kind == "trainer":
        Trainer(net${given}).train()
`;
    const unknowns = async (given: string) => {
      const found = await one("trainer.py", own, { files: { "main.py": main(given) } });
      return found?.unknowns.map(({ symbol }) => symbol);
    };
    expect(await unknowns(", gamma=0.5")).toEqual(["gamma"]);
    expect(await unknowns("")).toEqual([]);
  });
});
