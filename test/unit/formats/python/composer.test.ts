import { describe, expect, it } from "vitest";
import { close, one, readFormat, valuesOf } from "../read";

// Composer 6405188, composer/optim/scheduler.py: the classes' __call__, written out once more here.
const { cos, PI, min, floor } = Math;
const HEAD = `from composer import Trainer
from composer.core import Time, TimeUnit
from composer.optim import *
from composer.optim.scheduler import (
    StepScheduler, MultiStepScheduler, ConstantScheduler, LinearScheduler, ExponentialScheduler,
    CosineAnnealingScheduler, CosineAnnealingWarmRestartsScheduler, PolynomialScheduler,
    MultiStepWithWarmupScheduler, ConstantWithWarmupScheduler, LinearWithWarmupScheduler,
    CosineAnnealingWithWarmupScheduler, PolynomialWithWarmupScheduler)
from composer.optim import DecoupledAdamW
opt = DecoupledAdamW(model.parameters(), lr=0.004)
`;
const script = (scheduler: string, duration = '"1000ba"', more = ""): string =>
  `${HEAD}sched = ${scheduler}
trainer = Trainer(model=model, train_dataloader=train_loader, max_duration=${duration},
                  optimizers=opt, schedulers=sched${more})
trainer.fit()
`;
const read = (text: string, values = {}) => one("train.py", text, { values });
const STEPS = [0, 1, 49, 50, 99, 100, 101, 299, 300, 301, 500, 750, 999];
/** `_cosine_anneal` with max_y = 1. */
const anneal = (x: number, low = 0): number =>
  low + ((1 - low) * (1 + cos(min(Math.max(x, 0), 1) * PI))) / 2;

