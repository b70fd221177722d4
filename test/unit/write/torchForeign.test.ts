import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convert } from "../../../src/core/write/convert";
import { curveOf } from "../../../src/core/write/groups";
import { torchWriter } from "../../../src/core/write/targets/torch";
import { one, readAlone } from "../formats/read";
import { FOREIGN_SOURCES } from "./foreignSources";

interface TorchCase {
  readonly example: string;
  readonly code: string;
  readonly values: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
}

/** Printed by PyTorch itself, saved and resumed in the middle; see torchValues.py beside it. */
const { torch, cases } = JSON.parse(
  readFileSync("test/fixtures/write/torchForeign.json", "utf8"),
) as { torch: string; cases: TorchCase[] };

/** torch's own schedulers are written for these: drops, exponentials, lines, cycles, sequences. */
const BUILT_IN: Readonly<Record<string, RegExp>> = {
  "multistep.py": /return MultiStepLR\(optimizer, milestones=\[30, 80\], gamma=0\.1\)/,
  "step.py": /return StepLR\(optimizer, step_size=30, gamma=0\.5\)/,
  "solver.prototxt": /return StepLR\(optimizer, step_size=1000, gamma=0\.1\)/,
  "timmMilestones.yaml": /return MultiStepLR\(optimizer, milestones=\[29, 59\], gamma=0\.2\)/,
  "exponential.py": /return ExponentialLR\(optimizer, gamma=0\.97\)/,
  "line.py": /LinearLR\(/,
  "sequence.py": /CosineAnnealingLR\(optimizer, T_max=95, eta_min=0\)/,
  "polynomial.py": /return PolynomialLR\(optimizer, total_iters=200, power=2\)/,
  "cyclic.py": /return CyclicLR\([^]*max_lr=0\.1,[^]*mode="triangular",/,
  "halvedCycles.py": /return CyclicLR\([^]*step_size_down=20,[^]*mode="triangular2",/,
  "fadingCycles.py": /return CyclicLR\([^]*mode="exp_range",[^]*gamma=0\.995,/,
  "restarts.py": /return SequentialLR\(/,
  "oneCycle.py": /return OneCycleLR\([^]*base_momentum=0\.85/,
  "lines.py": /return OneCycleLR\([^]*anneal_strategy="linear"/,
};

describe(`code written for PyTorch from files of other programs, run by PyTorch ${torch}`, () => {
  it("holds every file", () => {
    const files = cases.map(({ example }) => example);
    expect(files.sort()).toEqual(Object.keys(FOREIGN_SOURCES).sort());
  });

  it.each(cases)("has numbers that people write: $example", ({ code }) => {
    const numbers = code.replace(/^"""[^]*?"""/, "").match(/\d+(?:\.\d+)?e-\d+/g) ?? [];
    expect(numbers.filter((each) => Number(each) < 1e-15)).toEqual([]);
  });

  it.each(cases)("gives the file's values: $example", async ({ example, code, values }) => {
    const schedule = (await one(example, FOREIGN_SOURCES[example] ?? ""))?.schedule;
    if (!schedule) throw new Error("no schedule");
    expect((await convert(torchWriter, { schedule, file: example }, readAlone)).code).toBe(code);
    expect(code).toMatch(BUILT_IN[example] ?? /make_scheduler/);
    for (const [track, rows] of Object.entries(values)) {
      const curve = curveOf(schedule, track);
      if (!curve) throw new Error(`no track ${track}`);
      const peak = curve.extremes(0, schedule.length).max;
      expect(rows.length).toBeGreaterThanOrEqual(Math.min(40, schedule.length));
      for (const [step, value] of rows)
        expect(Math.abs(value - curve.at(step)) / peak, `${track} at ${step}`).toBeLessThanOrEqual(
          1e-12,
        );
    }
  });
});
