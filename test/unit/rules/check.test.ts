import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSchedule } from "../../../src/core/rules/check";
import type { RuleSeverity } from "../../../src/core/rules/rule";
import { commentSeverity } from "../../../src/core/rules/suppress";
import { phaseKinds } from "../../../src/core/schedule/kinds/table";
import { parseJson } from "../../../src/core/parse/json";
import { analyze } from "../../../src/core/analyze";
import type { Curve } from "../../../src/core/schedule/curve";
import { suppressInSchedule, suppressOnLine } from "../../../src/core/language/suppress";
import { applyTextEdits } from "../edit/applyTextEdits";
import { read } from "./judge";
import { within } from "../within";
import { runs } from "../runs";

const LONG = `{
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 0.01, "to": 0.1, "for": "60%" },
    { "kind": "cosine", "to": 0 }
  ]
}`;

const codes = (text: string, severities: Record<string, RuleSeverity> = {}): string[] =>
  checkSchedule(read(text).context, { severities }).map(
    ({ code, severity }) => `${severity} ${code}`,
  );

describe("settings", () => {
  it("give a rule another severity or switch it off", () => {
    expect(codes(LONG)).toEqual(["warning warmup-too-long"]);
    expect(codes(LONG, { "warmup-too-long": "hint" })).toEqual(["hint warmup-too-long"]);
    expect(codes(LONG, { "warmup-too-long": "off" })).toEqual([]);
    expect(codes(LONG, { "dead-tail": "off" })).toEqual(["warning warmup-too-long"]);
  });
});

describe("comments", () => {
  const above = (comment: string): string =>
    LONG.replace('    { "kind": "linear"', `    ${comment}\n    { "kind": "linear"`);
  const behind = (comment: string): string => LONG.replace('"60%" },', `"60%" }, ${comment}`);

  it.each([
    above("// schedule-ignore-next-line"),
    above("// schedule-ignore-next-line warmup-too-long"),
    above("/* schedule-ignore-next-line dead-tail, warmup-too-long */"),
    behind("// schedule-ignore"),
    behind("// schedule-ignore warmup-too-long: measured"),
    above("/*\n * schedule-ignore-next-line\n */").replace("*/\n", "*/"),
    `// schedule-ignore-file warmup-too-long\n${LONG}`,
    `// schedule-ignore-schedule warmup-too-long\n${LONG}`,
    LONG.replace("{", "{ // schedule-ignore-schedule"),
    above("// schedule-severity-next-line warmup-too-long=off"),
    `// schedule-severity-file dead-tail=hint, warmup-too-long=off\n${LONG}`,
  ])("switch a rule off: %s", (text) => {
    expect(codes(text)).toEqual([]);
  });

  it.each([
    above("// schedule-ignore-next-line dead-tail"),
    above("// schedule-ignore"),
    behind("// schedule-ignore-next-line"),
    behind("// schedule-ignored"),
    LONG.replace("60%", "60% ").replace('"length"', '"name": "schedule-ignore-file", "length"'),
    `${"\n".repeat(10)}// schedule-ignore-file\n${LONG}`,
    `// schedule-ignore-schedule\n\n${LONG}`,
    above("// schedule-severity-next-line warmup-too-long"),
    above("// schedule-severity-next-line warmup-too-long=never"),
  ])("do not switch it off: %s", (text) => {
    expect(codes(text)).toEqual(["warning warmup-too-long"]);
  });

  it.each([
    [`// schedule-severity-file warmup-too-long=error\n${LONG}`, "error"],
    [above("// schedule-severity-next-line warmup-too-long=hint"), "hint"],
    [behind("// schedule-severity warmup-too-long=information"), "information"],
    // the narrowest counts
    [
      `// schedule-ignore-file\n${above("// schedule-severity-next-line warmup-too-long=hint")}`,
      "hint",
    ],
    [
      `// schedule-ignore-file\n// schedule-severity-schedule warmup-too-long=error\n${LONG}`,
      "error",
    ],
  ])("give a rule another severity: %s", (text, severity) => {
    expect(codes(text)).toEqual([`${severity} warmup-too-long`]);
    expect(codes(text, { "warmup-too-long": "off" })).toEqual([`${severity} warmup-too-long`]);
  });

  it("that misspell a rule are told so", () => {
    const text = above("// schedule-ignore-next-line warmup-to-long, as measured");
    const [problem, ...others] = analyze(parseJson(text)).problems.filter(
      ({ code }) => code === "unknown-rule",
    );
    expect(others).toEqual([]);
    expect(problem?.message).toBe(
      'There is no rule "warmup-to-long". Did you mean "warmup-too-long"?',
    );
    const mended = applyTextEdits(text, problem?.fixes[0]?.edits ?? []);
    expect(codes(mended)).toEqual([]);
  });

  it("are written by a fix for the line or the schedule, once", () => {
    const document = parseJson(LONG);
    const { schedules, problems } = analyze(document);
    const [schedule] = schedules;
    const offset = problems[0]?.range.start ?? 0;
    expect(schedule).toBeDefined();
    if (schedule === undefined) return;
    const line = applyTextEdits(LONG, [suppressOnLine(document, offset, "warmup-too-long")]);
    expect(line).toBe(above("// schedule-ignore-next-line warmup-too-long"));
    const whole = applyTextEdits(LONG, [suppressInSchedule(document, schedule, "warmup-too-long")]);
    expect(whole).toBe(`// schedule-ignore-schedule warmup-too-long\n${LONG}`);
    expect([codes(line), codes(whole)]).toEqual([[], []]);
    const again = suppressOnLine(parseJson(line), line.indexOf('{ "kind": "linear"'), "dead-tail");
    expect(applyTextEdits(line, [again])).toBe(
      above("// schedule-ignore-next-line warmup-too-long, dead-tail"),
    );
  });

  it("concern their own schedule alone", () => {
    const two = (comment: string): string =>
      `{ "schedules": {\n  "a": ${LONG},\n  ${comment}\n  "b": ${LONG}\n} }`;
    const found = (text: string) =>
      analyze(parseJson(text)).schedules.map(({ problems }) => problems.length);
    expect(found(two("// nothing"))).toEqual([1, 1]);
    expect(found(two("// schedule-ignore-schedule"))).toEqual([1, 0]);
  });

  it("stay cheap in a file on one line", () => {
    const text = `{"a": "${"x/".repeat(2_000_000)}"}`;
    const document = parseJson(text);
    const schedule = { start: 0, end: text.length };
    within(500, () => {
      for (let i = 0; i < 100; i++) commentSeverity(document, 10, schedule, "dead-tail");
    });
  });
});

