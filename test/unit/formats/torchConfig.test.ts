import { describe, expect, it } from "vitest";
import { close, one, readFormat, told, valuesOf } from "./read";

const { cos, PI, floor } = Math;

describe("torch's schedulers in configs", () => {
  it.each<[string, string, (k: number) => number]>([
    [
      "Hydra's _target_",
      "optimizer: {_target_: torch.optim.AdamW, lr: 0.001}\nscheduler:\n  _target_: torch.optim.lr_scheduler.StepLR\n  _partial_: true\n  step_size: 10\n  gamma: 0.5\n",
      (k) => 0.001 * 0.5 ** floor(k / 10),
    ],
    [
      "Lightning's class_path",
      "optimizer:\n  class_path: torch.optim.SGD\n  init_args:\n    lr: 0.1\nlr_scheduler:\n  class_path: torch.optim.lr_scheduler.CosineAnnealingLR\n  init_args:\n    T_max: 100\n",
      (k) => 0.05 * (1 + cos((PI * k) / 100)),
    ],
    [
      "a name and its arguments",
      "train:\n  optimizer: {type: SGD, lr: 0.1}\n  scheduler: {type: MultiStepLR, milestones: [10, 20], gamma: 0.1}\n",
      (k) => 0.1 * 0.1 ** ((k >= 10 ? 1 : 0) + (k >= 20 ? 1 : 0)),
    ],
    [
      "a rate that another part of the file says",
      "lr: 0.2\nscheduler:\n  _target_: torch.optim.lr_scheduler.ExponentialLR\n  gamma: 0.9\n",
      (k) => 0.2 * 0.9 ** k,
    ],
  ])("draws %s", async (_, text, at) => {
    const schedule = await one("config.yaml", text);
    expect(schedule?.foreign?.format).toBe("torch");
    expect(schedule?.schedule?.horizon).toBe("open");
    close(schedule, at, [0, 1, 9, 10, 19, 20, 50]);
  });

  const COSINE =
    "optimizer:\n  class_path: torch.optim.SGD\n  init_args: {lr: 0.1}\nlr_scheduler:\n  class_path: torch.optim.lr_scheduler.CosineAnnealingLR\n  init_args: {T_max: 100}\n";

  it.each([
    ["trainer: {max_epochs: 40}\n", { length: 40 }],
    ["fit:\n  trainer:\n    max_epochs: 40\n    max_steps: -1\n", { length: 40 }],
    // Lightning: -1 epochs is a run without end, and max_steps may end one before its epochs do
    ["trainer: {max_epochs: -1}\n", { horizon: "open" }],
    ["trainer: {max_epochs: 40, max_steps: 1000}\n", { horizon: "open" }],
    ["trainer: {max_epochs: 40}\nlr_interval: {interval: step}\n", { horizon: "open" }],
  ])("has the length of Lightning's trainer: %s", async (trainer, length) => {
    const found = await one("config.yaml", trainer + COSINE);
    expect(found?.schedule).toMatchObject(length);
    expect(found?.schedule?.horizon).toBe("horizon" in length ? "open" : undefined);
    close(found, (k) => 0.05 * (1 + cos((PI * k) / 100)), [0, 1, 39]);
  });

  it("asks for the epochs of Lightning's trainer that another place says", async () => {
    const found = await one("config.yaml", "trainer: {max_epochs: '${oc.env:EPOCHS}'}\n" + COSINE);
    expect(found?.unknowns).toHaveLength(1);
    expect(found?.schedule?.horizon).toBe("open");
  });

  it("takes 1e-6 for the number that OmegaConf makes of it", async () => {
    const text =
      "optimizer: {_target_: torch.optim.AdamW, lr: 1e-4}\ns:\n  _target_: torch.optim.lr_scheduler.CosineAnnealingLR\n  T_max: 100\n  eta_min: 1e-6\n";
    const at = (k: number): number => 1e-6 + ((1e-4 - 1e-6) * (1 + cos((PI * k) / 100))) / 2;
    close(await one("c.yaml", text), at, [0, 10, 50, 100]);
  });

  it("asks for what another part of the config fills in", async () => {
    const text =
      "lr: 0.1\ns:\n  _target_: torch.optim.lr_scheduler.CosineAnnealingLR\n  T_max: ${training.epochs}\n";
    const open = await one("c.yaml", text);
    expect(open?.schedule).toBeUndefined();
    expect(open?.unknowns.map(({ symbol }) => symbol)).toEqual(["${training.epochs}"]);
    const values = { "${training.epochs}": 50 };
    close(
      await one("c.yaml", text, { values }),
      (k) => 0.05 * (1 + cos((PI * k) / 50)),
      [0, 25, 50],
    );
  });

  it("knows where the one-cycle ends", async () => {
    const text =
      "lr: 1\ns: {_target_: torch.optim.lr_scheduler.OneCycleLR, max_lr: 0.001, total_steps: 10}\n";
    const schedule = await one("c.yaml", text);
    expect(schedule?.schedule?.length).toBe(10);
    // torch 2.13's values
    const values = [
      4e-5, 5.2e-4, 1e-3, 9.505e-4, 8.117e-4, 6.113e-4, 3.887e-4, 1.883e-4, 4.952e-5, 4e-9,
    ];
    valuesOf(schedule, [...values.keys()]).forEach((value, k) => {
      expect(value).toBeCloseTo(values[k] ?? NaN, 7);
    });
  });

  it("says what torch refuses, and asks for a rate that nobody gives", async () => {
    const text = "s:\n  _target_: torch.optim.lr_scheduler.StepLR\n  step_size: 10\n  gama: 0.5\n";
    const analysis = await readFormat("c.yaml", text, { values: { lr: 0.1 } });
    expect(told(analysis).join()).toContain("unknown-argument: gama");
    expect((await one("c.yaml", text))?.unknowns[0]).toMatchObject({ symbol: "lr", unit: "rate" });
  });

  it("draws torchtune's cosine over epochs and steps", async () => {
    const text = `optimizer:
  _component_: torch.optim.AdamW
  lr: 2e-5
lr_scheduler:
  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup
  num_warmup_steps: 10
epochs: 2
max_steps_per_epoch: 55
`;
    const at = (k: number): number =>
      2e-5 * (k < 10 ? k / 10 : 0.5 * (1 + cos((PI * (k - 10)) / 100)));
    const schedule = await one("tune.yaml", text);
    expect(schedule?.schedule?.length).toBe(110);
    close(schedule, at, [0, 5, 10, 60, 109]);
    const open = await one(
      "tune.yaml",
      text.replace("max_steps_per_epoch: 55", "max_steps_per_epoch: null"),
    );
    expect(open?.unknowns[0]?.symbol).toBe("steps per epoch");
  });
});
