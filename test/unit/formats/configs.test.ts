import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { close, fixed, one, readFormat, told, valuesOf } from "./read";

const { cos, PI, max, min, floor, sqrt } = Math;

// ultralytics/engine/trainer.py, written apart: lf(epoch), np.interp over nw batches
describe("Ultralytics", () => {
  const args = (lines = "", cosine = false): string =>
    `task: detect\nepochs: 100\noptimizer: SGD\nlr0: 0.01\nlrf: 0.1\ncos_lr: ${cosine}\n${lines}`;
  const linear = (e: number): number => 0.01 * (max(1 - e / 100, 0) * 0.9 + 0.1);

  it("decays by epochs, its warmup open while the batches are not known", async () => {
    const schedule = await one("args.yaml", args());
    expect(schedule?.foreign).toMatchObject({ clock: "epoch", stepped: "epoch" });
    expect(schedule?.unknowns[0]).toMatchObject({ symbol: "batches per epoch" });
    close(schedule, linear, [3, 4, 50, 99]);
    expect(valuesOf(schedule, [0, 1])).toEqual([0, NaN]);
  });

  it("warms up by batches, the biases from above", async () => {
    const schedule = await one("args.yaml", args(), { values: { "batches per epoch": 50 } });
    expect(schedule?.schedule?.length).toBe(5000);
    expect(schedule?.foreign?.clock).toBe("update");
    const at = (k: number): number => {
      const target = linear(floor(k / 50));
      return k <= 150 ? (k / 150) * target : target;
    };
    close(schedule, at, [0, 1, 49, 50, 99, 100, 149, 150, 151, 199, 200, 4999]);
    const bias = (k: number): number =>
      k <= 150 ? 0.1 + (k / 150) * (linear(floor(k / 50)) - 0.1) : linear(floor(k / 50));
    const steps = [0, 75, 150, 151, 4000];
    valuesOf(schedule, steps, "learningRate[1]").forEach((value, i) => {
      expect(value).toBeCloseTo(bias(steps[i] ?? 0), 14);
    });
    expect(valuesOf(schedule, [0, 75, 150, 400], "momentum")).toEqual([
      0.8,
      expect.closeTo(0.8685, 12),
      0.937,
      0.937,
    ]);
  });

  it("warms up over 100 batches at least", async () => {
    const schedule = await one("args.yaml", args(), { values: { "batches per epoch": 10 } });
    close(
      schedule,
      (k) => (k <= 100 ? (k / 100) * linear(floor(k / 10)) : linear(floor(k / 10))),
      [0, 30, 99, 100, 101],
    );
  });

  it("draws the half wave of cos_lr", async () => {
    const at = (e: number): number => 0.01 * (((1 - cos((e * PI) / 100)) / 2) * (0.1 - 1) + 1);
    close(await one("args.yaml", args("", true)), at, [3, 50, 99]);
  });

  it("is still without a warmup", async () => {
    close(await one("args.yaml", args("warmup_epochs: 0\n")), linear, [0, 1, 2, 50]);
  });

  it("tells that optimizer: auto passes lr0 over, and asks what it picks", async () => {
    const text = args().replace("SGD", "auto");
    const analysis = await readFormat("args.yaml", text);
    expect(told(analysis)).toContain("rate-ignored: lr0: 0.01");
    expect(analysis.schedules[0]?.schedule).toBeUndefined();
    const values = { "lr0 that optimizer: auto picks": 0.002 };
    close(await one("args.yaml", text, { values }), (e) => linear(e) / 5, [3, 50]);
  });

  it("asks for what YOLOv5 takes on its command line", async () => {
    const hyp = "lr0: 0.01\nlrf: 0.1\nmomentum: 0.937\nwarmup_epochs: 3.0\n";
    expect((await one("hyp.scratch.yaml", hyp))?.unknowns.map(({ symbol }) => symbol)).toEqual([
      "epochs",
      "cos_lr",
      "batches per epoch",
    ]);
    close(await one("hyp.yaml", hyp, { values: { epochs: 100, cos_lr: 0 } }), linear, [3, 99]);
  });

  it("tells of a rate that PyYAML reads as a text", async () => {
    expect(told(await readFormat("args.yaml", args().replace("0.01", "1e-2")))).toContain(
      "yaml-number-is-text: 1e-2",
    );
  });
});

