import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { convert } from "../../../src/core/write/convert";
import { curveOf } from "../../../src/core/write/groups";
import { torchWriter } from "../../../src/core/write/targets/torch";
import { readAlone } from "../formats/read";

interface TorchCase {
  readonly example: string;
  readonly code: string;
  readonly values: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
}

/** Printed by PyTorch itself, saved and resumed in the middle; see torchValues.py beside it. */
const { torch, cases } = JSON.parse(readFileSync("test/fixtures/write/torch.json", "utf8")) as {
  torch: string;
  cases: TorchCase[];
};

describe(`code written for PyTorch, run by PyTorch ${torch}`, () => {
  for (const { example, code, values } of cases) {
    it(`gives the definition's values: ${example}`, async () => {
      const file = `${example}.schedule.json`;
      const [found] = analyze(parseJson(readFileSync(`examples/json/${file}`, "utf8"))).schedules;
      if (!found?.schedule) throw new Error("no schedule");
      const { schedule } = found;
      expect((await convert(torchWriter, { schedule, file }, readAlone)).code).toBe(code);
      for (const [track, rows] of Object.entries(values)) {
        const curve = curveOf(schedule, track);
        if (!curve) throw new Error(`no track ${track}`);
        const peak = curve.extremes(0, schedule.length).max;
        expect(rows.length).toBeGreaterThan(40);
        for (const [step, value] of rows)
          expect(
            Math.abs(value - curve.at(step)) / peak,
            `${track} at ${step}`,
          ).toBeLessThanOrEqual(1e-12);
      }
    });
  }
});
