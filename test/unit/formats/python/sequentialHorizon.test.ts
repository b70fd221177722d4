import { describe, expect, it } from "vitest";
import { fixed, readFormat, told, valuesOf } from "../read";

const script = (horizon: string, milestone = 10): string => `
import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
warm = LinearLR(optimizer, 0.1, total_iters=${milestone})
scheduler = SequentialLR(optimizer, [warm, CosineAnnealingLR(optimizer, T_max=${horizon})], milestones=[${milestone}])
for epoch in range(100):
    for x in loader:
        optimizer.step()
    scheduler.step()
`;
const codes = async (text: string): Promise<string[]> =>
  told(await readFormat("train.py", text)).filter((line) => line.startsWith("cosine-"));

describe("a cosine behind a warmup", () => {
  it("that is as long as the run counts the warmup twice", async () => {
    const analysis = await readFormat("train.py", script("100"));
    expect(told(analysis)).toContain("cosine-no-finish: 100");
    // after 90 of 100 steps of its own it is still above its floor of 0
    expect(valuesOf(analysis.schedules[0], [99])[0]).toBeCloseTo(
      0.05 * (1 + Math.cos((Math.PI * 89) / 100)),
      12,
    );
    expect(await codes(fixed(analysis, "cosine-no-finish"))).toEqual([]);
  });

  it("that is shorter than what is left rises again", async () => {
    const analysis = await readFormat("train.py", script("45"));
    expect(told(analysis)).toContain("cosine-rises-again: 45");
    expect(await codes(fixed(analysis, "cosine-rises-again"))).toEqual([]);
  });

  it.each([
    ["the rest of the run", script("90")],
    ["one step more, as some count", script("91")],
    ["what only the run knows", script("total")],
    ["a run without a length", script("100").replace("range(100)", "range(epochs)")],
  ])("is left alone over %s", async (_name, text) => {
    expect(await codes(text)).toEqual([]);
  });
});
