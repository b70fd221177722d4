import { grads, mul, sum, tensor, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { MEASUREMENTS, type ProbePoint } from "../../../src/probe/request";
import { randomStream } from "../../../src/probe/random";
import { layerNorm } from "../../../src/probe/tasks/attention";
import { LAG, nextProbabilities, sentence, VOCABULARY } from "../../../src/probe/tasks/tokens";
import { transformer } from "../../../src/probe/tasks/transformer";
import { parameterCount } from "../../../src/probe/tasks/task";
import { cpu, wasm } from "./backends";
import { constant, run, schedule } from "./requests";

const LENGTH = 16;
const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

describe("the made-up language", () => {
  const random = randomStream("test");
  const texts = Array.from({ length: 4000 }, () => sentence(LENGTH + 1, random));
  const pairs = texts.flatMap((tokens) =>
    Array.from({ length: LENGTH }, (_, i) => ({ tokens, at: i + 1 })),
  );

  test("has the entropies that the task tells", () => {
    const { about } = transformer();
    const exact = pairs.map(
      ({ tokens, at }) => -Math.log(nextProbabilities(tokens, at)[tokens[at] ?? 0] ?? 0),
    );
    const counts = Array.from({ length: VOCABULARY + 1 }, () => new Float64Array(VOCABULARY));
    const add = (row: number, token: number): void => {
      const counted = counts[row];
      if (counted) counted[token] = (counted[token] ?? 0) + 1;
    };
    for (const { tokens, at } of pairs) {
      add(tokens[at - 1] ?? 0, tokens[at] ?? 0);
      add(VOCABULARY, tokens[at] ?? 0);
    }
    const share = (row: number, token: number): number => {
      const counted = counts[row] ?? new Float64Array();
      return (counted[token] ?? 0) / counted.reduce((total, value) => total + value, 0);
    };
    const costs = (row: (before: number) => number): number =>
      mean(
        pairs.map(({ tokens, at }) => -Math.log(share(row(tokens[at - 1] ?? 0), tokens[at] ?? 0))),
      );
    const found = {
      2.77: Math.log(VOCABULARY),
      2.64: costs(() => VOCABULARY),
      1.63: costs((before) => before),
      0.91: mean(exact),
    };
    for (const [told, entropy] of Object.entries(found)) {
      expect(about).toContain(told);
      expect(Math.abs(entropy - Number(told)), told).toBeLessThan(0.015);
    }
  });

  test("its probabilities add up to 1, and half of the tokens come back", () => {
    for (const { tokens, at } of pairs.slice(0, 500)) {
      const total = nextProbabilities(tokens, at).reduce((sum, p) => sum + p, 0);
      expect(total).toBeCloseTo(1, 12);
    }
    const late = pairs.filter(({ at }) => at >= LAG);
    const back = late.filter(({ tokens, at }) => tokens[at] === tokens[at - LAG]).length;
    const expected = late.map(
      ({ tokens, at }) => nextProbabilities(tokens, at)[tokens[at - LAG] ?? 0] ?? NaN,
    );
    expect(Math.min(...expected.slice(0, 1000))).toBeGreaterThanOrEqual(0.5);
    expect(Math.abs(back / late.length - mean(expected))).toBeLessThan(0.01);
  });
});

describe("layer normalisation", () => {
  beforeAll(() => cpu.load());
  const input = [0.3, -1.2, 2, 0.7, 5, 4, 4.5, 6];

  test("has mean 0 and variance 1 in each row", async () => {
    const data = await layerNorm(tensor(input, [1, 2, 4])).data();
    for (const row of [data.slice(0, 4), data.slice(4)]) {
      expect(mean([...row])).toBeCloseTo(0, 5);
      expect(mean([...row].map((x) => x * x))).toBeCloseTo(1, 3);
    }
  });

  test("its gradient is that of finite differences", async () => {
    const pull = [1, -2, 0.5, 3, -1, 0.2, 0.7, -0.4];
    const loss = (x: readonly number[]): number =>
      [x.slice(0, 4), x.slice(4)]
        .flatMap((row) => {
          const centre = mean(row);
          const variance = mean(row.map((value) => (value - centre) ** 2));
          return row.map((value) => (value - centre) / Math.sqrt(variance + 1e-5));
        })
        .reduce((total, value, i) => total + value * (pull[i] ?? NaN), 0);
    const [gradient] = grads((x: Tensor) => sum(mul(layerNorm(x), tensor(pull, [1, 2, 4]))))([
      tensor(input, [1, 2, 4]),
    ]);
    const found = await gradient?.data();
    input.forEach((_, i) => {
      const moved = (by: number): number => loss(input.map((x, j) => (i === j ? x + by : x)));
      expect(found?.[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 3);
    });
  });
});

describe("the transformer's training", () => {
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

  test("starts at a loss of ln(vocabulary)", async () => {
    const schedules = [schedule("a", { learningRate: [0.001] }, "adam")];
    const told = await run({ task: "transformer", steps: 1, seeds, schedules }, [wasm]);
    expect(told.events[0]).toMatchObject({ parameters: parameterCount(transformer()) });
    for (const seed of seeds) {
      const [first] = told.points("validation", "a", seed);
      expect(Math.abs((first?.[1] ?? NaN) / Math.log(VOCABULARY) - 1)).toBeLessThan(0.02);
    }
  });

  test(
    "keeps successive gradients aligned with warmup; both learn",
    { timeout: 60_000 },
    async () => {
      const steps = 60;
      const warm = Array.from({ length: steps }, (_, t) => 0.01 * Math.min(1, (t + 1) / 40));
      const schedules = [
        schedule("cold", { learningRate: constant(0.01, steps) }, "adam"),
        schedule("warm", { learningRate: warm }, "adam"),
      ];
      const few = seeds.slice(0, 4);
      const told = await run(
        {
          task: "transformer",
          steps,
          seeds: few,
          schedules,
          measureEvery: 1,
          evaluateEvery: steps,
        },
        [wasm],
      );
      const early = (points: readonly ProbePoint[]): number =>
        mean(points.filter(([step]) => step > 0 && step < 30).map(([, value]) => value));
      for (const seed of few) {
        const alignment = (id: string): number =>
          early(told.measured(MEASUREMENTS.gradientCosine, id, seed));
        expect(alignment("warm")).toBeGreaterThan(alignment("cold") + 0.1);
        for (const id of ["cold", "warm"]) {
          expect(told.points("validation", id, seed).at(-1)?.[1]).toBeLessThan(2.1);
        }
      }
    },
  );
});
