import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { resume } from "../../../src/core/resume/resume";
import { analyzePython } from "./read";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures/resume");
interface Measured {
  readonly at: number;
  readonly old: number;
  readonly new: number;
  readonly cases: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}
const measuredBy = (version: string): Measured =>
  JSON.parse(readFileSync(path.join(FIXTURES, `torch-${version}.json`), "utf8")) as Measured;
const VERSIONS = ["1.13", "2.13"];
const measured = measuredBy("2.13");
const cases = VERSIONS.flatMap((version) =>
  Object.entries(measuredBy(version).cases).map(([name, rates]) => ({ version, name, rates })),
);

/** The constructors of resumed.py, as a script says them. */
const MADE: Readonly<Record<string, (n: number) => string>> = {
  CosineAnnealingLR: (n) => `CosineAnnealingLR(o, T_max=${n}, eta_min=0.001)`,
  LinearLR: (n) => `LinearLR(o, start_factor=1.0, end_factor=0.1, total_iters=${n})`,
  PolynomialLR: (n) => `PolynomialLR(o, total_iters=${n}, power=2.0)`,
  StepLR: (n) => `StepLR(o, step_size=${Math.floor(n / 4)}, gamma=0.5)`,
  ExponentialLR: (n) => `ExponentialLR(o, gamma=1 - 2 / ${n})`,
  OneCycleLR: (n) => `OneCycleLR(o, max_lr=0.5, total_steps=${n}, cycle_momentum=False)`,
  CosineAnnealingWarmRestarts: (n) => `CosineAnnealingWarmRestarts(o, T_0=${Math.floor(n / 2)})`,
  "LambdaLR function": (n) => `LambdaLR(o, lambda k: max(0.0, 1 - k / ${n}))`,
  "LambdaLR object": (n) => `LambdaLR(o, Falling(${n}))`,
};

const script = (made: string, n: number): string => `
import torch
from torch.optim.lr_scheduler import (ChainedScheduler, ConstantLR, CosineAnnealingLR,
    CosineAnnealingWarmRestarts, ExponentialLR, LambdaLR, LinearLR, OneCycleLR, PolynomialLR,
    SequentialLR, StepLR)

class Falling:
    def __init__(self, total):
        self.total = total

    def __call__(self, step):
        return max(0.0, 1 - step / self.total)

o = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=0.1)
s = ${made}
for step in range(${n}):
    o.step()
    s.step()
`;

async function reportOf(name: string) {
  const made = MADE[name];
  if (!made) throw new Error(name);
  const [old, next] = await Promise.all(
    [measured.old, measured.new].map((n) => analyzePython(script(made(n), n))),
  );
  if (!old || !next) throw new Error(`${name} isn't read`);
  const report = resume(old, next, measured.at, "torch");
  if ("reason" in report) throw new Error(report.reason);
  return report;
}

describe("a torch scheduler that is resumed over another horizon", () => {
  it.each(cases)("$name has the rates that torch $version had", async ({ name, rates: found }) => {
    const { ways } = await reportOf(name);
    for (const [id, rates] of Object.entries(found)) {
      const way = ways.find((one) => one.id === id);
      expect(way?.curve, id).toBeDefined();
      const there = rates.slice(0, Math.min(rates.length, (way?.ends ?? Infinity) - measured.at));
      there.forEach((rate, j) => {
        const step = measured.at + j;
        expect(Math.abs((way?.curve?.at(step) ?? NaN) - rate), `${id} at ${step}`).toBeLessThan(
          1e-12,
        );
      });
      if (way?.ends !== undefined) expect(rates.length).toBeLessThanOrEqual(way.ends - measured.at);
    }
  });

  it("goes on from the restored rate by last_epoch, as since pull request 149312", async () => {
    const { ways } = await reportOf("CosineAnnealingLR");
    const curve = ways.find(({ id }) => id === "lastEpoch")?.curve;
    // the ratio of the chainable form, multiplied out
    const height = (k: number, n: number): number => (1 + Math.cos((Math.PI * k) / n)) / 2;
    const kept = 0.001 + 0.099 * height(40, 100);
    for (const step of [40, 41, 75, 149]) {
      const wanted = 0.001 + ((kept - 0.001) * height(step, 150)) / height(40, 150);
      expect(curve?.at(step)).toBeCloseTo(wanted, 12);
    }
  });

  it("says what isn't known", async () => {
    const chain = "SequentialLR(o, [ConstantLR(o), ExponentialLR(o, 0.9)], milestones=[5])";
    const schedule = await analyzePython(script(chain, 100));
    const report = schedule && resume(schedule, schedule, 40, "torch");
    if (!report || "reason" in report) throw new Error("no report");
    expect(report.ways.map(({ curve }) => curve)).toEqual([undefined]);
    expect(report.ways[0]?.why).toContain("isn't known");
  });
});
