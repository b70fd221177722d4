import { describe, expect, it } from "vitest";
import { convert } from "../../../src/core/write/convert";
import { writers } from "../../../src/core/write/table";
import { one, readAlone } from "../formats/read";
import { OPEN_TEXTS } from "../handles/foreignTexts";

const NAME = "ultralytics.yaml";

/** Of the epochs 1 and 2, in the middle of its warmup, no value is known without their batches. */
const found = async (values: Readonly<Record<string, number>> = {}) => {
  const schedule = (await one(NAME, OPEN_TEXTS[NAME]?.text ?? "", { values }))?.schedule;
  if (!schedule) throw new Error("no schedule");
  return schedule;
};

describe("a rate that is open in the middle of the run", () => {
  it("has values before and after", async () => {
    const schedule = await found();
    const values = [0, 1, 2, 3, 99].map((step) => schedule.at(step)["learningRate"] ?? NaN);
    expect(values.map(Number.isFinite)).toEqual([true, false, false, true, true]);
  });

  it.each(writers)("is written nowhere: $target", async (writer) => {
    const request = { schedule: await found(), file: NAME, missing: ["batches per epoch"] };
    const { code, refused } = await convert(writer, request, readAlone);
    expect(code).toBeNull();
    expect(refused).toContain(
      writer.byUpdate === true
        ? "--updates-per-epoch"
        : 'Missing: batches per epoch (on the command line: --set "batches per epoch=…").',
    );
  });

  it("is written once the batches are given", async () => {
    const schedule = await found({ "batches per epoch": 50 });
    for (const writer of writers.filter(({ target }) => target === "torch" || target === "csv")) {
      const { code, refused, difference } = await convert(
        writer,
        { schedule, file: NAME },
        readAlone,
      );
      expect(refused).toBeNull();
      expect(code).not.toContain("nan");
      expect(difference?.relative).toBeLessThanOrEqual(1e-12);
    }
  });
});
