import { describe, expect, it } from "vitest";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { convert } from "../../../src/core/write/convert";
import { writerOf } from "../../../src/core/write/table";
import { one, readAlone } from "../formats/read";
import { FOREIGN_SOURCES } from "./foreignSources";

const TWO_UNITS = 2 ** -22;

async function scheduleIn(file: string): Promise<Schedule> {
  const schedule = (await one(file, FOREIGN_SOURCES[file] ?? ""))?.schedule;
  if (!schedule) throw new Error(`${file} has no schedule`);
  return schedule;
}

async function written(file: string, target: string) {
  const writer = writerOf(target);
  if (!writer) throw new Error(`no target ${target}`);
  return convert(writer, { schedule: await scheduleIn(file), file }, readAlone);
}

describe("a shape of another library's schedule", () => {
  it.each<[file: string, target: string, uses: RegExp]>([
    ["polynomial.py", "torch", /PolynomialLR\(optimizer, total_iters=200, power=2\)/],
    [
      "polynomial.py",
      "optax",
      /polynomial_schedule\([^]*end_value=0,\s+power=2,\s+transition_steps=200/,
    ],
    ["polynomial.py", "timm", /PolyLRScheduler\([^]*power=2/],
    ["polynomial.py", "mmengine", /type="PolyLR"[^]*power=2/],
    [
      "polynomial.py",
      "json",
      /"kind": "polynomial", "from": 0\.1, "to": 0, "power": 2, "for": 200/,
    ],
    ["decay.keras.py", "optax", /polynomial_schedule\([^]*end_value=0\.001,\s+power=0\.9/],
    ["decay.optax.py", "json", /"power": 3, "for": 250 },\s+\{ "kind": "constant"/],
    ["decay.optax.py", "optax", /polynomial_schedule\([^]*power=3/],
    ["decay.trainer.py", "transformers", /"polynomial"[^]*"lr_end": 1e-6, "power": 1\.5/],
    ["decay.trainer.py", "optax", /polynomial_schedule\([^]*power=1\.5/],
    ["cyclic.py", "torch", /CyclicLR\([^]*step_size_up=40/],
    ["cyclic.py", "json", /"kind": "cyclic", "low": 0\.01, "high": 0\.1, "up": 40, "for": 300/],
    ["halvedCycles.py", "json", /"up": 30, "down": 20, "mode": "triangular2"/],
    ["fadingCycles.py", "json", /"mode": "expRange", "gamma": 0\.995/],
  ])("is found in its values: %s as %s", async (file, target, uses) => {
    const { code, difference, refused } = await written(file, target);
    expect(code, refused ?? "").toMatch(uses);
    expect(difference?.relative).toBeLessThanOrEqual(target === "optax" ? TWO_UNITS : 1e-12);
  });
});