describe("Composer's schedulers in Python", () => {
  it.each<[string, (k: number) => number]>([
    ['StepScheduler("300ba", gamma=0.5)', (k) => 0.5 ** floor(k / 300)],
    ['StepScheduler(step_size="0.1dur")', (k) => 0.1 ** floor(k / 100)],
    [
      'MultiStepScheduler(milestones=["0.3dur", "500ba"], gamma=0.2)',
      (k) => (k >= 300 ? 0.2 : 1) * (k >= 500 ? 0.2 : 1),
    ],
    ['ConstantScheduler(alpha=0.25, t_max="300ba")', (k) => (k < 300 ? 0.25 : 1)],
    ["LinearScheduler(0.5, 0.1, '500ba')", (k) => 0.5 + min(1, k / 500) * (0.1 - 0.5)],
    ['ExponentialScheduler(0.9, decay_period="100ba")', (k) => 0.9 ** (k / 100)],
    ["CosineAnnealingScheduler(alpha_f=0.1)", (k) => anneal(k / 1000, 0.1)],
    ['CosineAnnealingWarmRestartsScheduler("100ba")', (k) => anneal((k % 100) / 100)],
    [
      'CosineAnnealingWarmRestartsScheduler(t_0="100ba", t_mult=2.0, alpha_f=0.5)',
      (k) => {
        const [start, length] =
          k < 100 ? [0, 100] : k < 300 ? [100, 200] : k < 700 ? [300, 400] : [700, 800];
        return anneal((k - start) / length, 0.5);
      },
    ],
    [
      'PolynomialScheduler(2, t_max="500ba", alpha_f=0.1)',
      (k) => 0.1 + (1 - min(1, k / 500)) ** 2 * 0.9,
    ],
    [
      'MultiStepWithWarmupScheduler("100ba", ["300ba", "500ba"])',
      (k) => (k < 100 ? k / 100 : 0.1 ** [300, 500].filter((m) => k >= m).length),
    ],
    ['ConstantWithWarmupScheduler("100ba", alpha=0.5)', (k) => (k < 100 ? (0.5 * k) / 100 : 0.5)],
    [
      'LinearWithWarmupScheduler(t_warmup="0.1dur", alpha_i=2.0, alpha_f=0.02)',
      (k) => (k < 100 ? (2 * k) / 100 : 2 + ((k - 100) / 900) * (0.02 - 2)),
    ],
    [
      'CosineAnnealingWithWarmupScheduler(t_warmup="100ba", alpha_f=0.1)',
      (k) => (k < 100 ? k / 100 : anneal((k - 100) / 900, 0.1)),
    ],
    [
      'CosineAnnealingWithWarmupScheduler(Time(100, TimeUnit.BATCH), Time.from_timestring("2000ba"))',
      (k) => (k < 100 ? k / 100 : anneal((k - 100) / 1900)),
    ],
    [
      "PolynomialWithWarmupScheduler(Time.from_batch(100), alpha_f=0.1)",
      (k) => (k < 100 ? k / 100 : 0.1 + (1 - (k - 100) / 900) ** 2 * 0.9),
    ],
  ])("%s", async (scheduler, factor) => {
    const schedule = await read(script(scheduler));
    expect(schedule?.foreign).toMatchObject({
      format: "composer",
      clock: "update",
      stepped: "framework",
    });
    expect(schedule?.schedule?.length).toBe(1000);
    close(schedule, (k) => 0.004 * factor(k), STEPS);
  });

  it("count epochs in batches once those of an epoch are known", async () => {
    const text = script(
      'CosineAnnealingWithWarmupScheduler(t_warmup="1ep", t_max="1dur")',
      '"10ep"',
    );
    const open = await read(text);
    expect(open?.unknowns.map(({ symbol }) => symbol)).toEqual(["len(train_loader)"]);
    expect(open?.schedule?.horizon).toBe("nominal");
    const at = (k: number): number => 0.004 * (k < 30 ? k / 30 : anneal((k - 30) / 270));
    const known = await read(text, { "len(train_loader)": 30 });
    expect(known?.schedule?.length).toBe(300);
    close(known, at, [0, 15, 29, 30, 31, 150, 299]);
    // a whole number counts epochs, and a part of the loader may be all that is used
    const part = script(
      'CosineAnnealingWithWarmupScheduler("1ep")',
      "10",
      ", train_subset_num_batches=30",
    );
    close(await read(part), at, [0, 15, 29, 30, 31, 150, 299]);
    // beside a warmup in batches an epoch of any length would be a wrong shape
    const mixed = await read(script('LinearWithWarmupScheduler("100ba", t_max="10ep")', '"10ep"'));
    expect(mixed?.schedule).toBeUndefined();
    expect(mixed?.unknowns.map(({ symbol }) => symbol)).toEqual(["len(train_loader)"]);
  });

  it("count samples and tokens by what a batch has of them", async () => {
    const text = script('StepScheduler("1000sp")', '"7000sp"');
    const schedule = await read(text, { "samples per batch": 64 });
    expect(schedule?.schedule?.length).toBe(110);
    const at = (k: number): number => 0.004 * 0.1 ** floor((k * 64) / 1000);
    close(schedule, at, [...Array(110).keys()]);
    expect((await read(text))?.unknowns.map(({ symbol }) => symbol)).toEqual(["samples per batch"]);
  });

  it("keep a value for an epoch where the Trainer steps them once an epoch", async () => {
    const text = script(
      "LinearScheduler()",
      '"4ep"',
      ", step_schedulers_every_batch=False, train_subset_num_batches=25",
    );
    close(await read(text), (k) => 0.004 * (1 - (floor(k / 25) * 25) / 100), [0, 24, 25, 60, 99]);
  });

  it("refuse what Composer refuses, at its place", async () => {
    const refused = async (scheduler: string, duration?: string): Promise<string[]> => {
      const { schedules, problems } = await readFormat("train.py", script(scheduler, duration));
      expect(schedules.map(({ schedule }) => schedule)).toEqual([undefined]);
      return problems.map(({ message }) => message);
    };
    expect(await refused('LinearWithWarmupScheduler("10ba", t_max="500ba")')).toEqual([
      expect.stringContaining("max_duration exceeds t_max"),
    ]);
    expect(await refused('LinearWithWarmupScheduler("10sp", t_max="1000ba")')).toEqual([]);
    expect(await refused('LinearWithWarmupScheduler("10 steps")')).toEqual([
      expect.stringContaining("t_warmup must be a time"),
    ]);
    expect(await refused('StepScheduler("1.5ep")')).toEqual([
      expect.stringContaining("step_size must be a time"),
    ]);
    expect(await refused('CosineAnnealingWarmRestartsScheduler("2ba", t_mult=0.4)')).toEqual([
      expect.stringContaining("shrink"),
    ]);
  });

  it("are not drawn where several are multiplied or the Trainer stretches them", async () => {
    for (const [scheduler, more] of [
      ['[LinearScheduler(), StepScheduler("10ba")]', ""],
      ["LinearScheduler()", ", scale_schedule_ratio=0.5"],
    ] as const) {
      const { schedules, problems } = await readFormat(
        "train.py",
        script(scheduler, undefined, more),
      );
      expect(schedules.every(({ schedule }) => schedule === undefined)).toBe(true);
      expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["not-read"]));
    }
  });

  it("ask for a length that no Trainer says", async () => {
    const text = `${HEAD}sched = CosineAnnealingScheduler()\n`;
    const open = await read(text);
    expect(open?.unknowns.map(({ symbol }) => symbol)).toContain("max_duration in batches");
    const given = { "max_duration in batches": 100, 'optimizer.param_groups[0]["lr"]': 2 };
    expect(valuesOf(await read(text, given), [50])[0]).toBeCloseTo(1, 12);
  });
});
