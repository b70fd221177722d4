import { describe, expect, it } from "vitest";
import { fixed, readFormat, told, valuesOf } from "../read";

const HEAD = `import torch, timm, keras
from torch.optim.lr_scheduler import *
from timm.scheduler import MultiStepLRScheduler, create_scheduler_v2
from timm.optim import create_optimizer_v2, param_groups_layer_decay
opt = torch.optim.SGD(p, lr=0.1)
`;
const loop = (step = "s.step()", before = ""): string =>
  `${before}for epoch in range(30):\n    for x in loader:\n        opt.step()\n    ${step}\n`;

const foundOf = async (text: string, code: string): Promise<string[]> =>
  told(await readFormat("train.py", HEAD + text)).filter((one) => one.startsWith(`${code}: `));

interface Case {
  readonly code: string;
  readonly told: readonly (readonly [text: string, at: string])[];
  readonly quiet: readonly string[];
}

const CASES: readonly Case[] = [
  {
    code: "step-epoch-arg",
    told: [
      [`s = StepLR(opt, 10)\n${loop("s.step(epoch)")}`, "s.step"],
      [`s = CosineAnnealingLR(opt, 30)\n${loop("s.step(epoch=epoch)")}`, "s.step"],
      [
        `s = SequentialLR(opt, [LinearLR(opt), StepLR(opt, 9)], [5])\n${loop("s.step(epoch)")}`,
        "s.step",
      ],
    ],
    quiet: [
      `s = StepLR(opt, 10)\n${loop()}`,
      `s = ReduceLROnPlateau(opt)\n${loop("s.step(loss)")}`,
      `s = CosineAnnealingWarmRestarts(opt, 10)\n${loop("s.step(epoch)")}`,
    ],
  },
  {
    code: "group-added-late",
    told: [
      [
        `s = CosineAnnealingLR(opt, 30)\nopt.add_param_group({"params": q})\n${loop()}`,
        "opt.add_param_group",
      ],
      [
        `s = LambdaLR(opt, lambda e: 0.9 ** e)\n${loop("s.step()\n    if epoch == 5:\n        opt.add_param_group({'params': q})")}`,
        "opt.add_param_group",
      ],
    ],
    quiet: [
      `opt.add_param_group({"params": q})\ns = CosineAnnealingLR(opt, 30)\n${loop()}`,
      `s = StepLR(opt, 10)\nopt.add_param_group({"params": q})\n${loop()}`,
      `s = CosineAnnealingLR(opt, 30)\nother = torch.optim.SGD(p, 0.1)\nother.add_param_group({"params": q})\n${loop()}`,
    ],
  },
  {
    code: "layer-decay-ignored",
    told: [
      [
        `opt = create_optimizer_v2(model, opt="adamw", lr=1e-3, layer_decay=0.75)\ns = CosineAnnealingLR(opt, 30)\n${loop()}`,
        "0.75",
      ],
      [
        `opt = torch.optim.AdamW(param_groups_layer_decay(model, layer_decay=0.7), lr=1e-3)\ns = StepLR(opt, 30)\n${loop()}`,
        "param_groups_layer_decay(model, layer_decay=0.7)",
      ],
      [
        `opt = torch.optim.AdamW([{"params": a, "lr_scale": 0.5}, {"params": b}], lr=1e-3)\ns = StepLR(opt, 30)\n${loop()}`,
        '[{"params": a, "lr_scale": 0.5}, {"params": b}]',
      ],
    ],
    quiet: [
      `opt = create_optimizer_v2(model, opt="adamw", lr=1e-3)\ns = CosineAnnealingLR(opt, 30)\n${loop()}`,
      `opt = create_optimizer_v2(model, opt="adamw", lr=1e-3, layer_decay=None)\ns = CosineAnnealingLR(opt, 30)\n${loop()}`,
      `opt = create_optimizer_v2(model, opt="adamw", lr=1e-3, layer_decay=0.75)\ns = MultiStepLRScheduler(opt, [10])\n${loop("s.step(epoch + 1)")}`,
      `opt = torch.optim.AdamW([{"params": a, "lr_scale": 0.5, "lr": 5e-4}], lr=1e-3)\ns = StepLR(opt, 30)\n${loop()}`,
    ],
  },
  {
    code: "lambda-not-saved",
    told: [
      [
        `s = LambdaLR(opt, lambda e: 0.9 ** e)\n${loop()}torch.save(s.state_dict(), "s.pt")\n`,
        "lambda e: 0.9 ** e",
      ],
      [
        `def f(e):\n    return 0.9\ns = MultiplicativeLR(opt, f)\n${loop()}torch.save({"s": s.state_dict()}, "s.pt")\n`,
        "f",
      ],
    ],
    quiet: [
      `s = LambdaLR(opt, lambda e: 0.9 ** e)\n${loop()}`,
      `class F:\n    def __call__(self, e):\n        return 0.9 ** e\ns = LambdaLR(opt, F())\n${loop()}torch.save(s.state_dict(), "s.pt")\n`,
      `s = StepLR(opt, 30)\n${loop()}torch.save(s.state_dict(), "s.pt")\n`,
    ],
  },
  {
    code: "resume-horizon",
    told: [
      [
        `s = CosineAnnealingLR(opt, T_max=30)\n${loop("s.step()", 's.load_state_dict(torch.load("s.pt"))\n')}`,
        "s.load_state_dict",
      ],
    ],
    quiet: [
      `s = CosineAnnealingLR(opt, T_max=30)\n${loop("s.step()", 'opt.load_state_dict(torch.load("o.pt"))\n')}`,
      `s = ExponentialLR(opt, 0.9)\n${loop("s.step()", 's.load_state_dict(torch.load("s.pt"))\n')}`,
    ],
  },
  {
    code: "warmup-twice",
    told: [
      [
        `s = ChainedScheduler([LinearLR(opt, 0.1, total_iters=5), ConstantLR(opt, 0.5, 10)])\n${loop()}`,
        "ConstantLR",
      ],
      [
        `s = ChainedScheduler([LinearLR(opt, 0.1, total_iters=5), LambdaLR(opt, lambda e: min(1, (e + 1) / 5))])\n${loop()}`,
        "LambdaLR",
      ],
    ],
    quiet: [
      `s = ChainedScheduler([LinearLR(opt, 0.1, total_iters=5), CosineAnnealingLR(opt, 30)])\n${loop()}`,
      `s = ChainedScheduler([LinearLR(opt, 1.0, 0.1, 5), ConstantLR(opt, 0.5, 10)])\n${loop()}`,
      `s = SequentialLR(opt, [LinearLR(opt, 0.1), ConstantLR(opt, 0.5, 3)], [5])\n${loop()}`,
    ],
  },
  {
    code: "multistep-early",
    told: [
      [`s = MultiStepLRScheduler(opt, [10, 20])\n${loop("s.step(epoch + 1)")}`, "[10, 20]"],
      [
        `s, n = create_scheduler_v2(opt, sched="multistep", num_epochs=30, decay_milestones=[10, 20])\n${loop("s.step(epoch + 1)")}`,
        "[10, 20]",
      ],
    ],
    quiet: [
      `s = MultiStepLR(opt, [10, 20])\n${loop()}`,
      `s, n = create_scheduler_v2(opt, sched="step", num_epochs=30, decay_epochs=10)\n${loop("s.step(epoch + 1)")}`,
    ],
  },
  {
    code: "timm-poly-power",
    told: [
      [
        `s, n = create_scheduler_v2(opt, sched="poly", num_epochs=30)\n${loop("s.step(epoch + 1)")}`,
        '"poly"',
      ],
    ],
    quiet: [
      `s, n = create_scheduler_v2(opt, sched="poly", num_epochs=30, decay_rate=0.9)\n${loop("s.step(epoch + 1)")}`,
      `s, n = create_scheduler_v2(opt, sched="cosine", num_epochs=30)\n${loop("s.step(epoch + 1)")}`,
    ],
  },
  {
    code: "piecewise-late",
    told: [
      [
        "s = keras.optimizers.schedules.PiecewiseConstantDecay([100, 200], [0.1, 0.01, 0.001])\n",
        "[100, 200]",
      ],
    ],
    quiet: ["s = keras.optimizers.schedules.ExponentialDecay(0.1, 100, 0.9)\n"],
  },
];

