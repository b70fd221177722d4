import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readFormat } from "../formats/read";

// Schedules of people (test/fixtures/cases): values by their formulas written out, what is told of
// them, and what the first fix leaves.

interface Case {
  readonly file: string;
  readonly name?: string;
  /** By track, the values at steps. */
  readonly values: Readonly<Record<string, (step: number) => number>>;
  readonly steps: readonly number[];
  /** "code at text", in the order of the text. */
  readonly told: readonly string[];
}

const cosine = (from: number, to: number, share: number): number =>
  to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
const rise = (peak: number, over: number, step: number): number => (peak * step) / over;

const decayed = (step: number): number =>
  step < 500 ? rise(3e-4, 500, step) : cosine(3e-4, 0, (step - 500) / 19_500);

const CASES: readonly Case[] = [
  {
    file: "02-samples-clock",
    values: {
      learningRate: (t) =>
        t < 2500 ? rise(3e-4, 2500, t) : cosine(3e-4, 3e-5, Math.min(1, (t - 2500) / 45_000)),
    },
    steps: [0, 1, 1250, 2500, 25_000, 47_499, 47_500, 49_999],
    told: [],
  },
  {
    file: "07-warmup-and-decay-overlap",
    name: "overlap",
    values: { learningRate: (t) => (t < 4 ? rise(8e-4, 4, t) : 8e-4 * (1 - (t - 4) / 38)) },
    steps: [0, 3, 4, 20, 39],
    told: [
      'beta2-memory-longer-than-run at "adamw"',
      "zero-rate-first-step at 0",
      'phase-without-steps at { "kind": "constant", "value": 8e-4 }',
      'decay-does-not-finish at "95%"',
    ],
  },
  {
    file: "07-warmup-and-decay-overlap",
    name: "debug",
    values: { learningRate: (t) => (t < 2 ? 4e-4 * (1 + t) : 8e-4 * (1 - (t - 2) / 8)) },
    steps: [0, 1, 2, 6, 9],
    told: ['beta2-memory-longer-than-run at "adamw"'],
  },
  {
    file: "15-decoupled-weight-decay",
    name: "framework",
    values: { learningRate: decayed },
    steps: [0, 250, 500, 10_250, 19_999],
    told: ["adamw-timescale at 1e-4"],
  },
  {
    file: "15-decoupled-weight-decay",
    name: "paper",
    values: { learningRate: decayed, weightDecay: () => 1 / 3 },
    steps: [0, 250, 10_250, 19_999],
    told: ["effective-shrinkage-fades at 0.3333333333333333"],
  },
  {
    file: "15-decoupled-weight-decay",
    name: "independent",
    // 1e-4 at every step whatever the rate, as far as the cap of 50 lets it
    values: { learningRate: decayed, weightDecay: (t) => Math.min(50, 1e-4 / decayed(t)) },
    steps: [1, 250, 500, 10_250, 19_999],
    told: [],
  },
  {
    file: "22-milestone-never-reached",
    values: { learningRate: () => 1e-4 },
    steps: [0, 40, 100_000, 199_999],
    told: ["never-decays at 1e-4", 'drop-never-happens at "1000000 epochs"'],
  },
];

const read = (file: string) => {
  const text = readFileSync(`test/fixtures/cases/${file}.schedule.json`, "utf8");
  return { text, analysis: analyze(parseJson(text)) };
};

describe("what people really met", () => {
  it.each(CASES)("$file $name: its values, and what is told of it", (one) => {
    const { text, analysis } = read(one.file);
    const found = analysis.schedules.find(({ name }) => name === (one.name ?? "schedule"));
    for (const step of one.steps) {
      const values = found?.schedule?.at(step);
      for (const [track, expected] of Object.entries(one.values))
        expect(Math.abs((values?.[track] ?? NaN) - expected(step))).toBeLessThan(
          1e-12 * (1 + expected(step)),
        );
    }
    const told = found?.problems.map(
      ({ code, range }) => `${code} at ${text.slice(range.start, range.end)}`,
    );
    expect(told).toEqual(one.told);
  });

  it.each([
    [
      "07-warmup-and-decay-overlap",
      "decay-does-not-finish",
      "Let the decay end with the run: 90% (36 steps)",
      '"for": "90%"',
    ],
    [
      "15-decoupled-weight-decay",
      "effective-shrinkage-fades",
      "Let the weight decay hold rate · decay constant",
      '"relation": "constantProduct"',
    ],
    [
      "22-milestone-never-reached",
      "never-decays",
      "Decay to 0 over the last 20% (40,000 steps)",
      '"to": 0',
    ],
  ])("%s: the fix of %s", (file, code, title, written) => {
    const { text, analysis } = read(file);
    const [fix] = analysis.problems.find((one) => one.code === code)?.fixes ?? [];
    expect(fix?.title).toBe(title);
    const after = applyTextEdits(text, fix?.edits ?? []);
    expect(after).toContain(written);
    expect(analyze(parseJson(after)).problems.map((one) => one.code)).not.toContain(code);
  });

  it("22: the milestone's own distance is told in steps, against the phase's", () => {
    const { analysis } = read("22-milestone-never-reached");
    const [drop] = analysis.problems.filter(({ code }) => code === "drop-never-happens");
    expect(drop?.message).toMatch(/lasts 200,000 steps .* 40,000,000 steps after it/);
  });

  it("07: torchtitan itself shortens the decay", async () => {
    const name = "07.train.toml";
    const text = readFileSync(`test/fixtures/cases/${name}`, "utf8");
    const { problems } = await readFormat(name, text);
    const told = problems.find(({ code }) => code === "warmup-and-decay-overlap");
    expect(told?.message).toMatch(/Warmup \(4\) and decay \(38\) exceed the 40 steps .* to 36/);
  });

  // torch 2.13: ValueError: Expected integer T_mult >= 1, but got 0.5
  it("09: torch refuses restarts that come ever more often", async () => {
    const text = readFileSync("test/fixtures/cases/09.train.py", "utf8");
    const { problems } = await readFormat("train.py", text);
    expect(
      problems.map(({ message, range: { start, end } }) => [text.slice(start, end), message]),
    ).toEqual([["0.5", "T_mult must be an integer of at least 1, but it is 0.5."]]);
  });
});
