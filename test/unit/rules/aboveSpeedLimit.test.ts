import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { limitConditions, type MeasuredLimit } from "../../../src/core/speedLimits/measuredLimit";
import { parseJson } from "../../../src/core/parse/json";
import type { RuleSettings } from "../../../src/core/rules/rule";

const definition = (peak: number, more: object = {}): object => ({
  length: { steps: 10_000 },
  optimizer: { name: "sgd", momentum: 0.9 },
  learningRate: [
    { kind: "linear", from: 0, to: peak, for: 1000 },
    { kind: "linear", to: 0 },
  ],
  ...more,
});

/** Measured at probe steps 0, 25, 50, 75 of 100: at 0, 2,500, 5,000, 7,500 of the run. */
const POINTS = [[0, 0.05], [25, 0.05], [50, 0.2], [75, 0.2]] as const; // prettier-ignore

function measuredFor(file: object): MeasuredLimit {
  const { schedules } = analyze(parseJson(JSON.stringify(file)));
  const schedule = schedules[0]?.schedule;
  if (!schedule) throw new Error("not built");
  return { task: "spirals", conditions: limitConditions(schedule), steps: 100, points: POINTS };
}

function found(file: object, limit: MeasuredLimit, rules: RuleSettings = {}) {
  const text = JSON.stringify(file, null, 2);
  const limitOf = (_name: string, namesake: number) => (namesake === 1 ? limit : undefined);
  const { problems } = analyze(parseJson(text), { limitOf, rules });
  return problems
    .filter(({ code }) => code === "above-speed-limit")
    .map((problem) => ({
      ...problem,
      marked: text.slice(problem.range.start, problem.range.end),
    }));
}

describe("above-speed-limit", () => {
  const limit = measuredFor(definition(0.1));

  it("names the limit, where it was measured, and the steps above it", () => {
    const [problem, ...others] = found(definition(0.1), limit);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: "information", marked: '"learningRate"' });
    // up to 0.05 at step 500; down from 0.1 at 1,000: 0.1 − (t − 1000) · 0.1 / 9000, against a limit
    // that rises from 0.05 by 0.15 in 2,500 steps: equal at t = (0.1 + 1/90 + 0.1) · 1e4 / (0.1/0.9 + 0.6)
    const end = Math.floor((0.2 + 0.1 / 9) / (1 / 90_000 + 0.15 / 2500));
    expect(end).toBe(2968);
    expect(problem?.message).toContain(
      "last measured, 0.05 at step 2,500 (planned there: 0.0833), for steps 501–2,968.",
    );
    expect(problem?.message).toContain('"spirals"');
  });

  it("is gone when the rate is lowered, back when it is raised", () => {
    expect(found(definition(0.04), limit)).toEqual([]);
    expect(found(definition(0.051), limit)).toHaveLength(1);
  });

  it("is gone when the optimizer or the task is another", () => {
    const adam = { optimizer: { name: "adam" } };
    expect(found(definition(0.1, adam), limit)).toEqual([]);
    expect(found(definition(0.1, { probe: { task: "lstm" } }), limit)).toEqual([]);
  });

  it("says nothing where nothing was measured", () => {
    const { problems } = analyze(parseJson(JSON.stringify(definition(1000))));
    expect(problems.filter(({ code }) => code === "above-speed-limit")).toEqual([]);
    expect(found(definition(0.1), { ...limit, points: [] })).toEqual([]);
  });

  it("has the severity that the user sets", () => {
    const severities = { "above-speed-limit": "error" } as const;
    expect(found(definition(0.1), limit, { severities })[0]?.severity).toBe("error");
    const off = { severities: { "above-speed-limit": "off" } } as const;
    expect(found(definition(0.1), limit, off)).toEqual([]);
  });

  it("tells of a rate that is taken over with `extends`", () => {
    const base = definition(0.1);
    const file = { schedules: { base, change: { extends: "base", name: "change" } } };
    const { problems } = analyze(parseJson(JSON.stringify(file)), {
      limitOf: (name) => (name === "change" ? limit : undefined),
    });
    const messages = problems.flatMap(({ code, message }) =>
      code === "above-speed-limit" ? [message] : [],
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^With what is taken over, learningRate: /);
  });

  it("is told of the second of two schedules with one name", () => {
    const a = JSON.stringify(definition(0.1));
    const text = `{ "schedules": { "same": ${a}, "same": ${a} } }`;
    const { schedules } = analyze(parseJson(text), {
      limitOf: (_name, namesake) => (namesake === 2 ? limit : undefined),
    });
    expect(schedules.map((schedule) => schedule.limit !== undefined)).toEqual([false, true]);
  });
});
