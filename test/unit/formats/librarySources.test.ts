import { describe, expect, it } from "vitest";
import { readFormat, valuesOf } from "./read";

const titan = (lines: string): string =>
  `[optimizer]\nlr = 8e-4\n[lr_scheduler]\nwarmup_steps = 5\ntotal_steps = 40\n${lines}\n[training]\nsteps = 50\n`;

const levanter = (lines: string): string =>
  `trainer: {num_train_steps: 50}\noptimizer:\n  learning_rate: 6e-4\n  lr_schedule: inv\n${lines}`;

const megatron = (flags: string): string =>
  `torchrun pretrain_gpt.py --lr 1e-3 --lr-decay-style cosine --global-batch-size 16 ${flags}\n`;

const litgpt = (warmup: number): string =>
  `checkpoint_dir: x\ntrain:\n  global_batch_size: 8\n  micro_batch_size: 2\n  lr_warmup_steps: ${String(warmup)}\n  epochs: 1\noptimizer:\n  class_path: torch.optim.AdamW\n  init_args:\n    lr: 0.0002\n`;

describe("torchtitan with a total_steps below the run", () => {
  /** Rates of LRSchedulersContainer (b5bcd76), which has no floor beyond its total_steps. */
  it.each([
    ["linear", 'decay_type = "linear"', [-2.2857142857142777e-5, -6.857142857142851e-5]],
    [
      "cosine, which rises again",
      'decay_type = "cosine"\nmin_lr_factor = 0.1',
      [8.144925416171395e-5, 9.297337014949277e-5],
    ],
  ])("goes on past it: %s", async (_name, lines, [first = NaN, third = NaN]) => {
    const [found] = (await readFormat("c.toml", titan(lines))).schedules;
    expect(found?.schedule?.length).toBe(50);
    const [a = NaN, b = NaN] = valuesOf(found, [41, 43]);
    expect(a / first).toBeCloseTo(1, 12);
    expect(b / third).toBeCloseTo(1, 12);
  });
});

describe("what a library's own code raises at is refused", () => {
  const messages = async (name: string, text: string, values = {}): Promise<string[]> =>
    (await readFormat(name, text, { values })).problems
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message);

  it("Levanter's inv without a floor, by which it divides (9263f81)", async () => {
    const [message] = await messages("c.yaml", levanter("  min_lr_ratio: 0.0\n"));
    expect(message).toBe("Levanter's inv divides by the floor: it needs one.");
    expect(await messages("c.yaml", levanter("  min_lr_ratio: 0.1\n"))).toEqual([]);
  });

  it.each([
    ["--train-iters 50 --lr-warmup-iters 50", "lr-warmup-iters must be below train-iters (50)"],
    [
      "--train-iters 50 --lr-decay-iters 40 --lr-warmup-iters 45",
      "lr-warmup-iters must be below lr-decay-iters (40)",
    ],
    ["--train-iters 50 --lr-warmup-fraction 1.0", "lr-warmup-fraction must be below 1"],
    [
      "--train-samples 800 --lr-warmup-samples 900",
      "lr-warmup-samples must be below train-samples",
    ],
    ["--train-iters 50 --min-lr 1e-2", "min-lr must not exceed lr (0.001)"],
    ["--train-iters 50 --lr-warmup-init 1e-2", "lr-warmup-init must not exceed lr (0.001)"],
  ])("Megatron's assertions, by the flag that was given: %s", async (flags, message) => {
    const [found] = await messages("t.sh", megatron(flags));
    expect(found).toContain(message);
  });

  it("litgpt's cosine after a warmup as long as the run (2685705)", async () => {
    const perEpoch = { "steps per epoch": 20 };
    const [message] = await messages("c.yaml", litgpt(20), perEpoch);
    expect(message).toContain("litgpt's cosine divides");
    expect(await messages("c.yaml", litgpt(19), perEpoch)).toEqual([]);
    expect(await messages("c.yaml", litgpt(30), perEpoch)).toEqual([]);
  });
});

