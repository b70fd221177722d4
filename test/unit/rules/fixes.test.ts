import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { analyze } from "../../../src/core/analyze";
import { isRule } from "../../../src/core/language/suppress";
import { parseJson } from "../../../src/core/parse/json";
import { applyTextEdits } from "../edit/applyTextEdits";
import { textOf } from "./case";
import { ruleCases } from "./ruleCases";
import { runs } from "../runs";

/** Many more definitions where there is time for it. */
const RUNS = Number(process.env.FIX_RUNS ?? runs(15, 1000));

/** How often a schedule has each problem. */
function counts({ schedules }: Analysis): Map<string, number> {
  const found = new Map<string, number>();
  schedules.forEach(({ problems }, index) => {
    for (const { code } of problems) {
      const key = `${index} ${code}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  });
  return found;
}

/** What is wrong with the fixes that a text's problems offer, each made by itself. */
function faults(text: string): string[] {
  const before = analyze(parseJson(text));
  const had = counts(before);
  return before.schedules.flatMap(({ problems }, index) =>
    problems.flatMap(({ code, fixes }) =>
      fixes.flatMap(({ title, edits }) => {
        if (!isRule(code) || edits.length === 0) return [];
        const changed = applyTextEdits(text, edits);
        const has = counts(analyze(parseJson(changed)));
        const own = `${index} ${code}`;
        const fresh = [...has].filter(([key, count]) => count > (had.get(key) ?? 0));
        const stays = (has.get(own) ?? 0) >= (had.get(own) ?? 0);
        if (fresh.length === 0 && !stays && !changed.includes("schedule-ignore")) return [];
        const what = stays ? "stays" : `brings ${fresh.map(([key]) => key).join(", ")}`;
        return [`${own}, "${title}": ${what}\n${text}\n→\n${changed}`];
      }),
    ),
  );
}

const files = ["test/fixtures/cases", "examples/json"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".schedule.json"))
    .map((name) => `${folder}/${name}`),
);

const rate = fc.constantFrom(0, 1e-6, 1e-4, 5e-4, 2e-3, 0.01, 0.1, 1, "10%", "50%");
const some = fc.constantFrom(1e-4, 1e-3, 0.01, 0.1);
const time = fc.constantFrom(
  0.3,
  1,
  5,
  30,
  50,
  90,
  100,
  400,
  900,
  "5%",
  "0.1%",
  "20%",
  "2 epochs",
  "1 round",
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const ramp = fc.record({
  kind: fc.constantFrom("linear", "cosine", "polynomial", "oneMinusSqrt", "quadratic"),
  from: maybe(rate),
  to: rate,
  for: maybe(time),
  every: maybe(fc.constantFrom("1 epoch", "1 round", 10)),
});
const withPower = ramp.map((phase) =>
  phase.kind === "polynomial" ? { ...phase, power: 2 } : phase,
);
const others = fc.oneof(
  fc.record({ kind: fc.constant("constant"), value: rate, for: maybe(time) }),
  fc.record({ kind: fc.constant("hold"), for: maybe(time) }),
  fc.record({
    kind: fc.constant("step"),
    from: some,
    factor: fc.constantFrom(0.1, 0.5, 0.95, 10),
    every: time,
  }),
  fc.record({
    kind: fc.constant("multiStep"),
    from: some,
    at: fc.uniqueArray(fc.constantFrom(0, 30, 60, 90, 500, "50%", "3 epochs"), {
      minLength: 1,
      maxLength: 3,
    }),
    factor: fc.constantFrom(0.1, 2),
  }),
  fc.record({
    kind: fc.constant("exponential"),
    from: some,
    factor: fc.constantFrom(0.9, 0.99),
    every: time,
  }),
  fc.record({
    kind: fc.constant("cosineRestarts"),
    from: some,
    to: fc.constantFrom(0, 1e-4, 0.5),
    period: time,
    periodGrowth: maybe(fc.constantFrom(0.5, 1, 2)),
  }),
  fc.record({ kind: fc.constant("cyclic"), low: some, high: some, up: time, down: maybe(time) }),
  fc.record({ kind: fc.constant("oneCycle"), peak: some, for: maybe(time) }),
);
const phases = fc.array(fc.oneof(withPower, others), { minLength: 1, maxLength: 3 });
const definition = fc.record({
  length: fc.constantFrom(
    { steps: 1000 },
    { steps: 40 },
    { steps: 50_000 },
    { epochs: 90, stepsPerEpoch: 100 },
    { epochs: 3, samples: 10_000, batchSize: 2048 },
    { rounds: 200, stepsPerRound: 120 },
  ),
  optimizer: maybe(
    fc.record({
      name: fc.constantFrom("sgd", "adam", "adamw", "lion"),
      beta2: maybe(fc.constantFrom(0.9, 0.95, 0.99, 0.9999)),
      momentum: maybe(fc.constantFrom(0.9, 0.99)),
      weightDecay: maybe(fc.constantFrom(1e-4, 0.1)),
    }),
  ),
  learningRate: phases,
  momentum: maybe(fc.constantFrom(0.9, 1.2, [{ kind: "linear", from: 0.8, to: 0.95 }])),
  weightDecay: maybe(fc.constantFrom(0.1, 1e-4, -0.1)),
  batchNormMomentum: maybe(fc.constantFrom(0.1, 0.99, 1e-4)),
  headRate: maybe(phases),
  layers: maybe(
    fc.constantFrom({ count: 12, ratio: 1.2 }, { groups: { head: { track: "headRate" } } }),
  ),
});

describe("a fix", () => {
  it.each(files)("mends its problem and brings no other: %s", (file) => {
    expect(faults(readFileSync(file, "utf8"))).toEqual([]);
  });

  it("mends its problem and brings no other in the cases of the rules", () => {
    for (const ruleCase of ruleCases) expect(faults(textOf(ruleCase, ruleCase.bad))).toEqual([]);
  });

  it(
    "mends its problem and brings no other in any definition",
    { timeout: 30_000 + 500 * RUNS },
    () => {
      fc.assert(
        fc.property(definition, (one) => {
          expect(faults(JSON.stringify(one, null, 2))).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
  );
});
