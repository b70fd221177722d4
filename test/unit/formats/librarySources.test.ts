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
