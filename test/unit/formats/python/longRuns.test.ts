import { describe, expect, it } from "vitest";
import { one, valuesOf } from "../read";

const torchRun = (scheduler: string, rounds: number, before = ""): string => `import torch
from torch.optim.lr_scheduler import *
${before}
opt = torch.optim.SGD(net.parameters(), lr=0.1)
s = ${scheduler}
for epoch in range(${rounds}):
    opt.step()
    s.step()
`;

const keras = (epochs: number): string => `import keras
def rate(epoch, lr):
    return lr if epoch < 5 else lr * 0.99999
model.compile(keras.optimizers.SGD(0.1))
model.fit(x, epochs=${epochs}, callbacks=[keras.callbacks.LearningRateScheduler(rate)])
`;

const BILLION = 1_000_000_000;

/** What follows from one value to the next is worked out step by step, as nothing shorter is known. */
const FOLLOWING: readonly [string, (rounds: number) => string][] = [
  ["MultiplicativeLR", (n) => torchRun("MultiplicativeLR(opt, lambda k: 0.99999)", n)],
  [
    "ChainedScheduler",
    (n) =>
      torchRun("ChainedScheduler([CosineAnnealingLR(opt, 999), ExponentialLR(opt, 0.9999)])", n),
  ],
  [
    "SequentialLR",
    (n) =>
      torchRun(
        "SequentialLR(opt, [ConstantLR(opt, 0.5, 9), MultiplicativeLR(opt, lambda k: 0.99999)], [9])",
        n,
      ),
  ],
  ["Keras' LearningRateScheduler", keras],
];

describe("a run of a billion steps", () => {
  it.each(FOLLOWING)("of %s is read as far as its values are worked out", async (_, script) => {
    const short = await one("train.py", script(100_000));
    const long = await one("train.py", script(BILLION));
    const steps = [0, 1, 17, 4096, 99_999];
    expect(valuesOf(short, steps)).not.toContain(NaN);
    expect(valuesOf(long, steps)).toEqual(valuesOf(short, steps));
    expect(valuesOf(long, [BILLION - 1])).toEqual([NaN]);
    const told = long?.problems.filter(({ message }) => /^The values at the end/.test(message));
    expect(told).toHaveLength(1);
    expect(short?.problems.filter(({ code }) => code === "not-read")).toEqual([]);
  });

  it("of a function of the step alone is known to its end", async () => {
    const script = torchRun("LambdaLR(opt, lambda k: 1 / (1 + k // 1000))", BILLION);
    const found = await one("train.py", script);
    expect(valuesOf(found, [0, 1000])).toEqual([0.1, 0.05]);
    expect(valuesOf(found, [BILLION - 1])[0]).toBeCloseTo(1e-7, 20);
    const rates = found?.schedule?.tracks.get("learningRate")?.curve;
    const { min, max } = rates?.extremes(0, BILLION - 1) ?? {};
    expect(max).toBe(0.1);
    expect(min).toBeCloseTo(1e-7, 20);
  });
});

describe("functions of a script", () => {
  it("that take long are asked only so often, and it is told that values are missing", async () => {
    const script = `import torch
def slow(k):
    total = 0
    for i in range(300):
        total += i * k
    return 1 / (1 + total)

opt = torch.optim.SGD([{"params": a}, {"params": b}, {"params": c}, {"params": d}], lr=0.1)
s = torch.optim.lr_scheduler.LambdaLR(opt, [slow, slow, slow, slow])
for update in range(1_000_000):
    opt.step()
    s.step()
`;
    const found = await one("train.py", script);
    expect(found?.schedule?.length).toBe(1_000_000);
    const told = found?.problems.filter(({ code }) => code === "too-large") ?? [];
    expect(told.map(({ severity }) => severity)).toEqual(["warning"]);
  });
});
