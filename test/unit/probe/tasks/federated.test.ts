import { tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Task } from "../../../../src/probe/tasks/task";
import { Session } from "../../../../src/probe/engine/session";
import { endRound, remembered, started } from "../../../../src/probe/tasks/federated/exchange";
import {
  DRIFT,
  KEPT,
  ROUND,
  roundsLate,
  stableRate,
} from "../../../../src/probe/tasks/federated/names";
import { federated } from "../../../../src/probe/tasks/federated/task";
import { wasm } from "../backends";
import { constant, run, schedule } from "../requests";
import { trajectory } from "../wells";

beforeAll(() => wasm.load());

const sgd = (
  id: string,
  steps: number,
  tracks: Readonly<Record<string, number>> = {},
  rate = 0.1,
) =>
  schedule(id, {
    learningRate: constant(rate, steps),
    ...Object.fromEntries(Object.entries(tracks).map(([k, value]) => [k, constant(value, steps)])),
  });

/** Rounds on quadratics ½ h (x − c)², a client each, in the task's own averaging. */
function rounds(
  clients: readonly { h: number; c: number; rate?: number }[],
  common: number | ((round: number) => number),
  local: number,
  count: number,
  late = 0,
): number[] {
  const rateAt = typeof common === "number" ? () => common : common;
  let models = tensor(new Array<number>(KEPT).fill(1), [1, KEPT, 1]);
  const [delay, participation] = [tensor([late], [1, 1]), tensor([1], [1, 1])];
  const ranks = tensor(
    clients.map((_, i) => i),
    [1, clients.length],
  );
  return Array.from({ length: count }, (_, round) => {
    const next = tidy(() => {
      const from = started(models, delay).dataSync()[0] ?? NaN;
      const ends = clients.map(
        ({ h, c, rate = rateAt(round) }) => c + (from - c) * (1 - rate * h) ** local,
      );
      const ended = endRound({
        local: tensor(ends, [1, clients.length, 1]),
        models,
        ranks,
        participation,
        delay,
      });
      return remembered(models, ended.model);
    });
    models.dispose();
    models = next;
    return models.dataSync()[0] ?? NaN;
  });
}

/** Minima 1 and −1; the optimum of their sum is 0.667. */
const UNLIKE = [
  { h: 1, c: 1 },
  { h: 0.2, c: -1 },
];

/** Where a round of ten local steps at a rate draws the model of `UNLIKE`, and how strongly. */
function pull(rate: number): { readonly to: number; readonly by: number } {
  const [a = NaN, b = NaN] = UNLIKE.map(({ h }) => 1 - (1 - rate * h) ** 10);
  return { to: (a - b) / (a + b), by: (a + b) / 2 };
}

describe("averaging", () => {
  // Of another program: ten local steps, as in `pull`.
  test.each([
    [1, 0.057],
    [0.3, 0.356],
    [0.1, 0.562],
    [0.01, 0.657],
  ])("at the rate %d settles at Σ w c / Σ w, not at the optimum", (rate, found) => {
    const end = rounds(UNLIKE, rate, 10, 400).at(-1) ?? NaN;
    expect(Math.abs(end - pull(rate).to)).toBeLessThan(1e-5);
    expect(Math.abs(end - found)).toBeLessThan(6e-4);
  });

  test("under a rate that decays comes nearer to the optimum, as the moving fixed points do", () => {
    const count = 2000;
    const decaying = (round: number) => 1 / (1 + round / 10);
    // x ← x + by (to − x) from round to round has the solution Σ by to Π (1 − by of later rounds).
    let [expected, kept] = [0, 1];
    for (let round = count - 1; round >= 0; round--) {
      const { to, by } = pull(decaying(round));
      expected += kept * by * to;
      kept *= 1 - by;
    }
    const end = rounds(UNLIKE, decaying, 10, count).at(-1) ?? NaN;
    expect(kept).toBeLessThan(1e-9);
    expect(Math.abs(end - expected)).toBeLessThan(1e-5);
    // Of another program, which took ten times the rounds to the same rate.
    expect(end).toBeCloseTo(0.662, 3);
    // The fixed point of the last rate alone lies nearer still: the model lags behind it.
    expect(pull(decaying(count - 1)).to - end).toBeGreaterThan(5e-5);
  });

  test("of clients with rates of their own settles nearer to the faster one", () => {
    const clients = [
      { h: 1, c: 1, rate: 0.1 },
      { h: 1, c: -1, rate: 0.05 },
    ];
    const end = rounds(clients, NaN, 10, 400).at(-1) ?? NaN;
    const [a = NaN, b = NaN] = clients.map(({ rate }) => 1 - (1 - rate) ** 10);
    expect(Math.abs(end - (a - b) / (a + b))).toBeLessThan(1e-5);
    // Of another program.
    expect(end).toBeCloseTo(0.2376, 4);
  });

  /** The greatest distance in the last rounds, at `factor` times the greatest stable rate. */
  const last = (delay: number, local: number, factor: number) =>
    Math.max(
      ...rounds([{ h: 1, c: 0 }], factor * stableRate(delay, local), local, 800, delay)
        .slice(-30)
        .map(Math.abs),
    );

  test.each([0, 1, 2, 3, 4])("%d rounds late converges up to 2 sin(π/(4d+2)) / h", (delay) => {
    expect(stableRate(delay, 1)).toBeCloseTo([2, 1, 0.618, 0.445, 0.347][delay] ?? NaN, 3);
    expect(last(delay, 1, 0.98)).toBeLessThan(0.2);
    expect(last(delay, 1, 1.02)).toBeGreaterThan(5);
  });

  // 1 − (1 − 0.618)^0.1 and so on: ten local updates leave a twentieth of the rate.
  test.each([
    [2, 0.0918],
    [3, 0.0572],
    [4, 0.0418],
  ])("%d rounds late after ten local updates each, up to %d / h", (delay, limit) => {
    expect(stableRate(delay)).toBeCloseTo(limit, 4);
    expect(last(delay, ROUND, 0.97)).toBeLessThan(0.2);
    expect(last(delay, ROUND, 1.04)).toBeGreaterThan(5);
  });

  test("one round late, ten local updates are stable up to 1 / h", () => {
    expect(stableRate(1)).toBe(1);
    expect(last(1, ROUND, 0.3)).toBeLessThan(0.2);
    expect(last(1, ROUND, 1)).toBeGreaterThan(0.9);
  });

  test("delays are whole rounds, at most as many as models are kept", () => {
    expect([-1, 0, 0.9, 2.5, 4, 100].map(roundsLate)).toEqual([0, 0, 0, 2, 4, 4]);
  });
});