// detectron2 of 2026-06, solver/build.py, over fvcore of 2026-02
describe("detectron2", () => {
  const text = `SOLVER:
  BASE_LR: 0.02
  STEPS: (6000, 8000)
  MAX_ITER: 9000
`;
  const list = text.replace("(6000, 8000)", "[6000, 8000]");
  const at = (k: number): number => {
    // fvcore's MultiStepParamScheduler: int((where + 1e-6) * num_updates), then bisect_right
    const drops = [6000, 8000].filter((step) => floor((k / 9000 + 1e-6) * 9000) >= step).length;
    if (k >= 1000) return 0.02 * 0.1 ** drops;
    return 0.02 * (0.001 + ((1 - 0.001) * k) / 1000);
  };

  it("drops at the steps themselves, after a warmup of 1,000", async () => {
    const schedule = await one("x.yaml", list);
    expect(schedule?.schedule?.length).toBe(9000);
    close(schedule, at, [0, 1, 500, 999, 1000, 5999, 6000, 6001, 8000, 8001, 8999]);
  });

  // detectron2's own tests/test_scheduler.py
  it("gives the rates that detectron2's own tests expect", async () => {
    const short = `SOLVER:
  BASE_LR: 5
  STEPS: [10, 15, 20]
  MAX_ITER: 30
  WARMUP_ITERS: 5
`;
    const rates = valuesOf(await one("x.yaml", short), [...Array(30).keys()]);
    const expected = [0.005, 1.004, 2.003, 3.002, 4.001, ...[5, 0.5, 0.05, 0.005].flatMap(held)];
    function held(rate: number): number[] {
      return Array<number>(rate === 0.005 ? 10 : 5).fill(rate);
    }
    rates.forEach((rate, k) => {
      expect(rate, `iteration ${k}`).toBeCloseTo(expected[k] ?? NaN, 12);
    });
    const fixed = short.replace(
      "BASE_LR",
      "LR_SCHEDULER_NAME: WarmupStepWithFixedGammaLR\n  BASE_LR",
    );
    // num_decays = 3 over 30 iterations: values[int((k / 30 + 1e-6) * 4)]
    const at = (k: number): number => {
      const decay = (i: number): number => 5 * 0.1 ** floor((i / 30 + 1e-6) * 4);
      return k < 5 ? 0.005 + ((5 - 0.005) * k) / 5 : decay(k);
    };
    close(await one("x.yaml", fixed), at, [...Array(30).keys()]);
    const rescaled = `${short}  RESCALE_INTERVAL: true\n`;
    const from = (k: number): number =>
      k < 5
        ? at(k)
        : 5 * 0.1 ** [10, 15, 20].filter((m) => floor(((k - 5) / 25 + 1e-6) * 30) >= m).length;
    close(await one("x.yaml", rescaled), from, [...Array(30).keys()]);
  });

  it("refuses a milestone at the end of the run, as fvcore does", async () => {
    const { schedules, problems } = await readFormat("x.yaml", list.replace("8000]", "9000]"));
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(/below 9,?000/)]);
  });

  it("reads a tuple of Python, which is a text in YAML, and nothing in its place", async () => {
    close(await one("x.yaml", text), at, [0, 5999, 6000, 6001, 8000, 8001]);
    // (6000) is a number to Python, which detectron2 refuses in a tuple's place
    for (const other of ["(6000 + 1, 8000)", "(6000)", "(6000 8000)"]) {
      const odd = await readFormat("x.yaml", text.replace("(6000, 8000)", other));
      expect(odd.schedules[0]?.schedule, other).toBeUndefined();
    }
  });

  it("joins the cosine in the middle", async () => {
    const cosine = list.replace("BASE_LR:", "LR_SCHEDULER_NAME: WarmupCosineLR\n  BASE_LR:");
    const wave = (k: number): number => 0.5 * (1 + cos((PI * k) / 9000));
    const expected = (k: number): number =>
      0.02 * (k < 1000 ? 0.001 + ((wave(1000) - 0.001) * k) / 1000 : wave(k));
    close(await one("x.yaml", cosine), expected, [0, 10, 999, 1000, 4500, 8999]);
  });

  it("takes from _BASE_ what it does not say, and refuses to guess it", async () => {
    const change = "_BASE_: ./base.yaml\nSOLVER:\n  BASE_LR: 0.01\n";
    const files = { "base.yaml": list };
    close(await one("x.yaml", change, { files }), (k) => at(k) / 2, [0, 500, 6000, 6001]);
    const lost = await readFormat("x.yaml", change);
    expect(lost.schedules[0]?.schedule).toBeUndefined();
    expect(told(lost)).toEqual(["not-read: ./base.yaml"]);
  });
});

