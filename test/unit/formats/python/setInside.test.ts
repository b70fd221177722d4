import { describe, expect, it } from "vitest";
import { one, valuesOf } from "../read";

const script = (round: string) => `import torch
optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
s = torch.optim.lr_scheduler.StepLR(optimizer, 2)
for epoch in range(6):
    stepped = False
    for x in loader:
${round.replaceAll(/^/gm, "        ")}
    if stepped:
        s.step()
`;

const read = async (round: string) => {
  const found = await one("train.py", script(round));
  const unknowns = found?.unknowns ?? [];
  return unknowns.length > 0 ? unknowns.map(({ symbol }) => symbol) : valuesOf(found, [0, 2, 4]);
};

describe("what the rounds of a loop that trains leave behind", () => {
  it.each([
    ["after each update", "optimizer.step()\nstepped = True"],
    [
      "in either branch",
      "if x.big:\n    halves(x)\n    stepped = True\nelse:\n    stepped = True\noptimizer.step()",
    ],
  ])("is known where every round sets it: %s", async (_, round) => {
    expect(await read(round)).toEqual([0.5, 0.05, 0.005000000000000001]);
  });

  it.each([
    ["one branch alone does", "optimizer.step()\nif x.ok():\n    stepped = True"],
    ["a round may end before", "if x.bad():\n    continue\noptimizer.step()\nstepped = True"],
    ["the loop may end before", "if x.bad():\n    break\noptimizer.step()\nstepped = True"],
    [
      "something may be raised",
      "try:\n    optimizer.step()\n    stepped = True\nexcept E:\n    pass",
    ],
    ["another value may be left", "optimizer.step()\nstepped = x.ok()"],
    ["the loop makes no update", "stepped = True\nprint(x)"],
  ])("is what only the run knows where %s", async (_, round) => {
    expect(await read(round)).not.toContain(0.5);
  });
});
