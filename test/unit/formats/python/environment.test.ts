import { describe, expect, it } from "vitest";
import { one, valuesOf, type World } from "../read";

const script = (rate: string, more = "") => `import os
import torch
lr = ${rate}
${more}optimizer = torch.optim.SGD(net.parameters(), lr=lr)
s = torch.optim.lr_scheduler.StepLR(optimizer, 10)
`;

const read = async (rate: string, { more, ...world }: World & { more?: string } = {}) => {
  const found = await one("train.py", script(rate, more), world);
  const unknowns = found?.unknowns ?? [];
  return unknowns.length > 0 ? unknowns.map(({ symbol }) => symbol) : valuesOf(found, [0])[0];
};

describe("what stands in the environment", () => {
  it.each([
    ["a number", 'os.environ.get("LR", 0.5)'],
    ["a text that is made a number", 'float(os.environ.get("LR", "0.5"))'],
    ["of getenv, named", 'float(os.getenv("LR", default="5e-1"))'],
  ])("has its default: %s", async (_, rate) => {
    expect(await read(rate)).toBe(0.5);
  });

  it("decides by its default", async () => {
    const more = 'if os.environ.get("TESTING", None) == "1":\n    lr = 9\n';
    expect(await read("0.5", { more })).toBe(0.5);
  });

  it("is what the user says", async () => {
    const rate = 'os.environ.get("LR", 0.5)';
    expect(await read(rate, { values: { [rate]: 0.7 } })).toBe(0.7);
  });

  it.each([
    ["it has no default", 'float(os.environ["LR"])', {}],
    ["a launcher sets it", '0.1 * int(os.environ.get("WORLD_SIZE", 1))', {}],
    [
      "a shell script sets it",
      'os.environ.get("LR", 0.5)',
      { "run.sh": "LR=0.2 python train.py\n" },
    ],
    [
      "one exports it",
      'os.environ.get("LR", 0.5)',
      { "run.sh": "export LR=0.2\npython train.py --seed 1\n" },
    ],
  ])("is asked for where %s", async (_, rate, files) => {
    expect(await read(rate, { files })).toEqual([expect.stringContaining("os.environ")]);
  });
});
