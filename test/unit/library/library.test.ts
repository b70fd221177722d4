import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSchedule } from "../../../src/core/schedule/build";
import { phaseKindNames } from "../../../src/core/schedule/kinds/named";
import * as library from "../../../src/library/index";
import { definition, jsonOf } from "../schedule/arbitraries";

const { cosine, custom, defineSchedule, epochs, linear, percent, ScheduleError, tokens } = library;

const schedule = defineSchedule({
  name: "run",
  length: { epochs: 10, stepsPerEpoch: 10 },
  learningRate: [linear({ from: 0, to: 0.4, for: epochs(2) }), cosine({ to: percent(10) })],
  momentum: 0.9,
  samples: { by: "margin", easy: 2, hard: 1 },
  onPlateau: { factor: 0.5, patience: 0 },
  layers: { count: 2, ratio: 0.5 },
});

describe("defineSchedule", () => {
  it("gives the values of every track at any step", () => {
    expect(schedule.at(10)).toEqual({ learningRate: 0.2, momentum: 0.9 });
    // typed: a track that the definition lacks would not compile
    const rate: number = schedule.at(100).learningRate;
    expect(rate).toBeCloseTo(0.04, 15);
    expect([schedule.name, schedule.length]).toEqual(["run", 100]);
  });

  it("iterates over the updates of the run", () => {
    const all = [...schedule];
    expect(all.length).toBe(100);
    expect(all[10]).toEqual({ step: 10, learningRate: 0.2, momentum: 0.9 });
  });

  it.each([-1, 101, NaN, Infinity])("refuses step %d, outside of the run", (step) => {
    expect(() => schedule.at(step)).toThrow(RangeError);
  });

  it("gives layers, factors of samples and the rule for plateaus", () => {
    expect(schedule.layers.map((layer) => layer.at(10))).toEqual([0.1, 0.2]);
    expect(schedule.sampleFactor(0)).toBe(1.5);
    const plateau = schedule.plateau();
    expect([plateau?.look(1, 0.2), plateau?.look(1, 0.2)]).toEqual([1, 0.5]);
    expect(defineSchedule({ length: { steps: 1 } }).sampleFactor(5)).toBe(1);
  });

  it("lists everything that is wrong", () => {
    const wrong = () =>
      defineSchedule({
        name: "bad",
        length: { steps: 10 },
        learningRate: [linear({ from: 0, to: Infinity })],
        momentum: NaN,
      });
    expect(wrong).toThrow(ScheduleError);
    expect(wrong).toThrow(/learningRate\[0\]\.to: .*\n.*momentum: /);
  });

  it("keeps what it was made of, whatever becomes of the object", () => {
    const rate = { kind: "linear" as const, from: 0, to: 1 };
    const made = defineSchedule({ length: { steps: 10 }, learningRate: rate });
    rate.to = 5;
    expect(made.at(10).learningRate).toBe(1);
  });

  it("is written as JSON and read back with the same values", () => {
    fc.assert(
      fc.property(definition, (plain) => {
        const before = defineSchedule(jsonOf(plain) as library.ScheduleDefinition);
        const { schedule: after } = buildSchedule(JSON.parse(JSON.stringify(before)));
        for (let step = 0; step <= before.length; step += 7)
          expect(after?.at(step)).toEqual(before.at(step));
      }),
      { numRuns: 100 },
    );
  });

  it("says that a function cannot be written as JSON", () => {
    const made = defineSchedule({
      length: { steps: 10 },
      learningRate: custom({ value: () => 1 }),
    });
    expect(() => JSON.stringify(made)).toThrow("learningRate.value");
  });

  it("has a builder for every kind, and for every unit", () => {
    const builders = library as unknown as Record<string, unknown>;
    for (const kind of phaseKindNames) {
      const build = builders[kind] as (parameters: object) => unknown;
      expect(build({ a: 1 })).toEqual({ kind, a: 1 });
    }
    expect([epochs(5), library.rounds(3), percent(10), tokens(2e9), library.steps(7)]).toEqual([
      "5 epochs",
      "3 rounds",
      "10%",
      "2000000000 tokens",
      "7 steps",
    ]);
  });
});
