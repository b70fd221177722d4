import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFormat, told, valuesOf } from "./read";

/** One input of a dialect; its values were computed by `test/fixtures/dialects/reference`. */
interface Case {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  readonly origin: string;
  /** The run in the schedule's steps; null where it stays open. */
  readonly length: number | null;
  /** [step, rate]; null where nothing may be drawn. */
  readonly values: readonly (readonly [number, number])[] | null;
  readonly groups?: readonly (readonly (readonly [number, number])[])[];
  readonly given?: Readonly<Record<string, number>>;
  readonly told: readonly string[];
  readonly unknown: readonly string[];
  readonly format?: string;
}

const FOLDER = "test/fixtures/dialects";
const LEAST = 12;

const dialects = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => [
      name.slice(0, -".jsonl".length),
      readFileSync(`${FOLDER}/${name}`, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Case),
    ]),
);

function expectRates(
  ours: readonly number[],
  expected: readonly (readonly [number, number])[],
  name: string,
): void {
  const scale = Math.max(...expected.map(([, value]) => Math.abs(value)));
  expected.forEach(([step, value], i) => {
    const difference = Math.abs((ours[i] ?? NaN) - value);
    expect(difference, `${name} at ${step}: ${ours[i]}, not ${value}`).toBeLessThanOrEqual(
      1e-12 * scale,
    );
  });
}

/** Rules about a curve that every format shares are tested elsewhere. */
const OWN =
  /^(?:refused-value|wrong-type|not-read|yaml-number-is-text|syntax|warmup-(?:ignored|given-twice|by-default|ratio-removed|and-decay-overlap|falls-for-biases)|rate-(?:by-default|ignored|overwritten)|log-warmup-default|restart-without-restart|schedule-by-another-clock|length-by-default|linear-rises|unknownArgument|warmup-floor-by-default)$/;

for (const [dialect, cases] of dialects) {
  describe(dialect, () => {
    it(`has ${LEAST} inputs`, () => {
      expect(cases.length).toBeGreaterThanOrEqual(LEAST);
    });

    for (const one of cases)
      it(`${one.id}: ${one.origin}`, async () => {
        const analysis = await readFormat(one.file, one.text, { values: one.given ?? {} });
        expect(analysis.document.format).toBe(one.format ?? dialect);
        const [found] = analysis.schedules;
        const codes = told(analysis).map((line) => line.split(":")[0] ?? "");
        expect(codes.filter((code) => OWN.test(code)).sort()).toEqual([...one.told].sort());
        expect(found?.unknowns.map(({ symbol }) => symbol)).toEqual(one.unknown);
        if (one.values === null) {
          expect(found?.schedule).toBeUndefined();
          return;
        }
        const { schedule } = found ?? {};
        expect(schedule?.horizon === undefined ? schedule?.length : null).toBe(one.length);
        const tracks = [one.values, ...(one.groups ?? [])];
        tracks.forEach((expected, group) => {
          const track = group === 0 ? "learningRate" : `learningRate[${group}]`;
          const steps = expected.map(([step]) => step);
          expectRates(valuesOf(found, steps, track), expected, track);
        });
      });
  });
}
