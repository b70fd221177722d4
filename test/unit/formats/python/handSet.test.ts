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

describe("rates written where one round in several makes an update", () => {
  const script = (rounds: string) => `import torch
optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
ACCUMULATE = 4
for i in ${rounds}:
    loss(i).backward()
    if (i + 1) % ACCUMULATE == 0:
        done = (i + 1) // ACCUMULATE
        for group in optimizer.param_groups:
            group["lr"] = 1 / (done + 1)
        optimizer.step()
        optimizer.zero_grad()
`;

  // the update k, from 0, is made in round 4k + 3, where done is k + 1
  const ofUpdate = (k: number): number => 1 / (k + 2);

  it.each([
    ["a short run", "range(42)", 10],
    ["a long run", "range(400000)", 100_000],
  ])("are those of the updates: %s", async (_, rounds, length) => {
    const schedule = await one("train.py", script(rounds));
    expect(schedule?.unknowns).toEqual([]);
    expect(schedule?.schedule?.length).toBe(length);
    close(schedule, ofUpdate, [0, 1, 5, length - 1]);
  });

  it("are those of the rounds where each makes one, or nobody knows which do", async () => {
    const always = script("range(40)").replace(/if .*ACCUMULATE == 0/, "if True");
    expect((await one("train.py", always))?.schedule?.length).toBe(40);
    const unknown = script("range(40)").replace("ACCUMULATE = 4", "ACCUMULATE = settings()");
    const { unknowns } = (await one("train.py", unknown)) ?? {};
    expect(unknowns?.length).toBeGreaterThan(0);
  });
});
