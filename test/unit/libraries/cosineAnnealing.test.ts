import { describe, expect, it } from "vitest";
import { construct } from "../../../src/core/libraries/construction";
import { torchTable } from "../../../src/core/libraries/torch/table";

/** Printed by torch 1.13 (CPU, float64), whose chainable form 2.13 shares. */
const printed = [
  {
    T_max: 10000,
    lr: 0.1,
    eta_min: 0.001,
    values: [
      [5000, 0.050499999999999774],
      [10000, 0.001],
      [10001, 0.001000002442727067],
      [13333, 0.02574551098210011],
      [20000, 0.09999999999924511],
      [25000, 0.050499999999622555],
      [30000, 0.001],
      [30007, 0.0010001196935791356],
      [40000, 0.09999999999928647],
      [44999, 0.05051555088302226],
    ],
  },
  {
    T_max: 1000,
    lr: 0.0003,
    eta_min: 3e-5,
    values: [
      [500, 0.00016500000000000084],
      [1001, 3.000066619774914e-5],
      [1333, 9.737760557622648e-5],
      [2000, 0.0002999999999996913],
      [3007, 3.0032642401007114e-5],
      [4000, 0.0002999999999996888],
      [4499, 0.0001654241143104386],
    ],
  },
  {
    T_max: 50,
    lr: 1,
    eta_min: 0.5,
    values: [
      [25, 0.7499999999999998],
      [51, 0.500493317892932],
      [100, 0.9999999999999294],
      [157, 0.5237932368834924],
      [200, 0.9999999999999472],
      [299, 0.9995066821070298],
    ],
  },
] as const;

describe("CosineAnnealingLR beyond T_max", () => {
  it.each(printed)("rounds as torch does: T_max $T_max", ({ T_max, lr, eta_min, values }) => {
    const { tracks } = construct(
      torchTable,
      "CosineAnnealingLR",
      { T_max, eta_min },
      {
        steps: 5 * T_max,
        optimizer: { kind: "SGD", learningRates: [lr], defaultLearningRate: lr },
      },
    );
    for (const [step, value] of values)
      expect(Math.abs((tracks[0]?.curve.at(step) ?? NaN) - value) / lr, `${step}`).toBeLessThan(
        1e-12,
      );
  });
});