describe("traps of the libraries", () => {
  for (const { code, told: bad, quiet } of CASES) {
    it.each(bad)(`${code} is told: %s`, async (text, at) => {
      expect(await foundOf(text, code)).toEqual([`${code}: ${at}`]);
    });
    it.each(quiet)(`${code} is not told: %s`, async (text) => {
      expect(await foundOf(text, code)).toEqual([]);
    });
  }
});

describe("fixes of these traps", () => {
  it("move milestones of timm, so that the rate drops where they said", async () => {
    const text = `${HEAD}s = MultiStepLRScheduler(opt, [10, 20], decay_rate=0.5)\n${loop("s.step(epoch + 1)")}`;
    const before = await readFormat("train.py", text);
    expect(valuesOf(before.schedules[0], [8, 9, 10])).toEqual([0.1, 0.05, 0.05]);
    const mended = fixed(before, "multistep-early");
    expect(mended).toContain("[11, 21]");
    const after = await readFormat("train.py", mended);
    expect(valuesOf(after.schedules[0], [9, 10, 19, 20])).toEqual([0.1, 0.05, 0.05, 0.025]);
  });

  it("move boundaries of Keras", async () => {
    const text =
      "import keras\ns = keras.optimizers.schedules.PiecewiseConstantDecay([100], [0.1, 0.01])\n";
    const before = await readFormat("train.py", text);
    expect(valuesOf(before.schedules[0], [100, 101])).toEqual([0.1, 0.01]);
    const after = await readFormat("train.py", fixed(before, "piecewise-late"));
    expect(valuesOf(after.schedules[0], [99, 100])).toEqual([0.1, 0.01]);
  });

  it("give timm's polynomial a power", async () => {
    const text = `${HEAD}s, n = create_scheduler_v2(opt, sched="poly", num_epochs=100)\n${loop("s.step(epoch + 1)")}`;
    const before = await readFormat("train.py", text);
    // (1 − 50/100)^0.1
    expect(valuesOf(before.schedules[0], [50])[0]).toBeCloseTo(0.1 * 0.5 ** 0.1, 12);
    const after = await readFormat("train.py", fixed(before, "timm-poly-power"));
    expect(valuesOf(after.schedules[0], [50])[0]).toBeCloseTo(0.05, 12);
    expect(told(after).join()).not.toContain("timm-poly-power");
  });
});

