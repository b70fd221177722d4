import { describe, expect, it } from "vitest";
import { readFormat, valuesOf } from "../read";

const SGD = "dict(type='SGD', lr=0.02, momentum=0.9)";
const ADAM_W = "dict(type='AdamW', lr=3.7e-4)";

interface Config {
  readonly optimizer?: string;
  readonly schedulers: readonly string[];
  readonly training?: string;
}

const textOf = ({ optimizer = SGD, schedulers, training }: Config): string =>
  [
    `optim_wrapper = dict(type='OptimWrapper', optimizer=${optimizer})`,
    `param_scheduler = [${schedulers.join(", ")}]`,
    ...(training === undefined ? [] : [`train_cfg = dict(${training})`]),
    "",
  ].join("\n");

const first = async (config: Config, values: Record<string, number> = {}) =>
  (await readFormat("config.py", textOf(config), { values })).schedules[0];

/** Epochs of 7 iterations. */
const SEVEN = { "updates per epoch": 7 };

const DETECTION: Config = {
  schedulers: [
    "dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=30)",
    "dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[8, 11], gamma=0.1)",
  ],
  training: "by_epoch=True, max_epochs=12",
};

const CONVERTED: Config = {
  optimizer: ADAM_W,
  schedulers: [
    "dict(type='LinearLR', start_factor=1e-4, by_epoch=True, begin=0, end=4, convert_to_iter_based=True)",
    "dict(type='CosineAnnealingLR', T_max=16, eta_min=1e-6, by_epoch=True, begin=4, end=20)",
  ],
  training: "by_epoch=True, max_epochs=20",
};

/** Rates of MMEngine's own classes (25434293), stepped as its ParamSchedulerHook steps them. */
const CASES: readonly [name: string, Config, length: number, [step: number, rate: number][]][] = [
  [
    "a warmup by iterations beside milestones in epochs",
    DETECTION,
    84,
    [
      [0, 2e-5],
      [8, 0.005531724137931036],
      [29, 0.02],
      [55, 0.02],
      [56, 0.002],
      [76, 0.002],
      [77, 0.0002],
      [83, 0.0002],
    ],
  ],
  [
    "epochs of which one scheduler is converted to iterations",
    CONVERTED,
    140,
    [
      [0, 3.7e-8],
      [1, 1.3739333333333332e-5],
      [7, 9.595333333333333e-5],
      [28, 0.00037],
      [139, 4.545115765603985e-6],
    ],
  ],
  [
    "a warmup by iterations beside a cosine by epochs that begins in it",
    {
      schedulers: [
        `dict(type='LinearLR', start_factor=${String(1 / 3)}, by_epoch=False, begin=0, end=10)`,
        "dict(type='CosineAnnealingLR', T_max=10, by_epoch=True, begin=2, end=12, eta_min=0)",
      ],
      training: "by_epoch=True, max_epochs=14",
    },
    98,
    [
      [3, 0.01111111111111111],
      [14, 0.02],
      [49, 0.01],
      [97, 0.0004894348370484647],
    ],
  ],
  [
    "iterations alone in a run of epochs",
    {
      schedulers: ["dict(type='LinearLR', start_factor=0.1, by_epoch=False)"],
      training: "by_epoch=True, max_epochs=12",
    },
    84,
    [
      [0, 0.002],
      [40, 0.010674698795180728],
      [83, 0.02],
    ],
  ],
];

describe("an OpenMMLab config that counts epochs and iterations", () => {
  it.each(CASES)("draws %s as MMEngine sets it", async (_name, config, length, rates) => {
    const analyzed = await first(config, SEVEN);
    expect(analyzed?.schedule?.length).toBe(length);
    const steps = rates.map(([step]) => step);
    for (const [i, value] of valuesOf(analyzed, steps).entries())
      expect(value / (rates[i]?.[1] ?? NaN), `step ${String(steps[i])}`).toBeCloseTo(1, 12);
  });

  it.each(CASES)(
    "asks for the iterations of an epoch before it draws %s",
    async (_name, config) => {
      const analyzed = await first(config);
      expect(analyzed?.schedule).toBeUndefined();
      expect(analyzed?.unknowns.map(({ symbol }) => symbol)).toEqual(["updates per epoch"]);
    },
  );

  it("asks for the length of a run over which a scheduler is laid", async () => {
    const config = { schedulers: ["dict(type='PolyLR', power=0.9, by_epoch=False)"] };
    const open = await first(config);
    expect(open?.schedule).toBeUndefined();
    expect(open?.unknowns.map(({ symbol }) => symbol)).toEqual(["train_cfg.max_iters"]);
    const given = await first(config, { "train_cfg.max_iters": 50 });
    expect(given?.schedule?.length).toBe(50);
  });
});
