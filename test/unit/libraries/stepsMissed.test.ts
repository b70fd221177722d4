import { describe, expect, it } from "vitest";
import { construct } from "../../../src/core/libraries/construction";
import { torchTable } from "../../../src/core/libraries/torch/table";

/** The first changes of a rate of 1 within 120 steps, printed by torch 1.13. */
const printed = [
  ["StepLR", { step_size: 2.5 }, [5, 10, 15, 20, 25]],
  ["StepLR", { step_size: -30 }, [30, 60, 90]],
  ["StepLR", { step_size: 100 / 3 }, []],
  ["StepLR", { step_size: 0.5 }, [1, 2, 3, 4, 5]],
  ["StepLR", { step_size: 0.3 }, []],
  ["MultiStepLR", { milestones: [37.5, 56.25] }, []],
  ["MultiStepLR", { milestones: [30, 37.5, 60] }, [30, 60]],
  ["MultiStepLR", { milestones: [-1, 30] }, [30]],
] as const;

describe("torch compares counts for equality", () => {
  it.each(printed)("%s %j decays at %j", (kind, args, expected) => {
    const optimizer = { kind: "SGD", learningRates: [1], defaultLearningRate: 1 };
    const { tracks } = construct(
      torchTable,
      kind,
      { ...args, gamma: 0.5 },
      { steps: 120, optimizer },
    );
    const curve = tracks[0]?.curve;
    const values = Array.from({ length: 120 }, (_, step) => curve?.at(step));
    const changes = values.flatMap((value, step) =>
      step > 0 && value !== values[step - 1] ? [[step, value]] : [],
    );
    expect(changes.slice(0, 5)).toEqual(expected.map((step, i) => [step, 0.5 ** (i + 1)]));
    const total = values.reduce<number>((sum, value) => sum + (value ?? NaN), 0);
    expect(curve?.sum(0, 120)).toBeCloseTo(total, 12);
  });
});
