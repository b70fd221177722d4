import { beforeAll, describe, expect, test } from "vitest";
import { planProbe, ProbePlanError } from "../../../../src/core/probePlan";
import { layerTrack } from "../../../../src/core/probeTracks";
import { buildSchedule } from "../../../../src/core/schedule/build";
import type { ProbeSchedule } from "../../../../src/core/probeContract";
import { MEASUREMENTS } from "../../../../src/probe/request";
import { deep } from "../../../../src/probe/tasks/deep/task";
import { wasm } from "../backends";
import { run } from "../requests";
import { trajectory } from "../wells";
import { plainSchedule } from "./rows";

const STEPS = 50;

function planned(layers: object | undefined, steps = STEPS) {
  const { schedule } = buildSchedule({
    name: "deep",
    length: { steps },
    learningRate: [{ kind: "cosine", from: 0.02, to: 0.0002 }],
    ...(layers && { layers }),
  });
  if (!schedule) throw new Error("no schedule");
  const [found] = planProbe([{ id: "a", schedule }], { task: "deep", steps }).schedules;
  if (!found) throw new Error("no plan");
  return found.tracks;
}

const ratios = (told: Awaited<ReturnType<typeof run>>, id: string): number[] =>
  [1, 2, 3, 4, 5, 6].map(
    (n) => told.measured(`${MEASUREMENTS.updateRatio}layer ${n} weight`, id, 1)[0]?.[1] ?? NaN,
  );

describe("rates by layer", () => {
  beforeAll(() => wasm.load());

  test("decay with their own speeds: ηₗ/η₁ = d^(sₗ − s₁)", () => {
    const tracks = planned({ count: 6, decaySpeed: { shallow: 1, deep: 0.3 } });
    const rates = tracks["learningRate"] ?? [];
    const first = tracks[layerTrack(1)] ?? [];
    for (let layer = 1; layer <= 6; layer++) {
      const speed = 1 - (0.7 * (layer - 1)) / 5;
      rates.forEach((rate, t) => {
        const ratio = (tracks[layerTrack(layer)]?.[t] ?? NaN) / (first[t] ?? NaN);
        expect(ratio / (rate / 0.02) ** (speed - 1)).toBeCloseTo(1, 9);
      });
    }
  });

  test("another count is spread evenly, first to first and last to last", () => {
    const tracks = planned({ count: 11, ratio: 0.5 });
    const at0 = [1, 2, 3, 4, 5, 6].map((layer) => tracks[layerTrack(layer)]?.[0] ?? NaN);
    at0.forEach((rate, i) => {
      expect(rate).toBeCloseTo(0.02 * 0.5 ** (10 - 2 * i), 12);
    });
  });

  test("groups have no depth, and are refused in words", () => {
    expect(() => planned({ groups: { head: { scale: 2 } } })).toThrow(ProbePlanError);
    expect(() => planned({ groups: { head: { scale: 2 } } })).toThrow('give "layers" a "count"');
  });

  test.each(["sgd", "nesterov", "adam", "adamw", "lamb", "lars"])(
    "with the speeds 1, %s is plain training, to the last bit",
    async (optimizer) => {
      const steps = 6;
      const plain = {
        ...plainSchedule("plain", steps, { weightDecay: 0.01 }, 0.02),
        optimizer: { name: optimizer },
      };
      const byLayer = Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((layer) => [layerTrack(layer), plain.tracks["learningRate"] ?? []]),
      );
      const same: ProbeSchedule = { ...plain, tracks: { ...plain.tracks, ...byLayer } };
      const task = deep();
      const end = async (schedule: ProbeSchedule, of = task) =>
        (await trajectory(of, [schedule], steps, [1, 2])).at(-1);
      const { layers, ...without } = task;
      expect(layers).toHaveLength(12);
      const expected = await end(plain, without);
      expect(await end(same)).toEqual(expected);
      expect(await end(plain)).toEqual(expected);
    },
  );

  test("a doubled scale doubles the layer's first update, and no other", async () => {
    const one = plainSchedule("one", 2, {}, 0.02);
    const rates = (layer: number): number[] => [layer === 3 ? 0.04 : 0.02, 0.02];
    const twice: ProbeSchedule = {
      ...one,
      id: "twice",
      tracks: {
        ...one.tracks,
        ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [layerTrack(n), rates(n)])),
      },
    };
    const told = await run(
      { task: "deep", steps: 2, seeds: [1], schedules: [one, twice], measureEvery: 1 },
      [wasm],
    );
    const [a, b] = [ratios(told, "one"), ratios(told, "twice")];
    a.forEach((ratio, i) => {
      expect((b[i] ?? NaN) / ratio).toBeCloseTo(i === 2 ? 2 : 1, 4);
    });
  });

  test("update ratios are measured without being asked for", async () => {
    const told = await run(
      { task: "deep", steps: 80, seeds: [1], schedules: [plainSchedule("a", 80)] },
      [wasm],
    );
    const all = told.measured(`${MEASUREMENTS.updateRatio}layer 6 weight`, "a", 1);
    expect(all).toHaveLength(40);
  });
});
