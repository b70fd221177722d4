import { describe, expect, it } from "vitest";
import { fixed, readFormat, told, valuesOf } from "../read";

const script = (optimizer: string, scheduler: string, steps = 100): string => `import torch
from torch.optim.lr_scheduler import *
opt = torch.optim.${optimizer}
s = ${scheduler}
for step in range(${steps}):
    opt.step()
    s.step()
`;
const traps = async (text: string): Promise<string[]> =>
  told(await readFormat("train.py", text)).filter((one) => /^(?:cycle|sequential)-/.test(one));

const PLAIN = "SGD(p, lr=0.1)";

describe("what a cycle does to the optimizer", () => {
  it("is told where SGD has no momentum, with its fix", async () => {
    const text = script(PLAIN, "OneCycleLR(opt, 0.5, total_steps=100)");
    const analysis = await readFormat("train.py", text);
    expect(told(analysis)).toContain("cycle-overrides-momentum: OneCycleLR");
    // as torch 2.13 has it: momentum begins at max_momentum
    expect(valuesOf(analysis.schedules[0], [0], "momentum")[0]).toBeCloseTo(0.95, 12);
    const mended = fixed(analysis, "cycle-overrides-momentum");
    expect(mended).toContain("OneCycleLR(opt, 0.5, total_steps=100, cycle_momentum=False)");
    expect(await traps(mended)).toEqual([]);
    const trailing = script(PLAIN, "OneCycleLR(\n    opt, 0.5,\n    total_steps=100,\n)");
    expect(fixed(await readFormat("train.py", trailing), "cycle-overrides-momentum")).toContain(
      "total_steps=100, cycle_momentum=False\n)",
    );
  });

  it.each([
    ["SGD(p, lr=0.1, momentum=0.9)", "OneCycleLR(opt, 0.5, total_steps=100)"],
    ["AdamW(p, lr=0.1)", "OneCycleLR(opt, 0.5, total_steps=100)"],
    [PLAIN, "OneCycleLR(opt, 0.5, total_steps=100, cycle_momentum=False)"],
    [PLAIN, "OneCycleLR(opt, 0.5, total_steps=100, max_momentum=0.9)"],
    [PLAIN, "StepLR(opt, 10)"],
  ])("is not told of %s with %s", async (optimizer, scheduler) => {
    expect(await traps(script(optimizer, scheduler))).toEqual([]);
  });

  it("is told of β1, and of groups that get one maximum", async () => {
    const adam = script("Adam(p, lr=0.1, betas=(0.5, 0.99))", "CyclicLR(opt, 0.01, 0.1)");
    expect(await traps(adam)).toEqual(["cycle-overrides-momentum: CyclicLR"]);
    const groups = "SGD([{'params': a, 'lr': 0.01}, {'params': b}], lr=0.1, momentum=0.9)";
    expect(await traps(script(groups, "OneCycleLR(opt, max_lr=0.5, total_steps=100)"))).toEqual([
      "cycle-flattens-groups: 0.5",
    ]);
    const listed = script(groups, "OneCycleLR(opt, max_lr=[0.05, 0.5], total_steps=100)");
    expect(await traps(listed)).toEqual([]);
  });
});

describe("SequentialLR's milestones", () => {
  const parts = "[ConstantLR(opt, 0.1, 5), ExponentialLR(opt, 0.9), StepLR(opt, 10)]";

  it.each([
    ["[20, 10]", ["sequential-milestone: [20, 10]"]],
    ["[20, 200]", ["sequential-milestone: [20, 200]"]],
    ["[20, 50]", []],
  ])("%s", async (ends, expected) => {
    expect(await traps(script(PLAIN, `SequentialLR(opt, ${parts}, ${ends})`))).toEqual(expected);
  });

  it("say that a cycle inside changes the base rate", async () => {
    const inside =
      "SequentialLR(opt, [OneCycleLR(opt, 0.5, total_steps=50, cycle_momentum=False), StepLR(opt, 10)], [50])";
    expect(await traps(script(PLAIN, inside))).toEqual(["cycle-inside-sequence: OneCycleLR"]);
  });
});