describe("traps of other files", () => {
  const deepspeed = (betas: string, more = ""): string => `{
  "optimizer": { "type": "Adam", "params": { "lr": 0.001${betas} } },
  "scheduler": {
    "type": "OneCycle",
    "params": { "cycle_min_lr": 0.0001, "cycle_max_lr": 0.001${more} }
  }
}
`;
  const overwritten = async (text: string): Promise<string[]> =>
    told(await readFormat("ds_config.json", text)).filter((one) => one.startsWith("beta2-"));

  it("beta2-overwritten is told where DeepSpeed's OneCycle cycles momentum", async () => {
    expect(await overwritten(deepspeed(', "betas": [0.9, 0.95]'))).toEqual([
      "beta2-overwritten: 0.95",
    ]);
    expect(await overwritten(deepspeed(""))).toEqual(['beta2-overwritten: "OneCycle"']);
    expect(await overwritten(deepspeed(', "betas": [0.9, 0.99]'))).toEqual([]);
    expect(await overwritten(deepspeed("", ', "cycle_momentum": false'))).toEqual([]);
    const mended = fixed(await readFormat("ds_config.json", deepspeed("")), "beta2-overwritten");
    expect(mended).toContain('"cycle_max_lr": 0.001, "cycle_momentum": false }');
    expect(await overwritten(mended)).toEqual([]);
  });

  it("tfjs-set-momentum is told of TensorFlow.js alone", async () => {
    const script = (made: string): string =>
      `const optimizer = ${made};\nconst learningRate = (epoch) => 0.1 * 0.9 ** epoch;\noptimizer.setMomentum(0.5);\n`;
    const found = async (made: string): Promise<string[]> =>
      told(await readFormat("train.js", script(made)));
    expect(await found("tf.train.momentum(0.1, 0.9)")).toContain("tfjs-set-momentum: setMomentum");
    expect(await found("ours.momentum(0.1)")).not.toContain("tfjs-set-momentum: setMomentum");
  });
});
