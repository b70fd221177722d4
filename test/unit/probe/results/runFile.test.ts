import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProbeVector } from "../../../../src/probe/extras";
import type { ProbePoint } from "../../../../src/probe/request";
import type { ProbeRun, Replica } from "../../../../src/probe/results/run";
import { parseRunFile, RunFileError, toRunFile } from "../../../../src/probe/results/runFile";
import { MOST_RUN_BYTES } from "../../../../src/core/data/runBounds";
import { thinRun } from "../../../../src/probe/results/thin";
import { madeRun } from "../runs";

const point = fc
  .float({ noDefaultInfinity: true, noNaN: true })
  .map((value) => Number(value.toPrecision(9)));
const points = fc
  .uniqueArray(fc.nat(5000), { maxLength: 20 })
  .chain((steps) =>
    fc.tuple(...steps.sort((a, b) => a - b).map((step) => point.map((y): ProbePoint => [step, y]))),
  );
const name = fc.string({ unit: "grapheme", maxLength: 12 });
// Names that objects have of their own are dropped by the reader; nothing of ours is called so.
const key = name.filter((word) => !["__proto__", "prototype", "constructor"].includes(word));
const measured = fc
  .dictionary(key, points, { maxKeys: 3 })
  .map((series) => new Map(Object.entries(series)));

const replica = (schedule: string, seed: number): fc.Arbitrary<Replica> =>
  fc.record({
    schedule: fc.constant(schedule),
    seed: fc.constant(seed),
    train: points,
    validation: points,
    accuracy: points,
    measured,
    extras: fc.constantFrom<Record<string, ProbeVector[]>>(
      {},
      {
        fold: [
          [0, [1, 2]],
          [9, [3, -4]],
        ],
      },
    ),
    diverged: fc.option(fc.record({ step: fc.nat(), cause: name }), { nil: undefined }),
  });

const TABLE = {
  name: "my.csv",
  rows: 150,
  inputs: 4,
  classes: 3,
  fingerprint: "0123456789abcdef",
};

const finite = fc.double({ noDefaultInfinity: true, noNaN: true });
const run: fc.Arbitrary<ProbeRun> = fc
  .tuple(fc.uniqueArray(name, { maxLength: 3 }), fc.uniqueArray(fc.nat(), { maxLength: 3 }))
  .chain(([ids, seeds]) =>
    fc.record({
      state: fc.constantFrom("done", "cancelled", "interrupted", "failed"),
      task: name,
      steps: fc.nat(1000),
      step: fc.nat(1000),
      schedules: fc.tuple(
        ...ids.map((id) =>
          fc.record({
            id: fc.constant(id),
            name,
            length: fc.option(finite, { nil: undefined }),
            optimizer: fc.record({ name }),
            tracks: measured,
            definition: fc.option(name, { nil: undefined }),
            control: fc.option(
              fc.record({
                of: name,
                kind: fc.constantFrom("equalTotal" as const, "none" as const),
              }),
              { nil: undefined },
            ),
            setting: fc.option(fc.dictionary(key, fc.oneof(finite, name, fc.boolean())), {
              nil: undefined,
            }),
          }),
        ),
      ),
      seeds: fc.constant(seeds),
      settings: fc.constantFrom({}, { measureEvery: 3, backend: "wasm" as const }),
      data: fc.constantFrom(undefined, TABLE),
      replicas: fc.tuple(...ids.flatMap((id) => seeds.map((seed) => replica(id, seed)))),
      thinned: fc.boolean(),
      stage: fc.constant(undefined),
      secondsLeft: fc.constant(undefined),
      backend: fc.constant("cpu"),
      why: name,
      about: fc.option(name, { nil: undefined }),
      seconds: fc.option(finite, { nil: undefined }),
      stepsPerSecond: fc.option(finite, { nil: undefined }),
      error: fc.option(name, { nil: undefined }),
    }),
  );

const written = (from: ProbeRun): string => JSON.stringify(toRunFile(from, { version: "1.2.3" }));

/** What JSON makes of −0 and what toStrictEqual minds. */
const plain = (from: ProbeRun): unknown =>
  JSON.parse(
    JSON.stringify(from, (_, value: unknown) => (value instanceof Map ? [...value] : value)),
  );

