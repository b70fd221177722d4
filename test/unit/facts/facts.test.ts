import { describe, expect, it } from "vitest";
import { hoverFacts } from "../../../src/core/facts/hoverFacts";
import { beta2Of, isAdaptive, memoryOf } from "../../../src/core/facts/optimizer";
import { firstAtLeast, lastAbove, peakOf } from "../../../src/core/facts/peak";
import { partAt } from "../../../src/core/facts/phase";
import { warmupOf } from "../../../src/core/facts/warmup";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { read } from "../rules/judge";

const scheduleOf = (definition: unknown): Schedule => read(definition).context.schedule;
const goyal = scheduleOf({
  length: { epochs: 90, stepsPerEpoch: 156 },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate: [
    { kind: "linear", from: 0.1, to: 3.2, for: "5 epochs" },
    { kind: "multiStep", at: ["25 epochs", "55 epochs", "75 epochs"], factor: 0.1 },
  ],
});
const facts = (schedule: Schedule, path?: (string | number)[]): Record<string, string> =>
  Object.fromEntries(hoverFacts(schedule, undefined, path).map(({ id, value }) => [id, value]));

describe("facts of a schedule", () => {
  it("gives peak, first, warmup's end and last value, mean and length", () => {
    // 780 warmup steps averaging (0.1 + 3.2)/2 less half a step's rise, then 3.2 for 3900,
    // 0.32 for 4680, 0.032 for 3120 and 0.0032 for 1560 of 14040 steps.
    // The rise is 1285.45 of 15367.9 in all, 8.36%.
    const rise = (3.1 / 780) * ((780 * 779) / 2) + 0.1 * 780;
    const mean = (rise + 3.2 * 3900 + 0.32 * 4680 + 0.032 * 3120 + 0.0032 * 1560) / 14040;
    expect(facts(goyal)).toEqual({
      peak: "3.2 at step 780",
      start: "0.1",
      warmupEnd: "3.2, after 780 steps (5 epochs)",
      last: "0.0032",
      mean: String(Number(mean.toPrecision(4))),
      length: "14,040 steps (90 epochs)",
    });
  });

  it("gives place, ends and shares of a phase, from any path inside it", () => {
    const phase = {
      phase: "linear, 780 steps (5 epochs)",
      span: "0 to 779",
      phaseStart: "0.1",
      phaseEnd: "3.2",
      runShare: "5.6%",
      sumShare: "8.4%",
    };
    expect(facts(goyal, ["learningRate", 0])).toEqual(phase);
    expect(facts(goyal, ["learningRate", 0, "to"])).toEqual(phase);
    expect(facts(goyal, ["learningRate"])).toEqual(facts(goyal));
  });

  it("leaves out what is not known", () => {
    const broken = scheduleOf({ length: { steps: 100 }, learningRate: { kind: "cosnie" } });
    expect(facts(broken)).toEqual({ length: "100 steps" });
    expect(facts(broken, ["learningRate", 0])).toEqual({
      phase: "unknown, 100 steps",
      span: "0 to 99",
    });
    expect(facts(scheduleOf({ length: { steps: 100 } }))).toEqual({ length: "100 steps" });
  });

  it("finds phases written without a list, as numbers and within `phases`", () => {
    const single = scheduleOf({
      length: { steps: 10 },
      learningRate: { kind: "cosine", from: 1, to: 0 },
    });
    expect(partAt(single, ["learningRate", "to"]).phase?.kind).toBe("cosine");
    // the key itself stands for the track
    expect(partAt(single, ["learningRate"])).toEqual({ track: single.tracks.get("learningRate") });
    const scaled = scheduleOf({
      length: { steps: 10 },
      learningRate: { phases: [{ kind: "cosine", from: 1, to: 0 }], scale: 2 },
    });
    expect(partAt(scaled, ["learningRate", "phases", 0, "to"]).phase?.kind).toBe("cosine");
    expect(partAt(single, ["optimizer"])).toEqual({});
  });
});