const counted = (curve: Curve, look: () => void): Curve => ({
  at: (step) => (look(), curve.at(step)),
  extremes: (first, last) => (look(), curve.extremes(first, last)),
  sum: (first, last) => (look(), curve.sum(first, last)),
  breakpoints: (first, last, limit) => (look(), curve.breakpoints(first, last, limit)),
});

const OFTEN_LEFT_OUT = new Set([
  "for",
  "every",
  "factor",
  "values",
  "endpoint",
  "gamma",
  "from",
  "beta2",
]);

describe("cost and robustness", () => {
  it("looks at the curves as often for a run of 10¹² steps as for one of 10⁴", () => {
    const looks = (steps: number): number => {
      const { context } = read({
        length: { steps },
        optimizer: { name: "adamw", beta2: 0.999, weightDecay: 0.1 },
        learningRate: [
          { kind: "linear", from: 0, to: 1e-3, for: "5%" },
          { kind: "cyclic", low: 1e-4, high: 1e-3, up: 7, down: 9 },
        ],
        momentum: { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] },
      });
      let count = 0;
      const tracks = new Map(
        [...context.schedule.tracks].map(([name, track]) => {
          const curve = counted(track.curve, () => count++);
          const phases = track.phases.map((phase) => ({
            ...phase,
            curve: counted(phase.curve, () => count++),
          }));
          return [name, { ...track, curve, phases }];
        }),
      );
      checkSchedule({ ...context, schedule: { ...context.schedule, tracks } });
      return count;
    };
    expect(looks(1e12)).toBeLessThan(1500);
    expect(looks(1e4)).toBeLessThan(1500);
  });

  const number = fc.oneof(
    fc.constantFrom(0, -1, 1, 0.1, 1e-3, 1e308, 5e-324, 0.5, 100),
    fc.double(),
  );
  const duration = fc.constantFrom(
    0,
    1,
    7,
    0.1,
    50,
    1e6,
    "10%",
    "0%",
    "200%",
    "1 epoch",
    "2 rounds",
    "-3 steps",
    "x",
  );
  const DURATIONS = new Set(["for", "every", "period", "up", "down", "timescale", "shift", "rise"]);
  const ofKey = (key: string): fc.Arbitrary<unknown> => {
    if (DURATIONS.has(key)) return duration;
    if (key === "at") return fc.array(duration, { maxLength: 3 });
    if (key === "values") return fc.array(number, { maxLength: 3 });
    if (key === "points") return fc.array(fc.tuple(duration, number), { maxLength: 3 });
    if (key === "endpoint" || key === "threePhase") return fc.boolean();
    if (key === "shape") return fc.constantFrom("linear", "exponential", "cosine");
    if (key === "mode") return fc.constantFrom("triangular", "triangular2", "expRange");
    return number;
  };
  const phase = fc.oneof(
    ...phaseKinds
      .filter(({ kind }) => kind !== "custom")
      .map(({ kind, schema }) => {
        const keys = Object.keys(schema.entries).filter((key) => key !== "kind");
        const model = Object.fromEntries(keys.map((key) => [key, ofKey(key)]));
        return fc
          .record(model, { requiredKeys: keys.filter((key) => !OFTEN_LEFT_OUT.has(key)) })
          .map((rest) => ({ kind, ...rest }));
      }),
  );
  const follower = fc.record({
    follow: fc.constantFrom("learningRate", "momentum", "temperature"),
    relation: fc.constantFrom("proportional", "constantProduct", "inverse", "power"),
    product: number,
    range: fc.tuple(number, number),
    reference: fc.constant({ learningRate: 0.1, value: 1 }),
  });
  const track = fc.oneof(number, phase, fc.array(phase, { maxLength: 4 }), follower);
  const definition = fc.record(
    {
      length: fc.constantFrom(
        { steps: 1 },
        { steps: 100 },
        { steps: 1e12 },
        { epochs: 3, stepsPerEpoch: 50 },
        { rounds: 5, stepsPerRound: 10 },
        { epochs: 9, samples: 20_000, batchSize: 2048 },
      ),
      optimizer: fc.record(
        {
          name: fc.constantFrom("sgd", "adamw", "x"),
          beta1: number,
          beta2: number,
          weightDecay: number,
          momentum: number,
        },
        { requiredKeys: ["name"] },
      ),
      learningRate: track,
      momentum: track,
      temperature: track,
      weightDecay: track,
      batchNormMomentum: track,
      augmentation: track,
      noise: track,
      batchSize: track,
      onPlateau: fc.record(
        {
          factor: number,
          patience: number,
          threshold: number,
          min: number,
          max: number,
          greedy: fc.boolean(),
          every: duration,
        },
        { requiredKeys: ["factor", "patience"] },
      ),
      layers: fc.record({ count: number, ratio: number }),
      samples: fc.record({ by: fc.constant("margin"), easy: number, hard: number }),
      probe: fc.constantFrom({ task: "spirals" }, {}),
    },
    { requiredKeys: ["length", "learningRate"] },
  );

  it("never throws, and says nothing that is not a figure", () => {
    fc.assert(
      fc.property(definition, (plain) => {
        const text = JSON.stringify(plain);
        for (const { message, range, fixes } of analyze(parseJson(text)).problems) {
          expect(message).not.toMatch(/NaN|undefined|\[object/);
          expect(range.start).toBeLessThanOrEqual(range.end);
          expect(range.end).toBeLessThanOrEqual(text.length);
          expect(fixes.filter(({ preferred }) => preferred).length).toBeLessThanOrEqual(1);
          for (const { title } of fixes) expect(title).not.toMatch(/NaN|undefined|\[object/);
        }
      }),
      { numRuns: runs(150, 20_000) },
    );
  }, 120_000);
});
