import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { call } from "./capture";

const folder = mkdtempSync(join(tmpdir(), "given-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What it is called by, and in which branch it is made, the command line of the training says. */
const SCRIPT = `import argparse, torch
from transformers import get_scheduler

parser = argparse.ArgumentParser()
parser.add_argument("--kind", required=True)
parser.add_argument("--sched", required=True)
args = parser.parse_args()
optimizer = torch.optim.SGD(net.parameters(), lr=0.4)
if args.sched == "step":
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2, gamma=0.5)
else:
    scheduler = get_scheduler(args.kind, optimizer, num_warmup_steps=0, num_training_steps=4)
for step in range(4):
    optimizer.step()
    scheduler.step()
`;

const CONFIG = `optimizer:
  _target_: torch.optim.SGD
  lr: \${oc.env:LR}
scheduler:
  _target_: torch.optim.lr_scheduler.MultiStepLR
  milestones: [30, 60]
trainer:
  max_epochs: 90
`;

const OWN = `import { defineSchedule } from "learning-rate-designer";
export default defineSchedule({ length: { steps: 9 }, learningRate: peak() });
`;

const rates = async (...given: string[]): Promise<(number | null)[]> => {
  const file = join(folder, "train.py");
  writeFileSync(file, SCRIPT);
  const set = given.flatMap((one) => ["--set", one]);
  const { out } = await call("sample", file, "--json", "--steps", "0,1,2,3", ...set);
  const { schedules } = JSON.parse(out) as {
    schedules: { tracks: { learningRate?: [number, number | null][] } }[];
  };
  return schedules.flatMap(({ tracks }) => tracks.learningRate?.map(([, value]) => value) ?? []);
};

describe("--set", () => {
  it("gives a text that decides between branches", async () => {
    expect(await rates("args.sched=step")).toEqual([0.4, 0.4, 0.2, 0.2]);
  });

  it("gives the name of a schedule, in quotes or without", async () => {
    const linear = [0.4, 0.3, 0.2, 0.1];
    for (const kind of ["linear", "'linear'", '"linear"'])
      for (const [index, value] of (await rates("args.sched=other", `args.kind=${kind}`)).entries())
        expect(value).toBeCloseTo(linear[index] ?? NaN, 12);
  });

  it("gives another value for another text", async () => {
    expect(await rates("args.sched=other", "args.kind=constant")).toEqual([0.4, 0.4, 0.4, 0.4]);
  });

  it.each([
    ["torch.yaml", CONFIG, "${oc.env:LR}"],
    ["own.ts", OWN, "peak()"],
  ])("says of a text where %s needs a number that it is not used", async (name, text, symbol) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const message = `The text "fast" that was given for ${symbol} is not used: a number is expected.`;
    const sampled = await call("sample", file, "--json", "--set", `${symbol}=fast`);
    expect(sampled.err).toContain(`warning: ${message}\n`);
    const linted = await call("lint", file, "--format", "json", "--set", `${symbol}=fast`);
    expect(linted.out).toContain(JSON.stringify(message));
    const numbered = await call("sample", file, "--json", "--set", `${symbol}=0.1`);
    expect(numbered.err).toBe("");
  });

  it("says nothing of a text that is used", async () => {
    const file = join(folder, "train.py");
    writeFileSync(file, SCRIPT);
    const { err } = await call("sample", file, "--json", "--set", "args.sched=step");
    expect(err).toBe("");
  });

  it.each(["args.sched", "args.sched=", "=step", "x=NaN", "x=Infinity"])(
    "refuses %s",
    async (text) => {
      const { code, err } = await call("sample", "examples/python/train_resnet.py", "--set", text);
      expect(code).toBe(2);
      expect(err).toMatch(/--set takes/);
    },
  );
});