describe("training", () => {
  test("one client, always there and never late, is plain training to the last bit", async () => {
    const steps = 2 * ROUND + 3;
    const task = federated(1);
    const plain = { ...task };
    delete (plain as { exchange?: Task["exchange"] }).exchange;
    const all = { participation: 1, delay: 0 };
    const together = await trajectory(task, [sgd("a", steps, all)], steps, [1, 2]);
    expect(together).toEqual(await trajectory(plain, [sgd("a", steps)], steps, [1, 2]));
  });

  test("all clients start a round from one model, and drift apart within it", async () => {
    const task = federated();
    const visited = await trajectory(task, [sgd("a", ROUND + 1)], ROUND + 1);
    const size = 64 * 32;
    const client = (step: number, i: number) => visited[step]?.slice(i * size, (i + 1) * size);
    expect(client(ROUND - 1, 0)).toEqual(client(ROUND - 1, 9));
    expect(client(ROUND, 0)).not.toEqual(client(ROUND, 9));
    expect(client(ROUND - 2, 0)).not.toEqual(client(ROUND - 2, 9));
  });

  test("learns from clients who differ, less well when updates are late", async () => {
    const steps = 200;
    const told = await run(
      {
        task: "federated",
        steps,
        seeds: [1],
        schedules: [
          sgd("a", steps, {}, 0.3),
          sgd("late", steps, { delay: 4 }, 0.3),
          sgd("all", steps, { participation: 1 }, 0.3),
        ],
      },
      [wasm],
    );
    const end = (id: string) => told.points("validation", id, 1).at(-1)?.[1] ?? NaN;
    const start = told.points("validation", "a", 1)[0]?.[1] ?? NaN;
    expect(end("all")).toBeLessThan(start / 2);
    expect(end("late")).toBeGreaterThan(end("a"));
    expect(told.measured(DRIFT, "a", 1)[0]?.[1]).toBe(0);
    expect(told.measured(DRIFT, "a", 1).at(-1)?.[1]).toBeGreaterThan(0);
  });

  test.each([4, ROUND, 2 * ROUND + 5])(
    "goes on from a snapshot after %i updates with the models of earlier rounds, to the last bit",
    async (at) => {
      const steps = 4 * ROUND;
      const late = { delay: 2, participation: 0.5 };
      const schedules = [sgd("late", steps, late, 0.3), sgd("on time", steps, {}, 0.3)];
      const request = { task: "federated", steps, seeds: [1, 2], evaluateEvery: 5, schedules };
      const task = federated();
      const backend = await wasm.load();
      const told = async (session: Session, until: number) => {
        session.load(backend);
        while (session.step < until) session.advance();
        if (session.finished()) session.conclude();
        const { series } = await session.news();
        const snapshot = await session.save(0);
        session.dispose();
        return { series, snapshot };
      };
      const whole = await told(new Session(task, request), steps);
      const { series: before, snapshot } = await told(new Session(task, request), at);
      const kept = structuredClone(snapshot);
      const resume = { snapshot: kept, told: at - 1 };
      const { series: after, snapshot: end } = await told(
        new Session(task, request, resume),
        steps,
      );
      expect(end.groups[0]?.buffers).toEqual(whole.snapshot.groups[0]?.buffers);
      expect(end.groups[0]?.weights).toEqual(whole.snapshot.groups[0]?.weights);
      whole.series.forEach(({ train, validation }, i) => {
        expect([...(before[i]?.train ?? []), ...(after[i]?.train ?? [])]).toEqual(train);
        expect([...(before[i]?.validation ?? []), ...(after[i]?.validation ?? [])]).toEqual(
          validation,
        );
      });
      // Late models are others than the newest: the ring holds several.
      const ring = kept.groups[0]?.buffers ?? new Float32Array();
      const size = ring.length / 4;
      const parameters = (size - 1) / KEPT;
      const model = (i: number) => ring.slice(i * parameters, (i + 1) * parameters);
      if (at >= ROUND) expect(model(0)).not.toEqual(model(1));
    },
  );
});
