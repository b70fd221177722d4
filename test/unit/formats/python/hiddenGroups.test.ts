import { describe, expect, it } from "vitest";
import { one, readFormat, valuesOf } from "../read";

const script = (groups: string, optimizer: string): string => `import torch
def build(net, stages):
${groups}
    opt = torch.optim.${optimizer}
    return opt, torch.optim.lr_scheduler.MultiStepLR(opt, milestones=[3], gamma=0.1)
opt, s = build(net, pick(net))
for epoch in range(6):
    for x in loader:
        opt.step()
    s.step()
`;
const RATED = `    groups = [{"params": net.parameters(), "lr": 0.01}]
    if stages:
        groups.append({"params": stages, "lr": 0.003})`;
const PLAIN = `    groups = [{"params": net.parameters()}]
    if stages:
        groups.append({"params": stages, "weight_decay": 0.0})`;
const CHOSEN = `    groups = [{"params": net.parameters(), "lr": 0.01}] if stages else [{"params": stages, "lr": 0.02}]`;

describe("parameter groups that a branch changes", () => {
  it.each([
    ["rates of their own", script(RATED, "SGD(groups)")],
    ["rates of their own beside a rate for all", script(RATED, "SGD(groups, lr=0.1)")],
    ["no rate at all", script(PLAIN, "SGD(groups)")],
    ["one of two lists", script(CHOSEN, "SGD(groups, lr=0.1)")],
  ])(
    "are asked for their rate, and never drawn with the library's default: %s",
    async (_, text) => {
      const { schedules } = await readFormat("train.py", text);
      expect(schedules[0]?.schedule).toBeUndefined();
      const symbol = 'opt.param_groups[0]["lr"]';
      expect(schedules[0]?.unknowns.map((unknown) => unknown.symbol)).toEqual([symbol]);
      const answered = await one("train.py", text, { values: { [symbol]: 0.5 } });
      expect(valuesOf(answered, [0, 2, 3])).toEqual([0.5, 0.5, 0.05]);
    },
  );

  it("are drawn with the rate that is given for all of them", async () => {
    const text = script(PLAIN, "SGD(groups, lr=0.1)");
    expect(valuesOf(await one("train.py", text), [0])).toEqual([0.1]);
  });
});
