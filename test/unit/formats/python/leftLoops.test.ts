import { describe, expect, it } from "vitest";
import { readFormat } from "../read";

const script = (loop: string): string => `import torch
opt = torch.optim.SGD(torch.nn.Linear(2, 2).parameters(), lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=50)
${loop}
`;

const STEP = "opt.step()\n    s.step()\n";

describe("a loop that a break leaves", () => {
  // expected: how often Python runs the steps
  it.each<[string, string, number]>([
    ["before it steps", `for i in range(391):\n    if i == 40:\n        break\n    ${STEP}`, 40],
    ["after it has", `for i in range(391):\n    ${STEP}    if i == 40:\n        break\n`, 41],
    ["by a constant", `N = 7\nfor i in range(391):\n    if i >= N: break\n    ${STEP}`, 7],
    [
      "within another one",
      `for epoch in range(3):\n  for i in range(391):\n    if i > 9: break\n    ${STEP}`,
      30,
    ],
    ["in no round", `for i in range(30):\n    if i == 40:\n        break\n    ${STEP}`, 30],
    // how long it is planned to be
    [
      "as the run decides",
      `for i in range(30):\n    if loss() < 1:\n        break\n    ${STEP}`,
      30,
    ],
  ])("%s", async (_name, loop, length) => {
    const [found] = (await readFormat("train.py", script(loop))).schedules;
    expect(found?.unknowns ?? []).toEqual([]);
    expect(found?.schedule?.length).toBe(length);
  });
});
