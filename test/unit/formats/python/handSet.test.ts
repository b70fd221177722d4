import { describe, expect, it } from "vitest";
import { close, one } from "../read";

const head = `
import math
learning_rate, min_lr, warmup, decay = 6e-4, 6e-5, 200, 6000

def get_lr(it):
    if it < warmup:
        return learning_rate * (it + 1) / (warmup + 1)
    if it > decay:
        return min_lr
    ratio = (it - warmup) / (decay - warmup)
    assert 0 <= ratio <= 1
    return min_lr + 0.5 * (1.0 + math.cos(math.pi * ratio)) * (learning_rate - min_lr)
`;

const body = `
    for group in optimizer.param_groups:
        group["lr"] = get_lr(it)
    optimizer.step()
`;

const rate = (it: number): number => {
  if (it < 200) return (6e-4 * (it + 1)) / 201;
  if (it > 6000) return 6e-5;
  return 6e-5 + 0.5 * (1 + Math.cos((Math.PI * (it - 200)) / 5800)) * 5.4e-4;
};

describe("rates written into an optimizer that comes from elsewhere", () => {
  it.each([
    ["a name of nowhere, in a for loop", `for it in range(6000):${body}`, 6000],
    [
      "what an unknown model makes, until a break",
      `optimizer = model.configure_optimizers(0.1, learning_rate)
it = 0
while True:${body}    it += 1
    if it > decay:
        break
`,
      6001,
    ],
    ["a while loop that counts", `it = 0\nwhile it < 6000:${body}    it += 1\n`, 6000],
  ])("are drawn: %s", async (_, loop, length) => {
    const schedule = await one("train.py", head + loop);
    expect(schedule?.unknowns ?? []).toEqual([]);
    expect(schedule?.schedule?.length).toBe(length);
    close(schedule, rate, [0, 100, 199, 200, 3000, 5999]);
  });
});
