import { describe, expect, it } from "vitest";
import { fixed, readFormat, told, valuesOf } from "./read";

const hf = (lines: string): string =>
  `per_device_train_batch_size: 8\nlearning_rate: 2.0e-5\nmax_steps: 1000\n${lines}\n`;

const read = (text: string, values?: Record<string, number>) =>
  readFormat("train.yaml", text, values ? { values } : {});

const cosine = (k: number, warmup: number, steps: number): number =>
  k < warmup ? k / warmup : 0.5 * (1 + Math.cos((Math.PI * (k - warmup)) / (steps - warmup)));

// transformers' optimization.py, written apart
describe("TrainingArguments in YAML", () => {
  it.each<[string, string, (k: number) => number]>([
    ["the default, linear", "", (k) => 1 - k / 1000],
    ["linear with warmup", "warmup_steps: 100", (k) => (k < 100 ? k / 100 : (1000 - k) / 900)],
    ["a share in warmup_steps", "warmup_steps: 0.05", (k) => (k < 50 ? k / 50 : (1000 - k) / 950)],
    ["cosine", "lr_scheduler_type: cosine\nwarmup_steps: 100", (k) => cosine(k, 100, 1000)],
    ["warmup_ratio", "lr_scheduler_type: cosine\nwarmup_ratio: 0.03", (k) => cosine(k, 30, 1000)],
    [
      "a rounded ratio",
      "lr_scheduler_type: cosine\nwarmup_ratio: 0.0301",
      (k) => cosine(k, 31, 1000),
    ],
    [
      "steps over the ratio",
      "lr_scheduler_type: cosine\nwarmup_ratio: 0.5\nwarmup_steps: 10",
      (k) => cosine(k, 10, 1000),
    ],
    ["constant", "lr_scheduler_type: constant", () => 1],
    [
      "constant_with_warmup",
      "lr_scheduler_type: constant_with_warmup\nwarmup_steps: 100",
      (k) => Math.min(1, k / 100),
    ],
    [
      "inverse_sqrt",
      "lr_scheduler_type: inverse_sqrt\nwarmup_steps: 100",
      (k) => (k < 100 ? k / 100 : Math.sqrt(100 / k)),
    ],
    [
      "cosine_with_min_lr",
      "lr_scheduler_type: cosine_with_min_lr\nwarmup_steps: 100\nlr_scheduler_kwargs: {min_lr_rate: 0.1}",
      (k) => (k < 100 ? k / 100 : 0.1 + 0.9 * cosine(k, 100, 1000)),
    ],
    [
      "polynomial",
      "lr_scheduler_type: polynomial\nlr_scheduler_kwargs: {power: 2.0, lr_end: 0.0}",
      (k) => (1 - k / 1000) ** 2,
    ],
    [
      "cosine_with_restarts",
      "lr_scheduler_type: cosine_with_restarts\nlr_scheduler_kwargs:\n  num_cycles: 4",
      (k) => 0.5 * (1 + Math.cos(Math.PI * (((4 * k) / 1000) % 1))),
    ],
  ])("draws %s", async (_, lines, factor) => {
    const { schedules } = await read(hf(lines));
    expect(schedules[0]?.schedule?.length).toBe(1000);
    const steps = [0, 1, 9, 10, 29, 31, 50, 99, 100, 101, 333, 500, 998, 999];
    valuesOf(schedules[0], steps).forEach((value, i) => {
      expect(value).toBeCloseTo(2e-5 * factor(steps[i] ?? 0), 18);
    });
    expect(schedules[0]?.foreign?.format).toBe("transformers");
  });

  const epochs = "num_train_epochs: 3\nlearning_rate: 1.0e-4\nlr_scheduler_type: cosine\n";

  it("asks for the updates of an epoch, and knows the warmup before", async () => {
    const open = (await read(`${epochs}warmup_steps: 10\n`)).schedules[0];
    expect(open?.unknowns.map(({ symbol, unit }) => [symbol, unit])).toEqual([
      ["steps per epoch", "steps per epoch"],
    ]);
    expect(open?.schedule?.horizon).toBe("nominal");
    expect(open?.schedule?.knownUntil).toBe(10);
    expect(valuesOf(open, [0, 5])).toEqual([0, 5e-5]);
    const known = (await read(`${epochs}warmup_steps: 10\n`, { "steps per epoch": 70 }))
      .schedules[0];
    expect(known?.schedule?.length).toBe(210);
    expect(known?.complete).toBe(true);
    expect(valuesOf(known, [110])[0]).toBeCloseTo(5e-5, 18);
  });

  it("knows nothing of a warmup that is a share of an unknown run", async () => {
    const open = (await read(`${epochs}warmup_ratio: 0.1\n`)).schedules[0];
    expect(open?.schedule?.knownUntil).toBe(0);
  });

  it("finds a number that PyYAML takes for a text, and mends it", async () => {
    const analysis = await read("learning_rate: 2e-5\nmax_steps: 100\nlr_scheduler_type: linear\n");
    expect(told(analysis)).toContain("yaml-number-is-text: 2e-5");
    const text = fixed(analysis, "yaml-number-is-text");
    expect(text).toContain("learning_rate: 2.0e-5");
    expect(told(await read(text)).join()).not.toContain("yaml-number");
  });

  it("tells of warmup_ratio, gone in transformers 5, and mends it", async () => {
    const analysis = await read(hf("warmup_ratio: 0.1"));
    expect(told(analysis)).toContain("warmup-ratio-removed: warmup_ratio");
    const better = await read(fixed(analysis, "warmup-ratio-removed"));
    expect(told(better).join()).not.toContain("warmup-ratio");
    expect(valuesOf(better.schedules[0], [50, 550])).toEqual(
      valuesOf(analysis.schedules[0], [50, 550]),
    );
  });

  it("tells of a warmup that constant ignores, and mends it", async () => {
    const analysis = await read(hf("lr_scheduler_type: constant\nwarmup_steps: 50"));
    expect(told(analysis)).toContain("warmup-ignored: warmup_steps: 50");
    const better = await read(fixed(analysis, "warmup-ignored"));
    expect(told(better).join()).not.toContain("warmup-ignored");
    expect(valuesOf(better.schedules[0], [25])[0]).toBeCloseTo(1e-5, 18);
  });

  it("tells of a warmup longer than the run, of two warmups, and of restarts without one", async () => {
    expect(told(await read(hf("warmup_steps: 2000"))).join()).toContain(
      "warmup-longer-than-run: 2000",
    );
    expect(told(await read(hf("warmup_steps: 20\nwarmup_ratio: 0.1")))).toContain(
      "warmup-given-twice: warmup_ratio: 0.1",
    );
    expect(told(await read(hf("lr_scheduler_type: cosine_with_restarts")))).toContain(
      "restart-without-restart: cosine_with_restarts",
    );
  });

  it("names a scheduler that there is not", async () => {
    expect(told(await read(hf("lr_scheduler_type: cosin"))).join()).toContain(
      "unknown-kind: cosin",
    );
  });

  it("reads JSON alike", async () => {
    const text =
      '{"learning_rate": 2e-5, "max_steps": 100, "lr_scheduler_type": "linear", "num_train_epochs": 3}';
    const { schedules } = await readFormat("args.json", text);
    expect(valuesOf(schedules[0], [50])[0]).toBeCloseTo(1e-5, 18);
  });

  it("never guesses a value that a template fills in", async () => {
    const { schedules } = await read("learning_rate: ${lr}\nnum_train_epochs: 1\nmax_steps: 100\n");
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(schedules[0]?.unknowns[0]?.symbol).toBe("${lr}");
  });
});

