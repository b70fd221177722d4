import { describe, expect, it } from "vitest";
import { one, readFormat, valuesOf } from "../read";

const HEAD = `import torch
from torch.optim.lr_scheduler import *
opt = torch.optim.SGD(net.parameters(), lr=0.1)
s = ExponentialLR(opt, 0.5)
`;

/** The rate of each update, as the loops make them: halved by each step of the scheduler. */
function rates(rounds: Iterable<readonly [updates: number, steps: number]>): number[] {
  const all: number[] = [];
  let rate = 0.1;
  for (const [updates, steps] of rounds) {
    for (let update = 0; update < updates; update++) all.push(rate);
    rate *= 0.5 ** steps;
  }
  return all;
}

const epochs = (count: number, isStepped: (epoch: number) => boolean, updates = 1) =>
  rates(Array.from({ length: count }, (_, epoch) => [updates, isStepped(epoch) ? 1 : 0]));

/** All rates that are drawn, to the last bits of a product. */
async function expectRates(body: string, expected: readonly number[], head = HEAD): Promise<void> {
  const found = await one("train.py", head + body);
  expect(found?.unknowns).toEqual([]);
  expect(found?.schedule?.length).toBe(expected.length);
  const drawn = valuesOf(found, [...expected.keys()]);
  for (const [step, rate] of expected.entries()) expect(drawn[step]).toBeCloseTo(rate, 14);
}

describe("a scheduler that is stepped in some rounds of a loop", () => {
  it.each<[string, string, (epoch: number) => boolean]>([
    ["from an epoch on", "epoch >= 3", (epoch) => epoch >= 3],
    ["until an epoch", "epoch < 4", (epoch) => epoch < 4],
    ["between two", "2 < epoch <= 6", (epoch) => epoch > 2 && epoch <= 6],
    ["every third", "(epoch + 1) % 3 == 0", (epoch) => (epoch + 1) % 3 === 0],
    ["in these", "epoch in (2, 5, 7)", (epoch) => [2, 5, 7].includes(epoch)],
    ["but in this", "not epoch == 4", (epoch) => epoch !== 4],
    ["by a constant", "epoch > 2 * START", (epoch) => epoch > 4],
  ])("%s: %s", async (_, test, isStepped) => {
    const body = `START = 2
for epoch in range(10):
    for i in range(3):
        opt.step()
    if ${test}:
        s.step()
`;
    await expectRates(body, epochs(10, isStepped, 3));
  });

  it("counts from where the loop begins", async () => {
    const body =
      "for epoch in range(5, 12):\n    opt.step()\n    if epoch > 7:\n        s.step()\n";
    await expectRates(
      body,
      epochs(7, (round) => round + 5 > 7),
    );
  });

  it("in every epoch anew, where batches decide", async () => {
    const body = `for epoch in range(3):
    for i in range(4):
        opt.step()
        if i < 2:
            s.step()
`;
    const rounds = Array.from({ length: 12 }, (_, k) => [1, k % 4 < 2 ? 1 : 0] as const);
    await expectRates(body, rates(rounds));
  });

  it("in a run of a billion updates, which costs no more than a short one", async () => {
    const body = `for epoch in range(250_000_000):
    for i in range(4):
        opt.step()
        if i == 1:
            s.step()
`;
    const head = HEAD.replace("ExponentialLR(opt, 0.5)", "StepLR(opt, 2, 0.5)");
    const found = await one("train.py", head + body);
    expect(found?.schedule?.length).toBe(1e9);
    // one step in each epoch, after its second update; every second of them halves the rate
    expect(valuesOf(found, [0, 5, 6, 13, 14])).toEqual([0.1, 0.1, 0.05, 0.05, 0.025]);
  });

  it("in a function that is given the epoch", async () => {
    const body = `def after(epoch, first=4):
    if epoch < first:
        return
    s.step()
for epoch in range(8):
    opt.step()
    after(epoch)
`;
    await expectRates(
      body,
      epochs(8, (epoch) => epoch >= 4),
    );
  });

  it("where the other rounds go on before it", async () => {
    const body = `for epoch in range(8):
    opt.step()
    if epoch < 3:
        continue
    s.step()
`;
    await expectRates(
      body,
      epochs(8, (epoch) => epoch >= 3),
    );
  });

  it("before the optimizer", async () => {
    const body = `for epoch in range(6):
    if epoch >= 2:
        s.step()
    opt.step()
`;
    await expectRates(
      body,
      Array.from({ length: 6 }, (_, epoch) => 0.1 * 0.5 ** Math.max(0, epoch - 1)),
    );
  });

  it("of the script's own class", async () => {
    const head = `${HEAD}class Half(LRScheduler):
    def get_lr(self):
        return [base * 0.5 ** self.last_epoch for base in self.base_lrs]
opt = torch.optim.SGD(net.parameters(), lr=0.1)
s = Half(opt)
`;
    const body = "for epoch in range(6):\n    opt.step()\n    if epoch > 1:\n        s.step()\n";
    const found = await one("train.py", head.replace("s = ExponentialLR(opt, 0.5)\n", "") + body);
    expect(valuesOf(found, [0, 1, 2, 3, 5])).toEqual([0.1, 0.1, 0.1, 0.05, 0.0125]);
  });

  it("counts the steps that are made against the scheduler's horizon", async () => {
    const script = (horizon: number): string => `import torch
opt = torch.optim.SGD(net.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, ${horizon})
for epoch in range(20):
    opt.step()
    if epoch >= 5:
        s.step()
`;
    const codes = async (horizon: number): Promise<string[]> =>
      (await readFormat("train.py", script(horizon))).problems.map(({ code }) => code);
    expect(await codes(15)).not.toContain("cosine-rises-again");
    expect(await codes(15)).not.toContain("cosine-no-finish");
    expect(await codes(20)).toContain("cosine-no-finish");
    expect(await codes(10)).toContain("cosine-rises-again");
  });
});

