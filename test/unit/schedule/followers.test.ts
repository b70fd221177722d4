import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scheduleOf, trackOf } from "./build";
import { phases } from "./arbitraries";

const near = (a: number, b: number, scale = Math.abs(b)): void => {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * scale);
};

/** Runs `check` for a random rate (positive throughout) and a follower, at every step. */
function everywhere(
  follower: Record<string, unknown>,
  check: (rate: number, value: number, peak: number, least: number) => void,
): void {
  fc.assert(
    fc.property(phases, ({ steps, phases: learningRate }) => {
      const schedule = scheduleOf({ length: { steps }, learningRate, other: follower });
      const rates = Array.from(
        { length: steps + 1 },
        (_, step) => schedule.at(step).learningRate ?? NaN,
      );
      const [peak, least] = [Math.max(...rates), Math.min(...rates)];
      rates.forEach((rate, step) => {
        check(rate, schedule.at(step).other ?? NaN, peak, least);
      });
    }),
    { numRuns: 30 },
  );
}

describe("a follower keeps its relation at every step", () => {
  it("constantProduct", () => {
    everywhere(
      { follow: "learningRate", relation: "constantProduct", product: 3e-4, max: 0.2 },
      (rate, value) => {
        near(value, Math.min(0.2, 3e-4 / rate));
      },
    );
  });

  it("proportional", () => {
    everywhere(
      {
        follow: "learningRate",
        relation: "proportional",
        reference: { learningRate: 0.5, value: 2 },
      },
      (rate, value) => {
        near(value / rate, 4);
      },
    );
  });

  it("power, 2/3 if no exponent is given", () => {
    everywhere(
      {
        follow: "learningRate",
        relation: "power",
        reference: { learningRate: 0.5, value: 2 },
        min: 0.01,
      },
      (rate, value) => {
        near(value, Math.max(0.01, 2 * Math.cbrt((rate / 0.5) ** 2)));
      },
    );
  });

  it("inverse: the sum of both shares is 1", () => {
    const follower = { follow: "learningRate", relation: "inverse", range: [0.95, 0.85] };
    const learningRate = [
      { kind: "cosineRestarts", from: 1, to: 0.1, period: 100, peakDecay: 0.8 },
    ];
    const schedule = scheduleOf({ length: { steps: 1000 }, learningRate, momentum: follower });
    for (let step = 0; step <= 1000; step++) {
      const { learningRate: rate = NaN, momentum = NaN } = schedule.at(step);
      near((rate - 0.1) / 0.9 + (momentum - 0.85) / 0.1, 1);
    }
  });

  it("through other followers, whatever the order in the text", () => {
    const schedule = scheduleOf({
      length: { steps: 100 },
      a: { follow: "b", relation: "proportional", reference: { b: 1, value: 3 } },
      b: { follow: "learningRate", relation: "constantProduct", product: 1, max: 50 },
      learningRate: { kind: "linear", from: 0, to: 1 },
    });
    expect([...schedule.tracks.keys()]).toEqual(["a", "b", "learningRate"]);
    expect([schedule.at(0).a, schedule.at(50).a, schedule.at(100).a]).toEqual([150, 6, 3]);
    expect(schedule.tracks.get("a")?.follows).toBe("b");
  });
});

describe("a track as a whole", () => {
  it("is scaled, multiplied by another, then kept between min and max", () => {
    const schedule = scheduleOf({
      length: { steps: 100 },
      learningRate: {
        phases: { kind: "cosine", from: 1, to: 0 },
        scale: 2,
        times: "warmup",
        min: 0.1,
        max: 1.2,
      },
      warmup: [{ kind: "linear", from: 0, to: 1, for: 20 }, { kind: "hold" }],
    });
    for (let step = 0; step <= 100; step++) {
      const product = (1 + Math.cos((Math.PI * step) / 100)) * Math.min(1, step / 20);
      near(schedule.at(step).learningRate ?? NaN, Math.min(1.2, Math.max(0.1, product)), 2);
    }
  });

  it("finds the extreme of a product in a run of 10¹² steps", () => {
    const steps = 1e12;
    const curve = trackOf({
      length: { steps },
      learningRate: { phases: { kind: "linear", from: 0, to: 1 }, times: "decay" },
      decay: { kind: "linear", from: 1, to: 0 },
    });
    // p (1 − p) has its peak ¼ at the middle
    const { min, max } = curve.extremes(0, steps);
    expect(min).toBe(0);
    expect(Math.abs(max - 0.25)).toBeLessThanOrEqual(1e-15);
    expect(curve.extremes(steps / 4, steps / 2 - 1).min).toBe(curve.at(steps / 4));
  });

  it("takes shares of its own peak, also in min and max", () => {
    const schedule = scheduleOf({
      length: { steps: 300 },
      learningRate: {
        phases: [
          { kind: "linear", from: "1%", to: 0.4, for: 100 },
          { kind: "cosine", to: "10%", for: 100 },
          { kind: "constant", value: 0 },
        ],
        min: "5%",
      },
    });
    const at = (step: number): number => schedule.at(step).learningRate ?? NaN;
    near(at(0), 0.02);
    near(at(100), 0.4);
    near(at(150), 0.22);
    near(at(250), 0.02);
  });
});

describe("layers", () => {
  it("scale geometrically and decay more slowly the deeper they are", () => {
    const schedule = scheduleOf({
      length: { steps: 100 },
      learningRate: [
        { kind: "linear", from: 0, to: 0.8, for: 20 },
        { kind: "linear", to: 0.2 },
      ],
      layers: { count: 3, ratio: 0.5, decaySpeed: { shallow: 1, deep: 0.5 } },
    });
    expect(schedule.layers.map(({ scale, decaySpeed }) => [scale, decaySpeed])).toEqual([
      [0.25, 1],
      [0.5, 0.75],
      [1, 0.5],
    ]);
    for (const { curve, scale, decaySpeed } of schedule.layers) {
      near(curve.at(10), 0.4 * scale);
      near(curve.at(20), 0.8 * scale);
      near(curve.at(60), scale * 0.8 * (0.5 / 0.8) ** decaySpeed);
      near(curve.at(100), scale * 0.8 * 0.25 ** decaySpeed);
    }
  });

  it("may be groups with a track of their own", () => {
    const { layers } = scheduleOf({
      length: { steps: 100 },
      learningRate: 0.1,
      headRate: { kind: "linear", from: 1, to: 0 },
      layers: { groups: { backbone: { scale: 0.1 }, head: { track: "headRate" } } },
    });
    near(layers[0]?.curve.at(50) ?? NaN, 0.01);
    near(layers[1]?.curve.at(50) ?? NaN, 0.5);
  });
});

describe("samples", () => {
  it("have the factor hard + (easy − hard) · σ(margin)", () => {
    const { samples } = scheduleOf({
      length: { steps: 1 },
      samples: { by: "margin", easy: 1.5, hard: 0.5, scale: 2 },
    });
    near(samples?.factor(0) ?? NaN, 1);
    near(samples?.factor(2) ?? NaN, 0.5 + 1 / (1 + Math.exp(-1)));
    near(samples?.factor(-1e6) ?? NaN, 0.5);
    near(samples?.factor(1e6) ?? NaN, 1.5);
  });
});
