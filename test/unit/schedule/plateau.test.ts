import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { plateauScales } from "../../../src/core/schedule/plateau";

interface GoldenCase {
  readonly id: string;
  readonly kind: string;
  readonly invalid?: boolean;
  readonly parameters: {
    readonly scheduler: { readonly args: Record<string, unknown> };
    readonly optimizer: { readonly lr?: number };
  };
  readonly metrics?: readonly number[];
  readonly values: Record<string, readonly (readonly [number, number])[]> | null;
}

const file = new URL("../../fixtures/golden/torch.jsonl", import.meta.url);
const cases = readFileSync(file, "utf8")
  .split("\n")
  .filter((line) => line.includes('"ReduceLROnPlateau"'))
  .map((line) => JSON.parse(line) as GoldenCase)
  .filter(({ kind, invalid, values, parameters: { scheduler }, metrics }) => {
    const { mode = "min", min_lr: least = 0 } = scheduler.args;
    // what a definition cannot say: metrics to be raised, a floor for each parameter group; and what
    // it says otherwise: in PyTorch a negative loss that gets worse counts as better
    const relative = scheduler.args.threshold_mode !== "abs";
    if (relative && metrics?.some((metric) => metric < 0)) return false;
    return (
      kind === "ReduceLROnPlateau" &&
      invalid !== true &&
      values !== null &&
      mode === "min" &&
      typeof least === "number" &&
      metrics !== undefined
    );
  });

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === "number" ? value : otherwise;

describe("the rule for plateaus", () => {
  it("has golden cases to be compared with", () => {
    expect(existsSync(file)).toBe(true);
    expect(cases.length).toBeGreaterThan(3);
  });

  it.each(cases)(
    "reduces the rate where PyTorch does: $id",
    ({ parameters, metrics = [], values }) => {
      const { args } = parameters.scheduler;
      const rate = parameters.optimizer.lr ?? 1e-3;
      const rule = {
        factor: numberOf(args.factor, 0.1),
        patience: numberOf(args.patience, 10),
        threshold: numberOf(args.threshold, 1e-4),
        thresholdMode:
          args.threshold_mode === "abs" ? ("absolute" as const) : ("relative" as const),
        cooldown: numberOf(args.cooldown, 0),
        min: numberOf(args.min_lr, 0),
      };
      const scales = plateauScales(rule, metrics, () => rate);
      for (const [k, value] of values?.learningRate ?? []) {
        const ours = rate * (k === 0 ? 1 : (scales[k - 1] ?? NaN));
        expect(Math.abs(ours - value), `look ${k}`).toBeLessThanOrEqual(1e-12 * rate);
      }
    },
  );

  it("puts up with `patience` looks and reduces at the next", () => {
    const rule = { factor: 0.5, patience: 2 };
    expect(plateauScales(rule, [1, 1, 1, 1, 1, 1, 1], () => 1)).toEqual([
      1, 1, 1, 0.5, 0.5, 0.5, 0.25,
    ]);
  });

  it("counts a NaN loss as no improvement, and a falling negative loss as one", () => {
    const rule = { factor: 0.5, patience: 0 };
    expect(plateauScales(rule, [1, NaN], () => 1)).toEqual([1, 0.5]);
    expect(plateauScales(rule, [-1, -2, -3], () => 1)).toEqual([1, 1, 1]);
  });

  it("raises the rate again where greedy, not above max", () => {
    const rule = { factor: 0.5, patience: 0, greedy: true, max: 3 };
    expect(plateauScales(rule, [4, 3, 2, 5], () => 1)).toEqual([2, 3, 3, 1.5]);
  });
});
