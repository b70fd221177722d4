import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../src/core/formats/table";
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

/** Dialects whose inputs and values were recorded from the library itself; see the goldens' own tests. */
const RECORDED: ReadonlyMap<string, RegExp> = new Map([
  ["deepspeed", /"config":/],
  ["timm", /"config":/],
  ["megatron", /--lr /],
]);

/** Programs are tested beside their readers. */
const PROGRAMS = new Set(["python", "javascript"]);

function inputsOf(id: string): number {
  const recorded = RECORDED.get(id);
  if (!recorded) return dialects.get(id)?.length ?? 0;
  const lines = readFileSync(`test/fixtures/golden/${id}.jsonl`, "utf8").split("\n");
  return lines.filter((line) => recorded.test(line)).length;
}

describe("every config dialect", () => {
  it.each(FORMATS.filter(({ id }) => !PROGRAMS.has(id)).map(({ id }) => id))(
    `%s has ${LEAST} inputs`,
    (id) => {
      expect(inputsOf(id)).toBeGreaterThanOrEqual(LEAST);
    },
  );
});

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
  /^(?:refused-value|wrong-type|not-read|yaml-number-is-text|syntax|warmup-(?:ignored|given-twice|by-default|ratio-removed|and-decay-overlap|falls-for-biases)|rate-(?:by-default|ignored|overwritten)|log-warmup-default|restart-without-restart|schedule-by-another-clock|length-by-default|linear-rises|unknown-argument|share-or-steps|decay-does-not-finish|warmup-floor-by-default)$/;

for (const [dialect, cases] of dialects) {
  describe(dialect, () => {
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
