import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { planProbe, ProbePlanError, type ProbePlan } from "../../../../src/core/probePlan";
import { withControls } from "../../../../src/core/probeControls";
import { hasControls, PROBE_TASKS } from "../../../../src/core/probeTasks";
import { layerTrack, SAMPLE_TRACKS } from "../../../../src/core/probeTracks";
import { buildSchedule } from "../../../../src/core/schedule/build";
import { newRun, takeEvent, type ProbeRun } from "../../../../src/probe/results/run";
import { parseRunFile, toRunFile } from "../../../../src/probe/results/runFile";
import { claimsOf } from "../../../../src/probe/verdict/claims";
import { inEnglish } from "../../../../src/probe/verdict/sentence";
import { judge } from "../../../../src/probe/verdict/verdict";

const STEPS = 100;

function plan(task: string, more: object, control = true): ProbePlan {
  const { schedule } = buildSchedule({
    name: "own",
    length: { steps: STEPS },
    learningRate: [{ kind: "cosine", from: 0.1, to: 0.01 }],
    ...more,
  });
  if (!schedule) throw new Error("no schedule");
  return planProbe([{ id: "a", schedule }], { task, steps: STEPS, seeds: 8, control });
}

const track = (plans: ProbePlan, arm: number, name: string): readonly number[] =>
  plans.schedules[arm]?.tracks[name] ?? [];
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const product = (a: readonly number[], b: readonly number[]) =>
  sum(a.map((value, i) => value * (b[i] ?? NaN)));

describe("control arms", () => {
  test("of a weight decay have the equal Σηλ, and none", () => {
    const planned = plan("weightDecay", {
      weightDecay: { follow: "learningRate", relation: "constantProduct", product: 0.0003 },
    });
    expect(planned.schedules.map(({ control }) => control)).toEqual([
      undefined,
      { of: "a", kind: "equalTotal" },
      { of: "a", kind: "none" },
    ]);
    const rates = track(planned, 0, "learningRate");
    expect(product(rates, track(planned, 0, "weightDecay"))).toBeCloseTo(0.03, 12);
    expect(product(rates, track(planned, 1, "weightDecay"))).toBeCloseTo(0.03, 12);
    expect(new Set(track(planned, 1, "weightDecay")).size).toBe(1);
    expect(track(planned, 2, "weightDecay")).toEqual([]);
    expect(track(planned, 2, "learningRate")).toEqual(rates);
  });

  test("of an augmentation have the equal mean", () => {
    const planned = plan("augmentation", {
      augmentation: [{ kind: "linear", from: 1, to: 0 }],
    });
    const [own, held] = [track(planned, 0, "augmentation"), track(planned, 1, "augmentation")];
    expect(held[7]).toBeCloseTo(sum(own) / STEPS, 12);
    expect(new Set(held).size).toBe(1);
  });

  test("of a rate under a temperature have the equal mean rate", () => {
    const planned = plan("contrastive", {
      temperature: [{ kind: "exponential", from: 1, to: 0.1 }],
    });
    const held = track(planned, 1, "learningRate");
    expect(sum(held)).toBeCloseTo(sum(track(planned, 0, "learningRate")), 10);
    expect(track(planned, 1, "temperature")).toEqual(track(planned, 0, "temperature"));
    expect(track(planned, 2, "temperature")).toEqual([]);
  });

  test("of layers have one rate of the equal mean over layers and steps", () => {
    const planned = plan("deep", { layers: { count: 6, decaySpeed: { shallow: 1, deep: 0.3 } } });
    const layers = [1, 2, 3, 4, 5, 6].map((layer) => sum(track(planned, 0, layerTrack(layer))));
    expect(sum(track(planned, 1, "learningRate"))).toBeCloseTo(sum(layers) / 6, 10);
    for (const arm of [1, 2]) expect(track(planned, arm, layerTrack(6))).toEqual([]);
  });

  test("of factors by margin have factors of mean 1", () => {
    const planned = plan("labelNoise", { samples: { by: "margin", easy: 1, hard: 0.1 } });
    expect(track(planned, 1, SAMPLE_TRACKS.meanOne)[0]).toBe(1);
    expect(track(planned, 2, SAMPLE_TRACKS.easy)).toEqual([]);
  });

  test("are refused where there is nothing to hold, or the task has none", () => {
    expect(() => plan("augmentation", { augmentation: 0.5 })).toThrow(ProbePlanError);
    expect(() => plan("spirals", {})).toThrow(/has no control arms; those that have are batchNorm/);
    expect(plan("augmentation", { augmentation: 0.5 }, false).schedules).toHaveLength(1);
  });

  test("of phases of noise: a cosine rate of the same mean, and all levels alike", () => {
    const planned = plan("diffusion", {
      noise: [{ kind: "linear", from: 1, to: 0 }],
    });
    const [own, equalTotal, none] = planned.schedules.map(({ tracks }) => tracks);
    const rates = equalTotal?.["learningRate"] ?? [];
    expect(sum(rates) / sum(own?.["learningRate"] ?? [])).toBeCloseTo(1, 9);
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
    expect(rates[0]).toBeGreaterThan(2 * (rates[Math.ceil(rates.length / 2)] ?? NaN) - 1e-9);
    expect(equalTotal?.["noise"]).toEqual(own?.["noise"]);
    const { noise, ...others } = own ?? {};
    expect(noise).toHaveLength(STEPS);
    expect(none).toEqual(others);
  });

  test("of federated rounds: half a round later at the same mean, and the mean held", () => {
    const planned = plan("federated", {
      learningRate: [
        { kind: "constant", value: 0.1, for: "60 steps" },
        { kind: "constant", value: 0.01 },
      ],
    });
    const rates = (arm: number) => track(planned, arm, "learningRate");
    for (const arm of [1, 2]) expect(sum(rates(arm)) / sum(rates(0))).toBeCloseTo(1, 9);
    // The drop lies half a round of 10 updates later.
    expect((rates(1)[64] ?? NaN) / (rates(1)[65] ?? NaN)).toBeCloseTo(10, 9);
    expect(new Set(rates(2)).size).toBe(1);
  });

  test("are there for every task that says so", () => {
    const moving = {
      learningRate: [0.1, 0.2],
      temperature: [1, 0.5],
      batchNormMomentum: [0.1, 0.2],
      weightDecay: [0.1, 0.2],
      augmentation: [0.1, 0.2],
      noise: [1, 0],
      [layerTrack(1)]: [0.1, 0.1],
      [SAMPLE_TRACKS.easy]: [1, 1],
    };
    const schedule = { id: "a", name: "a", length: 2, tracks: moving, optimizer: { name: "sgd" } };
    for (const { name } of PROBE_TASKS) {
      expect(withControls(name, schedule)).toHaveLength(hasControls(name) ? 3 : 1);
    }
  });
});

