import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert } from "../../../src/core/write/convert";
import { writerOf, writers } from "../../../src/core/write/table";
import { isRefused, type Writer } from "../../../src/core/write/writer";
import { readAlone } from "../formats/read";
import { definition } from "../schedule/arbitraries";
import { scheduleOf } from "../schedule/build";
import { unfolded } from "./unfolded";

const torch = (): Writer => {
  const found = writerOf("torch");
  if (!found) throw new Error("no writer for torch");
  return found;
};

const ramp = scheduleOf({
  name: "ramp",
  length: { steps: 1000 },
  learningRate: [
    { kind: "linear", from: 0, to: 0.1, for: 100 },
    { kind: "inverseSqrt", timescale: 100 },
  ],
});

/** The writer with its code changed, as a fault in it would. */
const faulty = (writer: Writer, change: (code: string) => string): Writer => ({
  ...writer,
  write: (request) => {
    const outcome = writer.write(request);
    return isRefused(outcome)
      ? outcome
      : { ...outcome, code: (proof) => change(outcome.code(proof)) };
  },
});

describe("what is written", () => {
  it.each(writers.map(({ target }) => target))(
    "is read back, track by track, for generated definitions: %s",
    async (target) => {
      const writer = writerOf(target);
      if (!writer) throw new Error("no writer");
      let written = 0;
      const property = fc.asyncProperty(definition, async (plain) => {
        const schedule = scheduleOf(plain);
        const outcome = writer.write({ schedule, file: "" });
        const { code, refused, difference, unread } = await convert(
          writer,
          { schedule, file: "" },
          readAlone,
        );
        // whatever can be written is read back as the same curve
        expect(refused).toBe(isRefused(outcome) ? outcome.refused : null);
        if (code === null) return;
        written++;
        expect(unread).toEqual([]);
        // what follows a rate divides by it: near 0 that magnifies what single precision leaves
        const tolerance = writer.float32 === true ? 1e-3 : 1e-9;
        expect(difference?.relative).toBeLessThanOrEqual(tolerance);
      });
      await fc.assert(property, { numRuns: 15, seed: 16 });
      if (!["deepspeed", "timm", "mmengine"].includes(target)) expect(written).toBeGreaterThan(10);
    },
  );

  it("is not given out where the code is another curve than the formulas behind it", async () => {
    const wrong = faulty(torch(), (code) => code.replace("return 0.1 * ", "return 0.2 * "));
    const { code, refused } = await convert(wrong, { schedule: ramp, file: "" }, readAlone);
    expect(code).toBeNull();
    expect(refused).toMatch(
      /another curve when it is read back: off by 99% of the peak at update 99/,
    );
  });

  it("says that it wasn't read back where the reader doesn't get the track", async () => {
    const hidden = faulty(torch(), (code) => code.replaceAll("make_scheduler", "made"));
    const { code, unread } = await convert(hidden, { schedule: ramp, file: "" }, readAlone);
    expect(unread).toEqual(["learningRate"]);
    expect(unfolded(code)).toContain("(1,000 updates compared; learningRate not read back)");
  });
});
