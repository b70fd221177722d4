import { describe, expect, it } from "vitest";
import { withoutComments } from "../../../src/core/text/commentLines";
import { parseCsv } from "../../../src/core/data/parseCsv";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { convert } from "../../../src/core/write/convert";
import { trackDifference } from "../../../src/core/write/difference";
import { writerOf, writers } from "../../../src/core/write/table";
import { readAlone, readFormat } from "../formats/read";
import { scheduleOf } from "../schedule/build";

const RESUME = 150;
const LENGTH = 200;

const run = (learningRate: unknown): Schedule =>
  scheduleOf({ name: "second run", length: { steps: LENGTH }, resume: RESUME, learningRate });

const RAMP = run([{ kind: "linear", from: 0, to: 1 }]);
const OWN = run({ kind: "custom", value: (step: number) => 1 / (1 + step) });

const written = (target: string, schedule: Schedule) => {
  const writer = writerOf(target);
  if (!writer) throw new Error(`no target ${target}`);
  return convert(writer, { schedule, file: "" }, readAlone);
};

describe("a run that is resumed", () => {
  it.each(writers)("is written from its first update on, or refused: $target", async (writer) => {
    for (const schedule of [RAMP, OWN]) {
      const { code, refused, difference, unread } = await written(writer.target, schedule);
      if (code === null) {
        expect(["deepspeed", "timm", "mmengine"]).toContain(writer.target);
        expect(refused).toMatch(/ has no scheduler /);
        continue;
      }
      expect(unread).toEqual([]);
      expect(difference?.compared).toBe(LENGTH - RESUME);
      expect(difference?.relative).toBeLessThanOrEqual(writer.float32 ? 2 ** -22 : 1e-12);
    }
  });

  it("has a row for each update that is made, read by the update that it names", async () => {
    const { code } = await written("csv", RAMP);
    const [head, ...rows] = parseCsv(withoutComments(code ?? ""));
    expect(head?.fields).toEqual(["step", "percent", "learningRate"]);
    expect(rows.map(({ fields }) => Number(fields[0]))).toEqual(
      Array.from({ length: LENGTH - RESUME }, (_, i) => RESUME + i),
    );
    for (const { fields } of rows) expect(Number(fields[2])).toBe(Number(fields[0]) / LENGTH);
  });

  it.each(["json", "typescript"])(
    "stays one in %s, also where its values are a table",
    async (target) => {
      const { code } = await written(target, OWN);
      const name = target === "json" ? "again.schedule.json" : "again.ts";
      const [again] = (await readFormat(name, code ?? "")).schedules;
      expect(again?.schedule?.resume).toBe(RESUME);
      expect(again?.schedule?.at(RESUME - 1)["learningRate"]).toBeNaN();
      for (const step of [RESUME, 170, LENGTH - 1])
        expect(again?.schedule?.at(step)["learningRate"]).toBeCloseTo(1 / (1 + step), 15);
    },
  );
});

describe("the difference", () => {
  const falling = scheduleOf({
    length: { steps: 10 },
    learningRate: { kind: "linear", from: 1, to: 0 },
  });
  const curve = falling.tracks.get("learningRate")?.curve;

  it("is none where a value lacks, wherever that is", () => {
    const gap = (step: number): number => (step === 3 ? NaN : (curve?.at(step) ?? 0));
    expect(trackDifference(falling, "learningRate", gap)).toMatchObject({ step: 3, relative: NaN });
  });

  it("counts from the update at which the run is resumed", () => {
    const late = (step: number): number =>
      step < RESUME ? 7 : step / LENGTH + (step === 160 ? 0.1 : 0);
    const { step, absolute } = trackDifference(RAMP, "learningRate", late);
    expect(step).toBe(160);
    expect(absolute).toBeCloseTo(0.1, 12);
  });
});