describe("LLaMA-Factory", () => {
  const text = `model_name_or_path: x
stage: sft
finetuning_type: lora
learning_rate: 1e-4
num_train_epochs: 3.0
lr_scheduler_type: cosine
warmup_steps: 20
`;
  it("takes 1e-4 for the number that OmegaConf makes of it", async () => {
    const analysis = await readFormat("sft.yaml", text, { values: { "steps per epoch": 40 } });
    expect(analysis.document.format).toBe("llamaFactory");
    expect(told(analysis).join()).not.toContain("yaml-number");
    expect(analysis.schedules[0]?.schedule?.length).toBe(120);
    expect(valuesOf(analysis.schedules[0], [10, 70])).toEqual([
      expect.closeTo(5e-5, 18),
      expect.closeTo(5e-5, 18),
    ]);
  });
});

describe("Axolotl", () => {
  const config = (lines: string): string =>
    `base_model: x\nmicro_batch_size: 2\nlearning_rate: 0.0002\n${lines}\n`;
  const at = async (lines: string, steps: number[]) =>
    valuesOf((await readFormat("a.yml", config(lines))).schedules[0], steps);

  it("warms up over 3% of the run, at most 100 steps, where nothing is said", async () => {
    expect(await at("max_steps: 1000", [15, 30])).toEqual([1e-4, 2e-4]);
    expect(await at("max_steps: 100000", [50, 100])).toEqual([1e-4, 2e-4]);
    expect(await at("max_steps: 40", [1, 2])).toEqual([1e-4, 2e-4]);
  });

  it("rounds the share down, and ends the cosine at cosine_min_lr_ratio", async () => {
    expect(await at("max_steps: 1009\nwarmup_ratio: 0.1", [50, 100])).toEqual([1e-4, 2e-4]);
    const [end] = await at("max_steps: 1000\nwarmup_steps: 10\ncosine_min_lr_ratio: 0.25", [1000]);
    expect(end).toBeCloseTo(5e-5, 15);
  });

  it("says what it does not read instead of drawing something else", async () => {
    const analysis = await readFormat("a.yml", config("max_steps: 100\nlr_scheduler: rex"));
    expect(analysis.schedules[0]?.schedule).toBeUndefined();
    expect(told(analysis)).toEqual(["not-read: rex"]);
  });
});