describe("peak and levels", () => {
  it("agrees with a loop over all steps", () => {
    const track = goyal.tracks.get("learningRate");
    if (!track) throw new Error("no rate");
    const values = Array.from({ length: goyal.length }, (_, step) => track.curve.at(step));
    expect(peakOf(track, goyal.length)).toEqual({ value: Math.max(...values), step: 780 });
    for (const level of [0.05, 0.2, 1, 3.1]) {
      expect(firstAtLeast(track, goyal.length, level)).toBe(
        values.findIndex((value) => value >= level),
      );
      expect(lastAbove(track, goyal.length, level)).toBe(
        values.length - [...values].reverse().findIndex((value) => value > level),
      );
    }
    expect(firstAtLeast(track, goyal.length, 4)).toBe(goyal.length);
    expect(lastAbove(track, goyal.length, 0.001)).toBe(goyal.length);
  });
});

describe("recognising the warmup", () => {
  const warmup = (learningRate: unknown) => {
    const found = warmupOf(
      scheduleOf({
        length: { steps: 1000 },
        optimizer: { name: "adam", beta2: 0.99 },
        learningRate,
      }),
    );
    return found && [found.phases.length, found.end];
  };
  const decay = { kind: "cosine", to: 0 };
  const up = (kind: string) => ({ kind, from: 0.01, to: 0.1, for: 100 });

  it.each(["linear", "cosine", "exponential", "quadratic", "logarithmic"])("%s", (kind) => {
    expect(warmup([up(kind), decay])).toEqual([1, 100]);
  });

  it("also constant, untuned, in two parts, and longer than the run", () => {
    expect(
      warmup([
        { kind: "constant", value: 0.01, for: 50 },
        { kind: "cosine", from: 0.1, to: 0 },
      ]),
    ).toEqual([1, 50]);
    expect(warmup([{ kind: "untunedWarmup", to: 0.1 }, decay])).toEqual([1, 200]);
    expect(warmup([up("linear"), { kind: "linear", to: 0.5, for: 100 }, decay])).toEqual([2, 200]);
    expect(warmup([{ ...up("linear"), for: 5000 }, decay])).toEqual([1, 5000]);
  });

  it("not where the rate falls, stays, or cycles", () => {
    expect(warmup(0.1)).toBeUndefined();
    expect(warmup({ kind: "cosine", from: 0.1, to: 0 })).toBeUndefined();
    expect(warmup({ kind: "oneCycle", peak: 1 })).toBeUndefined();
    expect(warmup({ kind: "cyclic", low: 0.1, high: 1, up: 500 })).toBeUndefined();
    expect(
      warmup([
        { kind: "constant", value: 0.1, for: 50 },
        { kind: "cosine", from: 0.1, to: 0 },
      ]),
    ).toBeUndefined();
  });
});

describe("the optimizer", () => {
  const named = (name: string, more = {}) =>
    scheduleOf({ length: { steps: 10 }, optimizer: { name, ...more }, learningRate: 1 });

  it("knows what divides by a running average", () => {
    for (const name of ["adam", "AdamW", "nadam", "RAdam", "adam-w", "LAMB"])
      expect([name, isAdaptive(named(name))]).toEqual([name, true]);
    for (const name of ["sgd", "lion", "adagrad", "rmsprop"])
      expect([name, isAdaptive(named(name))]).toEqual([name, false]);
  });

  it("says when β2 is Adam's default, and has its memory without rounding noise", () => {
    expect(beta2Of(named("adam"))).toEqual({ value: 0.999, assumed: true });
    expect(beta2Of(named("adam", { beta2: 0.95 }))).toEqual({ value: 0.95, assumed: false });
    expect(beta2Of(named("sgd"))).toBeUndefined();
    expect([0.999, 0.95, 0.98].map(memoryOf)).toEqual([1000, 20, 50]);
  });
});
