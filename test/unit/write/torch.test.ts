import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { convert } from "../../../src/core/write/convert";
import { torchWriter } from "../../../src/core/write/targets/torch";

interface TorchCase {
  readonly example: string;
  readonly code: string;
  readonly rates: readonly (readonly [step: number, rate: number])[];
}

/** Printed by PyTorch itself, saved and resumed in the middle; see torchValues.py beside it. */
const { torch, cases } = JSON.parse(readFileSync("test/fixtures/write/torch.json", "utf8")) as {
  torch: string;
  cases: TorchCase[];
};

describe(`code written for PyTorch, run by PyTorch ${torch}`, () => {
  for (const { example, code, rates } of cases) {
    it(`gives the definition's rates: ${example}`, () => {
      const file = `${example}.schedule.json`;
      const [found] = analyze(parseJson(readFileSync(`examples/json/${file}`, "utf8"))).schedules;
      const curve = found?.schedule?.tracks.get("learningRate")?.curve;
      if (!found?.schedule || !curve) throw new Error("no curve");
      expect(convert(torchWriter, { schedule: found.schedule, file }).code).toBe(code);
      const peak = curve.extremes(0, found.schedule.length).max;
      // LambdaLR's function and the closed forms go on past the run's end as the curve does not
      const inside = rates.filter(([step]) => step < (found.schedule?.length ?? 0));
      expect(inside.length).toBeGreaterThan(10);
      for (const [step, rate] of inside)
        expect(Math.abs(rate - curve.at(step)) / peak).toBeLessThanOrEqual(1e-12);
    });
  }
});