/** A run of a schedule and its arms that end at these losses, and a little more in each next seed. */
function ended(losses: readonly [own: number, equalTotal: number, none: number]): ProbeRun {
  const planned = plan("augmentation", { augmentation: [{ kind: "linear", from: 1, to: 0 }] });
  const run = newRun(planned);
  planned.schedules.forEach(({ id }, arm) => {
    for (const seed of planned.seeds) {
      const end = (losses[arm] ?? NaN) * (1 + seed / 100) + (arm === 1 ? (seed % 2) * 1e-3 : 5e-4);
      takeEvent(run, {
        type: "points",
        series: [
          {
            schedule: id,
            seed,
            train: [
              [0, 2],
              [99, 1],
            ],
            validation: [
              [0, 2],
              [100, end],
            ],
            accuracy: [],
          },
        ],
      });
    }
  });
  const why = {
    backend: "wasm",
    steps: STEPS,
    cancelled: false,
    seconds: 1,
    stepsPerSecond: 1,
  } as const;
  takeEvent(run, { type: "finished", ...why });
  return run;
}

test("the page says what the verdict says was claimed and measured", () => {
  const page = readFileSync(
    path.resolve(import.meta.dirname, "../../../../docs/probes.md"),
    "utf8",
  );
  const claimed = PROBE_TASKS.filter(({ name }) => hasControls(name) || name === "lottery").map(
    ({ name }) => claimsOf(name),
  );
  expect(claimed.length).toBeGreaterThan(5);
  for (const sentences of claimed) {
    expect(sentences).toHaveLength(2);
    for (const { text } of sentences) expect(page).toContain(text);
  }
});

describe("the verdict on controls", () => {
  test.each([
    [
      "the effect vanishes where only the total differs",
      [0.3, 0.3, 0.5],
      /^The effect vanishes against its control: "own" differs from "own: no augmentation"/,
    ],
    ["the course helps", [0.3, 0.4, 0.5], /^At the equal total, "own" still ends lower/],
    ["the course does harm", [0.4, 0.3, 0.5], /^At the equal total, "own" ends higher/],
    ["nothing differs", [0.3, 0.3, 0.3], /^"own" differs neither from its control/],
  ] as const)("%s", (_, losses, expected) => {
    const said = judge(ended(losses)).conclusion.map(inEnglish);
    expect(
      said.some((sentence) => expected.test(sentence)),
      said.join("\n"),
    ).toBe(true);
    expect(said.at(-2)).toMatch(/^Claimed: augmentation/);
  });

  test("compares control arms with what they control alone", () => {
    const run = ended([0.3, 0.4, 0.5]);
    expect(judge(run).comparisons).toHaveLength(3);
  });

  test("the arms come back from a file", () => {
    const run = ended([0.3, 0.4, 0.5]);
    const back = parseRunFile(JSON.stringify(toRunFile(run)));
    expect(back.schedules.map(({ control }) => control)).toEqual(
      run.schedules.map(({ control }) => control),
    );
    expect(judge(back).conclusion).toEqual(judge(run).conclusion);
  });
});
