import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/core/analyze";
import { parseJson } from "../../../src/core/parse/json";
import { sampled } from "../runs";

const folder = new URL("../../../examples/json/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".schedule.json"));
const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** Rates of the papers' recipes at steps where they follow from the paper alone. */
const RATES: Record<string, readonly (readonly [step: number, rate: number])[]> = {
  // 5 epochs of 157 updates up to 3.2, then a tenth at epochs 30, 60 and 80
  "goyal-imagenet.schedule.json": [
    [0, 0.1],
    [785, 3.2],
    [30 * 157 - 1, 3.2],
    [30 * 157, 0.32],
    [60 * 157, 0.032],
    [80 * 157, 0.0032],
  ],
  // d_model^-0.5 · min(step^-0.5, step · 4000^-1.5)
  "vaswani-noam.schedule.json": [1, 100, 3999, 4000, 4001, 50_000, 100_000].map((step) => [
    step,
    512 ** -0.5 * Math.min(step ** -0.5, step * 4000 ** -1.5),
  ]),
  // 0.5^((s - S) / 5000) after the stable stage
  "minicpm-wsd.schedule.json": [
    [1000, 0.005],
    [2000, 0.01],
    [243_000, 0.01],
    [248_000, 0.005],
    [258_000, 0.00125],
  ],
  // cycles of 10, 20, 40 and 80 epochs of 391 updates, each a half cosine from 0.05 to 0
  "sgdr.schedule.json": [
    [0, 0.05],
    [5 * 391, 0.025],
    [10 * 391, 0.05],
    [20 * 391, 0.025],
    [30 * 391, 0.05],
    [70 * 391, 0.05],
    [110 * 391, 0.025],
    [150 * 391, 0],
  ],
  "bert-pretraining.schedule.json": [
    [5000, 0.5e-4],
    [10_000, 1e-4],
    [505_000, 0.5e-4],
    [1_000_000, 0],
  ],
  "cyclical.schedule.json": [
    [2000, 0.006],
    [4000, 0.001],
    [6000, 0.0035],
    [10_000, 0.00225],
  ],
  "super-convergence.schedule.json": [
    [0, 0.1],
    [4499, 3],
    [8998, 0.1],
    [9999, 0.001],
  ],
};

describe("the examples", () => {
  it.each(files)("%s is read and evaluated without an error", (file) => {
    const { schedules, problems } = analyze(parseJson(read(file)));
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(schedules.length).toBeGreaterThan(0);
    for (const { complete, schedule } of schedules) {
      expect(complete).toBe(true);
      for (const step of [0, 1, 2, 0.5, 1]) {
        const at = step === 0.5 || step === 1 ? Math.round(step * (schedule?.length ?? NaN)) : step;
        for (const value of Object.values(schedule?.at(at) ?? {}))
          expect(value).toSatisfy(Number.isFinite);
      }
    }
  });

  it.each(Object.entries(RATES))("%s has the rates of its paper", (file, rates) => {
    const [first] = analyze(parseJson(read(file))).schedules;
    const curve = first?.schedule?.tracks.get("learningRate")?.curve;
    for (const [step, rate] of rates) {
      expect(Math.abs((curve?.at(step) ?? NaN) - rate), `step ${step}`).toBeLessThanOrEqual(
        1e-12 * Math.max(rate, 0.01),
      );
    }
  });

  it.each([
    // exponents and references of the files: (0.101 / 0.2)^⅔ · 0.1 halfway, and so on
    ["batch-norm-in-step", "batchNormMomentum", 600, 0.1 * (0.101 / 0.2) ** (2 / 3)],
    ["weight-decay-in-step", "weightDecay", 0, 1e-3],
    ["weight-decay-in-step", "weightDecay", 1000, 1e-2],
    ["augmentation-in-step", "augmentation", 1000, 0.7 * Math.sqrt(0.1)],
    ["contrastive-in-step", "learningRate", 600, 0.03],
    ["federated-rounds", "learningRate", 599, 0.3],
    ["federated-rounds", "learningRate", 600, 0.03],
    ["diffusion-phases", "noise", 750, 0.5],
    ["lottery-ticket", "learningRate", 299, 0.1],
    ["lottery-ticket", "learningRate", 300, 0.01],
  ])("%s has its %s at step %i", (name, track, step, expected) => {
    const [first] = analyze(parseJson(read(`${name}.schedule.json`))).schedules;
    const value = first?.schedule?.tracks.get(track)?.curve.at(step) ?? NaN;
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
  });

  it.each(sampled(files, 4))("%s cut off anywhere is analyzed without an exception", (file) => {
    const text = read(file);
    for (let end = 0; end < text.length; end++) {
      const analysis = analyze(parseJson(text.slice(0, end)));
      for (const { range } of analysis.problems) {
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(end);
      }
    }
  });
});
