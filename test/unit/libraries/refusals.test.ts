import { describe, expect, it } from "vitest";
import { construct } from "../../../src/core/libraries/construction";
import { kerasTable } from "../../../src/core/libraries/keras/table";
import { torchTable } from "../../../src/core/libraries/torch/table";
import { readFormat, told } from "../formats/read";

const sgd = { kind: "SGD", learningRates: [0.1], defaultLearningRate: 0.1, momentum: 0 };

/** `LinearLR` for 20 steps, then a one-cycle of 181, in a run of so many updates. */
const oneCycleAfterWarmup = (steps: number) =>
  construct(
    torchTable,
    "SequentialLR",
    {
      schedulers: [
        { kind: "LinearLR", args: { start_factor: 0.1, total_iters: 20 } },
        { kind: "OneCycleLR", args: { max_lr: 1e-3, total_steps: 181 } },
      ],
      milestones: [20],
    },
    { steps, optimizer: sgd },
  ).issues;

const scriptErrors = async (text: string): Promise<string[]> =>
  told(await readFormat("train.py", text)).filter((line) => /refused|metric/.test(line));

describe("what a library refuses", () => {
  it("ends the values: the update in whose turn the library raises is the last that has one", () => {
    const args = { max_lr: 0.1, total_steps: 10 };
    const steps = (count: number) =>
      construct(torchTable, "OneCycleLR", args, { steps: count, optimizer: sgd });
    const [rates] = steps(20).tracks;
    // printed by torch 1.13, which raises in step() after update 10
    expect(rates?.curve.at(10)).toBeCloseTo(0.004951936798652624, 15);
    expect([11, 15, 19].map((step) => rates?.curve.at(step))).toEqual([NaN, NaN, NaN]);
    expect(rates?.curve.extremes(0, 19)).toEqual(steps(11).tracks[0]?.curve.extremes(0, 10));
  });

  it("is what comes up within the run: a one-cycle after a warmup counts from its own start", () => {
    // torch 1.13 raises in call 202 of step(): "Tried to step 183 times"
    expect(oneCycleAfterWarmup(200)).toEqual([]);
    expect(oneCycleAfterWarmup(201)).toEqual([]);
    expect(oneCycleAfterWarmup(202)).toMatchObject([{ code: "past-the-end", errorStep: 201 }]);
  });

  it("is nothing of a scheduler whose turn is over by then", () => {
    const last = { kind: "ConstantLR", args: {} };
    const first = { kind: "OneCycleLR", args: { max_lr: 1e-3, total_steps: 10 } };
    const issues = (milestone: number) =>
      construct(
        torchTable,
        "SequentialLR",
        { schedulers: [first, last], milestones: [milestone] },
        { steps: 100, optimizer: sgd },
      ).issues;
    expect(issues(11)).toEqual([]);
    expect(issues(12)).toMatchObject([{ code: "past-the-end", errorStep: 10 }]);
  });

  it("is a lambda that gives no number at 0; later it leaves a gap", () => {
    const from = (first: number) => (step: number) => (step < first ? 1 : "none");
    const made = (first: number) =>
      construct(torchTable, "LambdaLR", { lr_lambda: from(first) }, { steps: 9, optimizer: sgd });
    expect(made(0).issues).toMatchObject([{ code: "refused-value", path: ["lr_lambda"] }]);
    const curve = made(5).tracks[0]?.curve;
    expect([curve?.at(4), curve?.at(5)]).toEqual([0.1, NaN]);
    expect(() => curve?.extremes(0, 8)).not.toThrow();
  });

  it("is a staircase of Keras without a boundary", () => {
    const args = { boundaries: [], values: [{ float: 0.08 }] };
    const { issues } = construct(kerasTable, "PiecewiseConstantDecay", args, {
      steps: 10,
      optimizer: sgd,
    });
    expect(issues).toMatchObject([{ code: "refused-value", path: ["boundaries"] }]);
  });

  it("is a callback of Keras over an optimizer that follows a schedule", async () => {
    expect(
      await scriptErrors(`
import keras
rate = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)
model.compile(optimizer=keras.optimizers.SGD(learning_rate=rate))
model.fit(x, epochs=9, callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch, lr: lr)])
`),
    ).toEqual(["refused-value: LearningRateScheduler"]);
  });

  it.each([
    ["keras.optimizers.SGD(learning_rate=1)", ["refused-value: 1"]],
    ["keras.optimizers.SGD(learning_rate=1.0)", []],
    ["keras.optimizers.legacy.SGD(learning_rate=1)", []],
  ])("is a whole number as the rate of Keras 3: %s", async (optimizer, expected) => {
    expect(
      await scriptErrors(`
import keras
model.compile(optimizer=${optimizer})
model.fit(x, epochs=9, callbacks=[keras.callbacks.ReduceLROnPlateau()])
`),
    ).toEqual(expected);
  });

  it.each([
    ["-0.1", "s.step(loss)", ["refused-value: -0.1"]],
    ["0.1", "s.step(loss)", []],
    ["0.1", "s.step(metrics=loss)", []],
    ["0.1", "s.step()", ["metric-missing: s.step"]],
  ])(
    "is a negative rate, or a plateau without its metric: %s, %s",
    async (rate, step, expected) => {
      expect(
        await scriptErrors(`
import torch
o = torch.optim.SGD(m.parameters(), lr=${rate})
s = torch.optim.lr_scheduler.ReduceLROnPlateau(o)
for epoch in range(9):
    for batch in loader:
        o.step()
    ${step}
`),
      ).toEqual(expected);
    },
  );
});
