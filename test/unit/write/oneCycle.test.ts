import { describe, expect, it } from "vitest";
import { convert } from "../../../src/core/write/convert";
import { torchWriter } from "../../../src/core/write/targets/torch";
import { one, readAlone } from "../formats/read";
import { scheduleOf } from "../schedule/build";

const SGD = "SGD(model.parameters(), lr=0.1, momentum=0.9)";
const ADAMW = "AdamW(model.parameters(), lr=0.1)";
const LEVELS = "base_momentum=0.85, max_momentum=0.95";

async function converted(optimizer: string, args: string, steps: number) {
  const script = `import torch
optimizer = torch.optim.${optimizer}
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, ${args})
for step in range(${steps}):
    optimizer.step()
    scheduler.step()
`;
  const schedule = (await one("train.py", script))?.schedule;
  if (!schedule) throw new Error("no schedule");
  return convert(torchWriter, { schedule, file: "train.py" }, readAlone);
}

/** The arguments of the only scheduler, on one line. */
const written = (code: string | null): string | undefined =>
  /return OneCycleLR\(\s*optimizer,\s*([^]*?),?\s*\)\n/.exec(code ?? "")?.[1]?.replace(/\s+/g, " ");

/** What the script says, how long it runs, and all arguments of the code: the script's, with the usual ones. */
const CASES: readonly (readonly [optimizer: string, args: string, steps: number, all: string])[] = [
  [
    SGD,
    "max_lr=0.5, total_steps=1000",
    1000,
    `max_lr=0.5, total_steps=1000, pct_start=0.3, anneal_strategy="cos", ${LEVELS}, div_factor=25, final_div_factor=10000`,
  ],
  // the rise ends between two updates: 0.25 · 90 − 1, 0.3 · 4685 − 1
  [
    SGD,
    "max_lr=0.5, total_steps=90, pct_start=0.25",
    90,
    `max_lr=0.5, total_steps=90, pct_start=0.25, anneal_strategy="cos", ${LEVELS}, div_factor=25, final_div_factor=10000`,
  ],
  [
    SGD,
    "max_lr=3e-3, epochs=5, steps_per_epoch=937, base_momentum=0.8, max_momentum=0.9",
    4685,
    `max_lr=0.003, total_steps=4685, pct_start=0.3, anneal_strategy="cos", base_momentum=0.8, max_momentum=0.9, div_factor=25, final_div_factor=10000`,
  ],
  [
    ADAMW,
    'max_lr=1e-3, total_steps=777, anneal_strategy="linear", div_factor=10, final_div_factor=100',
    777,
    `max_lr=0.001, total_steps=777, pct_start=0.3, anneal_strategy="linear", ${LEVELS}, div_factor=10, final_div_factor=100`,
  ],
  [
    SGD,
    "max_lr=0.5, total_steps=500, pct_start=0.45, three_phase=True",
    500,
    `max_lr=0.5, total_steps=500, pct_start=0.45, anneal_strategy="cos", ${LEVELS}, div_factor=25, final_div_factor=10000, three_phase=True`,
  ],
  [
    ADAMW,
    "max_lr=1e-3, total_steps=300, pct_start=0.125, cycle_momentum=False",
    300,
    `max_lr=0.001, total_steps=300, pct_start=0.125, anneal_strategy="cos", cycle_momentum=False, div_factor=25, final_div_factor=10000`,
  ],
];

describe("a one-cycle policy of a script", () => {
  it.each(CASES)("is torch's own again: %s, %s", async (optimizer, args, steps, all) => {
    const { code, difference, left, unread } = await converted(optimizer, args, steps);
    expect(written(code)).toBe(all);
    expect([left, unread]).toEqual([[], []]);
    expect(difference?.relative).toBeLessThanOrEqual(1e-12);
  });

  it("is no untuned warmup, which stays at its peak", async () => {
    const schedule = scheduleOf({
      length: { steps: 1000 },
      learningRate: [{ kind: "untunedWarmup", to: 0.1, beta2: 0.99 }],
    });
    const { code, difference } = await convert(torchWriter, { schedule, file: "" }, readAlone);
    // min(1, (1 − β2) / 2 · (t + 1)): 1/200 at first, 1 at t = 199
    expect(code).toContain("return LinearLR(optimizer, start_factor=0.005, total_iters=199)");
    expect(difference?.relative).toBeLessThanOrEqual(1e-12);
  });

  it("is code of its own where the run ends before the cycle", async () => {
    const { code, difference } = await converted(SGD, "max_lr=0.5, total_steps=1000", 700);
    expect(written(code)).toBeUndefined();
    expect(code).toContain("return Schedule(optimizer, LearningRateFactor())");
    expect(difference?.relative).toBeLessThanOrEqual(1e-12);
  });
});