describe("a saved run", () => {
  test("comes back as it was", () => {
    fc.assert(
      fc.property(run, (saved) => {
        expect(plain(parseRunFile(written(saved)))).toEqual(plain(saved));
      }),
      { numRuns: 60 },
    );
  });

  test("keeps single-precision losses exactly, and what was no number as none", () => {
    const saved = madeRun({ a: { train: (seed, step) => Math.fround(Math.sin(seed + step)) } });
    saved.replicas[0]?.train.push([1000, NaN]);
    const back = parseRunFile(written(saved));
    back.replicas.forEach((replica, i) => {
      replica.train.forEach(([step, value], k) => {
        const [expectedStep, expected] = saved.replicas[i]?.train[k] ?? [-1, -1];
        expect(step).toBe(expectedStep);
        expect(Math.fround(value)).toEqual(expected);
      });
    });
  });

  test("holds every value of every track", () => {
    const rate = (step: number) => (step < 50 ? 0.1 : 0.1 / (step + 1));
    const back = parseRunFile(written(madeRun({ a: { train: () => 1, rate } })));
    const points = back.schedules[0]?.tracks.get("learningRate") ?? [];
    expect(points).toHaveLength(151);
    expect(points.at(0)).toEqual([0, 0.1]);
    expect(points.at(-1)).toEqual([199, 0.1 / 200]);
  });

  test("says where its curves were thinned", () => {
    const whole = madeRun({ a: { train: (_, step) => Math.cos(step) } });
    const thin = thinRun(whole, 40);
    expect(thin.replicas[0]?.train.length).toBeLessThanOrEqual(44);
    expect(parseRunFile(written(thin)).thinned).toBe(true);
    expect(parseRunFile(written(thinRun(whole, 1000))).thinned).toBe(false);
  });
});

const changed = (change: (file: Record<string, unknown>) => void): string => {
  const file = JSON.parse(written(madeRun({ a: { train: () => 1 } }, { seeds: 2 }))) as Record<
    string,
    unknown
  >;
  change(file);
  return JSON.stringify(file);
};
type Loose = Record<string, { [key: string]: unknown }[]>;

const hostile: [what: string, text: string, message: RegExp][] = [
  ["no JSON", "{", /not JSON/],
  ["nothing", "", /not JSON/],
  ["another file", '{"name":"package"}', /does not say that it is one/],
  ["a list", "[1,2,3]", /does not say that it is one/],
  ["null", "null", /does not say that it is one/],
  ["a newer version", changed((file) => (file["version"] = 7)), /newer version.*format 7/],
  ["no task", changed((file) => delete file["task"]), /damaged: task/],
  ["a huge number of steps", changed((file) => (file["steps"] = 1e12)), /damaged: steps/],
  ["a negative seed", changed((file) => (file["seeds"] = [-1, 2])), /damaged: seeds/],
  ["a seed twice", changed((file) => (file["seeds"] = [1, 1])), /seed is given twice/],
  [
    "a replica too few",
    changed((file) => (file as Loose)["replicas"]?.pop()),
    /one replica for each schedule and seed/,
  ],
  [
    "a replica of an unknown schedule",
    changed((file) => Object.assign((file as Loose)["replicas"]?.[0] ?? {}, { schedule: "b" })),
    /one replica for each/,
  ],
  [
    "steps that go back",
    changed((file) =>
      Object.assign((file as Loose)["replicas"]?.[0] ?? {}, {
        train: [
          [3, 1],
          [2, 1],
        ],
      }),
    ),
    /steps of a curve must ascend/,
  ],
  [
    "a loss that is text",
    changed((file) =>
      Object.assign((file as Loose)["replicas"]?.[0] ?? {}, { train: [[0, "<img>"]] }),
    ),
    /damaged: replicas\.0\.train/,
  ],
  [
    "an endless name",
    changed((file) =>
      Object.assign((file as Loose)["schedules"]?.[0] ?? {}, { name: "x".repeat(200_000) }),
    ),
    /damaged: schedules\.0\.name/,
  ],
];

describe("what is no saved run", () => {
  test.each(hostile)("%s is refused in one sentence", (_, text, message) => {
    const refusal = (): unknown => parseRunFile(text);
    expect(refusal).toThrow(RunFileError);
    expect(refusal).toThrow(message);
    try {
      refusal();
    } catch (error) {
      expect((error as Error).message.length).toBeLessThan(300);
      expect((error as Error).message).toMatch(/^[^\n]+\.$/);
    }
  });

  test("a file too large is refused unread", () => {
    expect(() => parseRunFile(" ".repeat(MOST_RUN_BYTES + 1))).toThrow(/too large/);
  });

  test("a prototype is not polluted", () => {
    const text = changed((file) =>
      Object.assign((file as Loose)["replicas"]?.[0] ?? {}, {
        measured: JSON.parse('{"__proto__": [[0, 1]], "constructor": [[0, 2]]}') as unknown,
      }),
    );
    const { measured } = parseRunFile(text).replicas[0] ?? {};
    expect(({} as Record<string, unknown>)["0"]).toBeUndefined();
    expect(measured?.get("constructor") ?? [[0, 2]]).toEqual([[0, 2]]);
  });

  test("whatever JSON it is, it is read or refused with a sentence", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => parseRunFile(text)).toThrow(RunFileError);
      }),
    );
  });
});
