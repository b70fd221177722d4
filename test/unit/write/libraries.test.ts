import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { convert } from "../../../src/core/write/convert";
import { curveOf } from "../../../src/core/write/groups";
import { writerOf } from "../../../src/core/write/table";
import { readAlone } from "../formats/read";

interface Ran {
  readonly target: string;
  readonly version: string;
  readonly cases: readonly {
    readonly example: string;
    readonly code: string;
    readonly values: Readonly<Record<string, readonly (readonly [step: number, value: number])[]>>;
  }[];
}

/** Printed by the libraries themselves; see scripts/writtenValues.py. */
const ran = ["optax", "keras", "timm", "transformers"].map(
  (target) => JSON.parse(readFileSync(`test/fixtures/write/${target}.json`, "utf8")) as Ran,
);

/** Two units in the last place of float32 at the peak. */
const TWO_UNITS = 2 * 2 ** -23;

describe.each(ran)("code written for $target, run by its version $version", (library) => {
  const writer = writerOf(library.target);
  if (!writer) throw new Error(library.target);
  const limit = writer.float32 === true ? TWO_UNITS : 1e-12;

  it.each(library.cases)("gives the definition's values: $example", async (one) => {
    const file = `${one.example}.schedule.json`;
    const [found] = analyze(parseJson(readFileSync(`examples/json/${file}`, "utf8"))).schedules;
    if (!found?.schedule) throw new Error("no schedule");
    const { schedule } = found;
    expect((await convert(writer, { schedule, file }, readAlone)).code).toBe(one.code);
    expect(Object.keys(one.values)).toContain("learningRate");
    for (const [track, rows] of Object.entries(one.values)) {
      const curve = curveOf(schedule, track);
      if (!curve) throw new Error(`no track ${track}`);
      const { min, max } = curve.extremes(0, schedule.length);
      const peak = Math.max(Math.abs(min), Math.abs(max)) || 1;
      // Of a long run its first 20,000 updates were run.
      expect(rows.length).toBeGreaterThan(0);
      for (const [step, value] of rows)
        expect(Math.abs(value - curve.at(step)), `${track} at ${step}`).toBeLessThanOrEqual(
          limit * peak,
        );
    }
  });
});
