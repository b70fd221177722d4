import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readFormat } from "../read";

interface Drawn {
  readonly torch: string;
  readonly run: number;
  readonly steps: readonly number[];
  readonly cases: readonly { readonly made: string; readonly rates: readonly number[] }[];
}

/** Its origin: drawn.py beside it. */
const FILE = path.resolve(import.meta.dirname, "../../../fixtures/torchScripts/drawn.json");
const { torch, run, steps, cases } = JSON.parse(readFileSync(FILE, "utf8")) as Drawn;

const script = (made: string): string => `
import torch
from torch.optim.lr_scheduler import *

opt = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = ${made}
for step in range(${run}):
    opt.step()
    scheduler.step()
`;

describe(`schedulers with drawn arguments have the rates of torch ${torch}`, () => {
  it.each(cases)("$made", async ({ made, rates }) => {
    const { schedules } = await readFormat("train.py", script(made));
    expect(schedules.map(({ schedule }) => schedule?.length)).toEqual([run]);
    const curve = schedules[0]?.schedule?.tracks.get("learningRate")?.curve;
    const peak = Math.max(...rates.map(Math.abs));
    steps.forEach((step, index) => {
      const difference = Math.abs((curve?.at(step) ?? NaN) - (rates[index] ?? NaN));
      expect(difference, `step ${step}`).toBeLessThanOrEqual(1e-12 * peak);
    });
  });
});
