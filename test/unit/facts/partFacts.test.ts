import { describe, expect, it } from "vitest";
import { hoverFacts } from "../../../src/core/facts/hoverFacts";
import { partFacts } from "../../../src/core/facts/partFacts";
import type { Path } from "../../../src/core/parse/sourceValue";
import { read } from "../rules/judge";

const schedule = read({
  length: { epochs: 10, samples: 51_200, batchSize: 512 },
  optimizer: { name: "adamw", beta1: 0.9, beta2: 0.999, weightDecay: 0.1 },
  learningRate: [
    { kind: "linear", from: 1e-4, to: 1e-3, for: "2 epochs" },
    { kind: "multiStep", at: ["30%", 500], factor: 0.1 },
  ],
  weightDecay: {
    follow: "learningRate",
    relation: "constantProduct",
    product: 1e-4,
    max: 0.5,
  },
  temperature: { kind: "linear", from: 0.5, to: "20%" },
  layers: { count: 3, ratio: 0.5 },
  samples: { by: "margin", easy: 1.5, hard: 0.5 },
  onPlateau: { factor: 0.5, patience: 4, cooldown: 5, min: 1e-4, every: "1 epoch" },
}).context.schedule;

const facts = (...path: Path): Record<string, string> =>
  Object.fromEntries(partFacts(schedule, path).map(({ id, value }) => [id, value]));

describe("facts of a part", () => {
  it("says what durations, shares and milestones come to", () => {
    expect(facts("learningRate", 0, "for")["duration"]).toBe("200 steps (2 epochs)");
    expect(facts("temperature", "to")).toEqual({ share: "0.1 of the peak 0.5" });
    // 30% of 1,000 steps after the 200 of the warmup
    expect(facts("learningRate", 1, "at", 0)).toEqual({ milestone: "0.001 → 1e-4" });
    expect(facts("learningRate", 1, "at", 1)).toEqual({ milestone: "1e-4 → 1e-5" });
    expect(facts("learningRate", 1, "factor")).toEqual({});
  });

  it("sets a warmup beside the optimizer's memory", () => {
    expect(facts("learningRate", 0, "from")).toEqual({
      warmup: "200 steps, 20% of the run, to 10 times its start",
      slope: "4.5e-6",
      memory: "1,000 updates; an untuned warmup is twice as long, 2,000 steps",
    });
    expect(facts("learningRate", 1)).toEqual({});
  });

  it("says where a follower stands, and how long at its bound", () => {
    // product / rate: 0.1 at the peak; 1e-4 / 1e-5 = 10 at the end, held at 0.5 where the rate is
    // below 2e-4: from step 500 on, and in the first steps of the warmup, which is another stretch.
    expect(facts("weightDecay", "product")).toEqual({
      follows: "learningRate, constantProduct",
      atPeak: "0.1 at 0.001",
      atEnd: "0.5 at 1e-5",
    });
  });

  it("and its track's peak and ends, not those of a phase", () => {
    const ids = hoverFacts(schedule, undefined, ["weightDecay", "max"]).map(({ id }) => id);
    expect(ids).toEqual(["peak", "start", "last", "mean", "length"]);
  });

  it("tells how the clocks of the run go together", () => {
    expect(facts("length", "batchSize")).toEqual({
      steps: "1,000 steps",
      epoch: "100 steps, of 10 epochs",
      samples: "512 samples",
      seen: "512,000",
    });
  });

  it("tells what the optimizer's values mean", () => {
    expect(facts("optimizer", "beta1")).toEqual({ beta1: "10 updates" });
    expect(facts("optimizer", "beta2")).toEqual({ beta2: "1,000 updates, 100% of the run" });
    expect(Object.keys(facts("optimizer"))).toEqual(["beta1", "beta2"]);
    const sgd = read({
      length: { steps: 10 },
      optimizer: { name: "sgd", momentum: 0.9 },
      learningRate: 0.1,
    }).context.schedule;
    expect(partFacts(sgd, ["optimizer", "momentum"])[0]?.value).toBe("10 times the rate");
    const decayed = read({
      length: { steps: 1000 },
      optimizer: { name: "adamw", weightDecay: 0.1 },
      learningRate: 0.01,
    }).context.schedule;
    // 1 / (0.01 · 0.1) = 1,000 steps; e⁻¹ of a weight is left after as many.
    const decay = partFacts(decayed, ["optimizer", "weightDecay"]).map(({ value }) => value);
    expect(decay).toEqual(["1,000 steps", "36.8%"]);
  });

  it("tells the rates of layers and the factors of samples", () => {
    expect(facts("layers", "ratio")).toEqual({
      "layer layer 1": "0.25 × the rate: up to 2.5e-4, 2.5e-6 at the end",
      "layer layer 3": "1 × the rate: up to 0.001, 1e-5 at the end",
    });
    // ½ + 1 / (1 + e³) and its mirror
    expect(facts("samples")).toEqual({
      "margin -3": "0.5474 × the step",
      "margin 0": "1 × the step",
      "margin 3": "1.453 × the step",
    });
  });

  it("tells what a plateau rule can do", () => {
    expect(facts("onPlateau")).toEqual({
      reduction: "0.001 → 5e-4",
      fastest: "10 looks",
      // 0.5⁴ = 0.0625 is the first power below a tenth
      toFloor: "4",
      looks: "10",
    });
  });

  it("says nothing of what is not there or could not be built", () => {
    const broken = read({ length: { steps: 100 }, learningRate: { kind: "cosnie", to: "10%" } })
      .context.schedule;
    expect(partFacts(broken, ["learningRate", "to"])).toEqual([]);
    for (const path of [[], ["name"], ["samples"], ["onPlateau"], ["layers"], [0]])
      expect(partFacts(broken, path)).toEqual([]);
  });
});