describe("a scheduler that is stepped nobody knows when", () => {
  it.each([
    ["the loss decides", "if loss < best:\n        s.step()"],
    ["there are no updates in the others", "if epoch > 2:\n        opt.step()\n        s.step()"],
    ["a call decides", "if due(epoch):\n        s.step()"],
    [
      "a part of some rounds goes on",
      "if epoch > 2:\n        if epoch % 2:\n            continue\n    s.step()",
    ],
  ])("has no curve: %s", async (_, step) => {
    const body = `for epoch in range(8):\n    loss = train(epoch)\n    opt.step()\n    ${step}\n`;
    const found = await one("train.py", HEAD + body);
    expect(found?.schedule).toBeUndefined();
    expect(found?.unknowns).not.toEqual([]);
  });

  it("has its curve where a round that is left early is the last", async () => {
    const body =
      "for epoch in range(8):\n    opt.step()\n    if stop():\n        break\n    s.step()\n";
    await expectRates(
      body,
      epochs(8, () => true),
    );
  });
});

describe("a function of the step that gives another one", () => {
  it("is no rate, and is not tried with all that it gives", async () => {
    const found = await one(
      "train.py",
      `import torch
class Again:
    def __call__(self, step):
        return Again()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.LambdaLR(opt, Again())
for step in range(9):
    opt.step()
    s.step()
`,
    );
    expect(found?.schedule).toBeUndefined();
    expect(found?.unknowns).not.toEqual([]);
  });
});

it("a plateau that is looked at in some rounds alone counts these", async () => {
  const text = `import torch
opt = torch.optim.SGD(net.parameters(), lr=0.8)
s = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, mode="max", factor=0.5, patience=1)
EVERY, EPOCHS = 3, 20
for epoch in range(EPOCHS):
    for x in loader:
        opt.step()
    if (epoch + 1) % EVERY == 0 or epoch == EPOCHS - 1:
        s.step(evaluate())
`;
  const values = { "evaluations that improve": 2 };
  const found = await one("train.py", text, { values });
  expect(found?.unknowns).toEqual([]);
  // torch 2.13: the second evaluation, after the sixth epoch, is the last that is better
  const torch = [...Array<number>(12).fill(0.8), ...Array<number>(6).fill(0.4), 0.2, 0.2];
  expect(valuesOf(found, [...torch.keys()])).toEqual(torch);
});
