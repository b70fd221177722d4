import { describe, expect, it } from "vitest";
import type { Schedule } from "../../../src/core/schedule/schedule";
import { CONFIG_TEXTS } from "./configTexts";
import { readFormat } from "./read";

const torch = (scheduler: string): string => `import torch, math
from torch.optim.lr_scheduler import *
from transformers import get_cosine_with_hard_restarts_schedule_with_warmup
opt = torch.optim.SGD(model.parameters(), lr=0.1)
s = ${scheduler}
for i in range(300):
    opt.step()
    s.step()
`;

const SCRIPTS: readonly (readonly [name: string, text: string])[] = [
  ["cosine.py", torch("CosineAnnealingLR(opt, T_max=100, eta_min=0.01)")],
  ["oneCycle.py", torch("OneCycleLR(opt, max_lr=0.2, total_steps=300, pct_start=0.3)")],
  ["restarts.py", torch("CosineAnnealingWarmRestarts(opt, T_0=10, T_mult=2)")],
  ["steps.py", torch("StepLR(opt, step_size=30, gamma=0.5)")],
  ["milestones.py", torch("MultiStepLR(opt, milestones=[30, 60], gamma=0.5)")],
  ["cyclic.py", torch("CyclicLR(opt, base_lr=0.01, max_lr=0.2, step_size_up=50)")],
  ["polynomial.py", torch("PolynomialLR(opt, total_iters=300, power=2.0)")],
  ["lambda.py", torch("LambdaLR(opt, lambda e: 0.95 ** (e // 30))")],
  [
    "hardRestarts.py",
    torch("get_cosine_with_hard_restarts_schedule_with_warmup(opt, 10, 300, num_cycles=4)"),
  ],
  [
    "sequence.py",
    torch("SequentialLR(opt, [LinearLR(opt, 0.1, 1, 20), CosineAnnealingLR(opt, 280)], [20])"),
  ],
  [
    "optax.py",
    "import optax\ns = optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 300, 0.0)\nt = optax.exponential_decay(0.1, transition_steps=10, decay_rate=0.5, transition_begin=20, staircase=True)\n",
  ],
  [
    "keras.py",
    "import keras\ns = keras.optimizers.schedules.CosineDecayRestarts(0.1, 100, t_mul=2.0, m_mul=0.9)\n",
  ],
  [
    "timm.py",
    "import torch\nfrom timm.scheduler import CosineLRScheduler\nopt = torch.optim.SGD(m.parameters(), lr=0.1)\ns = CosineLRScheduler(opt, t_initial=100, warmup_t=5, warmup_lr_init=1e-5, cycle_limit=3, cycle_mul=2)\nfor e in range(100):\n    s.step(e)\n",
  ],
  [
    "own.py",
    "import math\ndef get_lr(it):\n    if it < 10:\n        return 0.1 * it / 10\n    r = (it - 10) / (300 - 10)\n    return 0.01 + 0.5 * (1 + math.cos(math.pi * r)) * 0.09\nfor it in range(400):\n    for g in opt.param_groups:\n        g['lr'] = get_lr(it)\n",
  ],
];

const NUMBER = /(?<![\w.])-?\d+(?:\.\d+)?(?:[eE]-?\d+)?(?![\w.])/g;
const ODD = ["1e999", "-1", "0", "1e18", "1e-300", "0.3", "1".padEnd(31, "0")];

/** The text once for each number in it and each odd value put in its place. */
const oddTexts = (text: string, values: readonly string[]): string[] =>
  [...text.matchAll(NUMBER)].flatMap(({ 0: number, index }) =>
    values.map((value) => text.slice(0, index) + value + text.slice(index + number.length)),
  );

/** Asks what every picture and rule asks of a curve. */
function lookAt({ length, tracks }: Schedule): void {
  expect(Number.isSafeInteger(length) && length >= 0, String(length)).toBe(true);
  for (const { curve } of tracks.values()) {
    const { min, max } = curve.extremes(0, Math.max(0, length - 1));
    expect(typeof curve.at(7)).toBe("number");
    expect(min > max).toBe(false);
    expect(typeof curve.sum(0, length)).toBe("number");
    expect(curve.breakpoints(0, length, 100).length).toBeLessThanOrEqual(100);
  }
}

// A length of ∞ once hung the reader: each text must come to an end, whatever its numbers are.
describe("no number in a text hangs its reader or makes a run of no whole length", () => {
  it.each(CONFIG_TEXTS)("%s", async (name, text) => {
    for (const odd of oddTexts(text, [...ODD, ".inf", ".nan", "nan"])) {
      const { schedules } = await readFormat(name, odd).catch(() => ({ schedules: [] }));
      for (const { schedule } of schedules) if (schedule) lookAt(schedule);
    }
  });

  it.each(SCRIPTS)("%s", async (name, text) => {
    for (const odd of oddTexts(text, [...ODD, "float('inf')", "float('nan')"])) {
      const { schedules } = await readFormat(name, odd);
      for (const { schedule } of schedules) if (schedule) lookAt(schedule);
    }
  });
});

describe("a number that can be no length", () => {
  const kohya = (steps: string): string =>
    `unet_lr = 1e-4\nlr_scheduler = "linear"\nmax_train_steps = ${steps}\n`;

  it.each([
    ["1e999", "max_train_steps must be a finite number."],
    ["1e18", "max_train_steps must be 9.007e15 or less."],
  ])("%s is refused at its place; no length is known then", async (value, message) => {
    const text = kohya(value);
    const { schedules, problems } = await readFormat("kohya.toml", text);
    expect(schedules[0]?.schedule?.horizon).toBe("nominal");
    const found = problems.find((problem) => problem.message === message);
    expect(found && text.slice(found.range.start, found.range.end)).toBe(value);
  });

  it("-5 makes no run", async () => {
    const { schedules, problems } = await readFormat("kohya.toml", kohya("-5"));
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(problems.map(({ message }) => message)).toEqual([
      "The length comes to −5 steps; it must be a whole number, 0 or more.",
    ]);
  });
});