describe("the epochs that timm's factory gives back", () => {
  /** What create_scheduler_v2 of timm (aa4b5850) gives back, and its rates by epoch. */
  const CASES: readonly [args: string, yaml: string, epochs: number][] = [
    [
      "sched='cosine', num_epochs=10, cycle_limit=3, cycle_mul=1.5, cycle_decay=0.5",
      "sched: cosine\nepochs: 10\nlr_cycle_limit: 3\nlr_cycle_mul: 1.5\nlr_cycle_decay: 0.5\nwarmup_epochs: 0\n",
      47,
    ],
    [
      "sched='cosine', num_epochs=20, warmup_epochs=3, warmup_prefix=True, cooldown_epochs=4",
      "sched: cosine\nepochs: 20\nwarmup_epochs: 3\nwarmup_prefix: true\ncooldown_epochs: 4\n",
      27,
    ],
    [
      "sched='poly', num_epochs=10, decay_rate=0.9, cycle_limit=2, cycle_mul=2.0",
      "sched: poly\nepochs: 10\ndecay_rate: 0.9\nlr_cycle_limit: 2\nlr_cycle_mul: 2.0\nwarmup_epochs: 0\n",
      30,
    ],
    [
      "sched='step', num_epochs=20, decay_epochs=6, cooldown_epochs=4",
      "sched: step\nepochs: 20\ndecay_epochs: 6\ncooldown_epochs: 4\nwarmup_epochs: 0\n",
      20,
    ],
  ];
  const RESTARTS = [0.05, 0.025, 0.0002731549908274289];
  const script = (args: string): string =>
    `import torch\nfrom timm.scheduler import create_scheduler_v2\no = torch.optim.SGD(model.parameters(), lr=0.1)\nscheduler, num_epochs = create_scheduler_v2(o, ${args})\nfor epoch in range(num_epochs):\n    for x in loader:\n        o.step()\n    scheduler.step(epoch + 1)\n`;

  it.each(CASES)("%s", async (args, yaml, epochs) => {
    const [byScript] = (await readFormat("train.py", script(args))).schedules;
    const [byConfig] = (await readFormat("args.yaml", `lr: 0.1\n${yaml}`)).schedules;
    expect(byScript?.schedule?.length).toBe(epochs);
    expect(byConfig?.schedule?.length).toBe(epochs);
    expect(byScript?.unknowns).toEqual([]);
  });

  it("has the rates of timm's restarts", async () => {
    const [[, yaml] = ["", ""]] = CASES;
    const [found] = (await readFormat("args.yaml", `lr: 0.1\n${yaml}`)).schedules;
    for (const [i, value] of valuesOf(found, [10, 25, 46]).entries())
      expect(value / (RESTARTS[i] ?? NaN)).toBeCloseTo(1, 12);
  });
});

describe("timm's create_scheduler(args, …)", () => {
  const script = (flags: string): string => `import argparse
import torch
from timm.scheduler import create_scheduler
parser = argparse.ArgumentParser()
${flags}
args = parser.parse_args()
opt = torch.optim.SGD(torch.nn.Linear(2, 2).parameters(), lr=0.05)
sched, num_epochs = create_scheduler(args, opt)
for epoch in range(num_epochs):
    train()
    sched.step(epoch + 1)
`;
  const flag = (name: string, rest: string): string => `parser.add_argument("--${name}", ${rest})`;
  const asked = async (...flags: string[]): Promise<string[]> => {
    const [found] = (await readFormat("train.py", script(flags.join("\n")))).schedules;
    return (found?.unknowns ?? []).map(({ symbol }) => symbol);
  };

  it("asks for the flags on which the scheduler depends", async () => {
    const cosine = flag("sched", 'default="cosine"');
    expect(await asked(cosine, flag("epochs", "type=int, required=True"))).toEqual(["--epochs"]);
    const rate = flag("decay-rate", "type=float, required=True");
    expect(await asked(flag("sched", 'default="step"'), rate)).toEqual(["--decay-rate"]);
    const noise = flag("lr-noise", "type=float, default=0.5");
    const seed = flag("seed", "type=int, required=True");
    expect(await asked(cosine, noise, seed)).toEqual(["--seed"]);
    expect(await asked(flag("sched", "required=True"))).toEqual(["--sched"]);
  });

  it("asks for nothing that another scheduler takes", async () => {
    const others = [
      flag("sched", 'default="cosine"'),
      flag("decay-rate", "type=float, required=True"),
      flag("decay-epochs", "type=float, required=True"),
      flag("eval-metric", "required=True"),
      flag("seed", "type=int, required=True"),
      flag("data", "required=True"),
    ];
    expect(await asked(...others)).toEqual([]);
  });
});