// timm's goldens hold the args.yaml that its train.py wrote
describe("timm's args.yaml", () => {
  interface Golden {
    readonly id: string;
    readonly config?: Record<string, unknown>;
    readonly parameters?: { readonly optimizer?: { readonly lr?: number } };
    readonly invalid?: boolean;
    readonly stochastic?: boolean;
    readonly values?: Record<string, [number, number][]>;
  }
  const cases = readFileSync("test/fixtures/golden/timm.jsonl", "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Golden)
    .filter(
      ({ config, invalid, stochastic, values }) => config && values && !invalid && !stochastic,
    )
    .filter(
      ({ config }) => config?.["sched"] !== "plateau" && config?.["sched_on_updates"] !== true,
    )
    .filter(({ config }) => (config?.["lr_cycle_limit"] ?? 1) === 1 && !config?.["lr_noise"])
    .filter(({ config }) => config?.["lr"] !== null && config?.["lr"] !== undefined);

  it("has goldens to read", () => {
    expect(cases.length).toBeGreaterThanOrEqual(5);
  });
  for (const { id, config, values } of cases) {
    it(id, async () => {
      const yaml = Object.entries(config ?? {})
        .map(([key, value]) => `${key}: ${yamlOf(value)}`)
        .join("\n");
      const samples = (values?.["learningRate"] ?? []).map(
        ([step, value]) => [step, value] as const,
      );
      const expected = new Map(samples);
      close(await one("args.yaml", yaml), (k) => expected.get(k) ?? NaN, [...expected.keys()]);
    });
  }
});

/** As yaml.dump writes it. */
function yamlOf(value: unknown): string {
  if (typeof value !== "number" || Number.isInteger(value)) return JSON.stringify(value);
  const text = String(value);
  return /e/.test(text) && !text.includes(".") ? text.replace("e", ".0e") : text;
}

describe("MLX LM", () => {
  const lora = `iters: 190
learning_rate: 1e-5
lr_schedule:
  name: cosine_decay
  warmup: 60
  warmup_init: 1e-7
  arguments: [1e-5, 1000, 1e-7]
`;
  // mlx.optimizers.schedulers: join_schedules([linear, cosine], [warmup + 1])
  it("joins the schedule one step after the warmup", async () => {
    const at = (k: number): number => {
      if (k < 61) return min(k, 60) * ((1e-5 - 1e-7) / 60) + 1e-7;
      return 1e-7 + 0.5 * (1 + cos((PI / 1000) * (k - 61))) * (1e-5 - 1e-7);
    };
    const schedule = await one("13.lora.yaml", lora);
    expect(schedule?.schedule?.length).toBe(190);
    close(schedule, at, [0, 1, 59, 60, 61, 62, 100, 189]);
  });

  it("tells of a decay that the run ends before", async () => {
    expect(told(await readFormat("13.lora.yaml", lora))).toContain("decay-does-not-finish: 1000");
  });

  it("draws step_decay and exponential_decay", async () => {
    const step = "iters: 100\nlr_schedule:\n  name: step_decay\n  arguments: [0.1, 0.5, 10]\n";
    close(await one("a.yaml", step), (k) => 0.1 * 0.5 ** floor(k / 10), [0, 9, 10, 55, 99]);
    const exponential =
      "iters: 100\nlr_schedule:\n  name: exponential_decay\n  arguments: [0.1, 0.9]\n";
    close(await one("a.yaml", exponential), (k) => 0.1 * 0.9 ** k, [0, 1, 10, 99]);
  });
});

// torchtitan/components/lr_scheduler.py, both versions written apart
describe("torchtitan", () => {
  const toml = (extra = "", ratio = "decay_ratio = 0.5"): string => `[optimizer]
name = "AdamW"
lr = 8e-4
[lr_scheduler]
warmup_steps = 4
${ratio}
decay_type = "linear"
${extra}
[training]
steps = 40
`;
  const now = (k: number, decay: number, floorShare = 0): number => {
    if (k < 4) return (k + 1) / 4;
    const stable = 41 - decay;
    if (k < stable) return 1;
    return floorShare + (1 - floorShare) * (1 - (k + 1 - stable) / decay);
  };

  it("warms up, holds and decays", async () => {
    const schedule = await one("train.toml", toml());
    close(schedule, (k) => 8e-4 * now(k, 20), [0, 3, 4, 20, 21, 22, 39]);
  });

  it("shortens a decay that does not fit, and says so", async () => {
    const analysis = await readFormat("07.train.toml", toml("", "decay_ratio = 0.95"));
    expect(told(analysis)).toContain("warmup-and-decay-overlap: 4");
    close(analysis.schedules[0], (k) => 8e-4 * now(k, 36), [0, 4, 5, 6, 39]);
  });

  it("has a floor, and other shapes", async () => {
    close(
      await one("t.toml", toml("min_lr_factor = 0.1")),
      (k) => 8e-4 * now(k, 20, 0.1),
      [0, 30, 39],
    );
    const root = toml().replace('"linear"', '"sqrt"');
    close(await one("t.toml", root), (k) => 8e-4 * (1 - sqrt((k + 1 - 21) / 20)), [21, 30, 39]);
  });

  it("divides by a step more in the versions that say lr_min", async () => {
    const at = (k: number): number => {
      if (k < 4) return (k + 1) / 5;
      if (k < 20) return 1;
      return 0.1 + 0.9 * (1 - (k + 1 - 20) / 21);
    };
    close(await one("t.toml", toml("lr_min = 0.1")), (k) => 8e-4 * at(k), [0, 3, 4, 19, 20, 39]);
  });

  it("survives broken TOML, with a message at the place", async () => {
    const analysis = await readFormat("t.toml", `${toml()}\n[broken\nx = = 3`);
    expect(analysis.problems.some(({ code }) => code === "syntax")).toBe(true);
    expect(analysis.schedules).toHaveLength(1);
  });
});

describe("kohya", () => {
  const toml = (lines: string): string =>
    `[training]\npretrained_model_name_or_path = "x"\nlearning_rate = 1e-4\nmax_train_steps = 1000\n${lines}\n`;

  it("is constant unless it says something else", async () => {
    close(await one("c.toml", toml("")), () => 1e-4, [0, 999]);
  });

  it("draws diffusers' schedulers, sections flattened", async () => {
    const at = (k: number): number =>
      1e-4 * (k < 100 ? k / 100 : 0.5 * (1 + cos((PI * (k - 100)) / 900)));
    close(
      await one("c.toml", toml('lr_scheduler = "cosine"\nlr_warmup_steps = 100')),
      at,
      [0, 50, 100, 999],
    );
    close(
      await one("c.toml", toml('lr_scheduler = "cosine"\nlr_warmup_steps = 0.1')),
      at,
      [0, 50, 100, 999],
    );
  });

  it("has a group for the text encoder and one for the U-Net", async () => {
    const schedule = await one("c.toml", toml("text_encoder_lr = 5e-5\nunet_lr = 1e-4"));
    expect(valuesOf(schedule, [10])).toEqual([5e-5]);
    expect(valuesOf(schedule, [10], "learningRate[1]")).toEqual([1e-4]);
  });

  it("refuses a warmup with constant, as sd-scripts does, and mends it", async () => {
    const text = toml('lr_scheduler = "constant"\nlr_warmup_steps = 50');
    const analysis = await readFormat("c.toml", text);
    expect(told(analysis)).toContain("warmup-ignored: lr_warmup_steps = 50");
    const better = await readFormat("c.toml", fixed(analysis, "warmup-ignored"));
    expect(told(better).join()).not.toContain("warmup-ignored");
  });

  it("asks for the steps of an epoch", async () => {
    const text = 'unet_lr = 1e-4\nlr_scheduler = "linear"\nmax_train_epochs = 10\n';
    expect((await one("c.toml", text))?.unknowns[0]?.symbol).toBe("steps per epoch");
    const schedule = await one("c.toml", text, { values: { "steps per epoch": 20 } });
    close(schedule, (k) => 1e-4 * (1 - k / 200), [0, 100, 199]);
  });
});

// object_detection/utils/learning_schedules.py, written apart
describe("pipeline.config", () => {
  const config = (rate: string): string => `train_config {
  num_steps: 30000
  optimizer { momentum_optimizer { learning_rate { ${rate} } momentum_optimizer_value: 0.9 } }
}`;
  const cosine = (fields: string): string => config(`cosine_decay_learning_rate { ${fields} }`);

  it("draws the cosine with its warmup", async () => {
    const text = cosine(
      "learning_rate_base: 0.08 total_steps: 30000 warmup_learning_rate: 0.001 warmup_steps: 250",
    );
    const at = (k: number): number =>
      k < 250
        ? ((0.08 - 0.001) / 250) * k + 0.001
        : 0.5 * 0.08 * (1 + cos((PI * (k - 250)) / 29750));
    const schedule = await one("pipeline.config", text);
    expect(schedule?.schedule?.length).toBe(30000);
    close(schedule, at, [0, 1, 249, 250, 251, 15000, 29999]);
  });

  it("holds the base rate where it is told to", async () => {
    const text = cosine(
      "learning_rate_base: 1 total_steps: 100 warmup_learning_rate: .1 warmup_steps: 9 hold_base_rate_steps: 20",
    );
    // the values of TensorFlow's own test, testCosineDecayWithWarmup, are of this form
    const at = (k: number): number =>
      k < 9 ? 0.1 + 0.1 * k : k <= 29 ? 1 : k > 100 ? 0 : 0.5 * (1 + cos((PI * (k - 29)) / 71));
    close(await one("pipeline.config", text), at, [0, 4, 9, 20, 29, 30, 80, 100, 101, 200]);
  });

  it("tells of a decay ten times longer than the run", async () => {
    const text = cosine("learning_rate_base: 0.08 total_steps: 300000 warmup_steps: 250");
    expect(told(await readFormat("04.pipeline.config", text))).toContain(
      "decay-does-not-finish: 300000",
    );
  });

  it("takes the defaults of optimizer.proto, which bite", async () => {
    const schedule = await one("pipeline.config", cosine("learning_rate_base: 0.08"));
    close(schedule, (k) => 0.0002 + ((0.08 - 0.0002) / 10000) * k, [0, 5000, 9999]);
  });

  it("draws TensorFlow's own test of the exponential decay with burn-in", async () => {
    const text = config(`exponential_decay_learning_rate { initial_learning_rate: 1.0
      decay_steps: 3 decay_factor: .1 burnin_learning_rate: .5 burnin_steps: 2 }`);
    const expected = [0.5, 0.5, 1, 0.1, 0.1, 0.1, 0.01, 0.01];
    close(await one("p.config", text), (k) => expected[k] ?? NaN, [0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("draws TensorFlow's own test of manual steps", async () => {
    const text = config(`manual_step_learning_rate { initial_learning_rate: 1.0
      schedule { step: 2 learning_rate: 2.0 } schedule { step: 3 learning_rate: 3.0 }
      schedule { step: 7 learning_rate: 4.0 } }`);
    const expected = [1, 1, 2, 3, 3, 3, 3, 4, 4, 4];
    close(await one("p.config", text), (k) => expected[k] ?? NaN, [...expected.keys()]);
  });

  it("refuses a run shorter than its warmup", async () => {
    const text = cosine("total_steps: 10 warmup_steps: 20");
    expect(told(await readFormat("p.config", text))).toContain("refused-value: 10");
  });

  it("survives half-typed text", async () => {
    const text = cosine("learning_rate_base: 0.08 # the base\n total_steps: 30000");
    for (let end = 60; end <= text.length; end++)
      await expect(
        readFormat("p.config", text.slice(0, end)).catch(() => 0),
      ).resolves.toBeDefined();
  });
});

// caffe/src/caffe/solvers/sgd_solver.cpp, written apart
describe("solver.prototxt", () => {
  it.each<[string, string, (k: number) => number]>([
    ["fixed", "", () => 0.01],
    ["step", "gamma: 0.1 stepsize: 20", (k) => 0.01 * 0.1 ** floor(k / 20)],
    ["exp", "gamma: 0.99", (k) => 0.01 * 0.99 ** k],
    ["inv", "gamma: 0.0001 power: 0.75", (k) => 0.01 * (1 + 0.0001 * k) ** -0.75],
    [
      "multistep",
      "gamma: 0.5 stepvalue: 10 stepvalue: 50",
      (k) => 0.01 * 0.5 ** ((k >= 10 ? 1 : 0) + (k >= 50 ? 1 : 0)),
    ],
    ["poly", "power: 2", (k) => 0.01 * (1 - k / 100) ** 2],
    ["sigmoid", "gamma: -0.1 stepsize: 50", (k) => 0.01 / (1 + Math.exp(0.1 * (k - 50)))],
  ])("draws %s", async (policy, fields, at) => {
    const text = `base_lr: 0.01\nlr_policy: "${policy}"\n${fields}\nmax_iter: 100\nmomentum: 0.9\n`;
    const schedule = await one("solver.prototxt", text);
    expect(schedule?.schedule?.length).toBe(100);
    close(schedule, at, [0, 1, 9, 10, 19, 20, 40, 49, 50, 60, 99]);
  });

  it("says what a policy needs, and which there are not", async () => {
    const needs = 'base_lr: 0.01\nlr_policy: "step"\ngamma: 0.1\n';
    expect(told(await readFormat("s.prototxt", needs))).toContain('refused-value: "step"');
    const none = 'base_lr: 0.01\nlr_policy: "cosine"\n';
    expect(told(await readFormat("s.prototxt", none))).toContain('refused-value: "cosine"');
  });
});
