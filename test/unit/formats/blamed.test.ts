import { describe, expect, it } from "vitest";
import { readFormat } from "./read";

const OPT = "opt = torch.optim.SGD(model.parameters(), lr=0.1)\n";
const LOOP = "for step in range(100):\n    opt.step()\n    s.step()\n";
const torch = (call: string): string =>
  `import torch\nfrom torch.optim.lr_scheduler import *\n${OPT}s = ${call}\n${LOOP}`;
const optax = (call: string): string =>
  `import optax\ns = optax.${call}\ntx = optax.adam(learning_rate=s)\n`;
const keras = (call: string): string =>
  `import keras\ns = keras.optimizers.schedules.${call}\nopt = keras.optimizers.SGD(learning_rate=s)\n`;
const timm = (call: string): string =>
  `import torch\nimport timm.scheduler\n${OPT}s = timm.scheduler.${call}\nfor epoch in range(100):\n    s.step(epoch)\n`;
const hugging = (call: string): string =>
  `import torch\nfrom transformers import get_linear_schedule_with_warmup, get_scheduler\n${OPT}s = ${call}\n${LOOP}`;
const composer = (call: string): string =>
  `from composer import Trainer\nfrom composer.optim import CosineAnnealingScheduler\nimport torch\n${OPT}s = ${call}\n` +
  `trainer = Trainer(model=m, optimizers=opt, schedulers=s, max_duration="100ba")\n`;
const solver = (call: string): string =>
  `import torch\nfrom detectron2.solver import LRMultiplier, WarmupParamScheduler\n` +
  `from fvcore.common.param_scheduler import CosineParamScheduler\n${OPT}s = ${call}\n${LOOP}`;
const mmengine = (schedulers: string): string =>
  `train_cfg = dict(type='EpochBasedTrainLoop', max_epochs=12)\n` +
  `optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02))\nparam_scheduler = ${schedulers}\n`;
const deepspeed = (scheduler: string): string =>
  `{ "optimizer": { "type": "Adam", "params": { "lr": 1e-3 } },\n  "scheduler": ${scheduler} }\n`;

/**
 * A file of each dialect with one argument that its library refuses, between « and »; a key that the
 * library doesn't know is marked itself.
 */
const CASES: readonly (readonly [string, string, string])[] = [
  ["torch, by position", "a.py", torch('CosineAnnealingLR(opt, «"x"»)')],
  ["torch, by name", "a.py", torch('StepLR(opt, step_size=10, gamma=«"x"»)')],
  ["torch, a key", "a.py", torch("StepLR(opt, step_size=10, «gama»=0.5)")],
  ["torch, an item", "a.py", torch('MultiStepLR(opt, [3, «"x"», 9])')],
  [
    "torch, a list elsewhere",
    "a.py",
    torch("MultiStepLR(opt, «marks»)").replace("s = ", 'marks = [3, "x"]\ns = '),
  ],
  [
    "torch, a member",
    "a.py",
    torch("SequentialLR(opt, [LinearLR(opt, start_factor=«2.0»), StepLR(opt, 9)], [3])"),
  ],
  [
    "torch, a chained member",
    "a.py",
    torch("ChainedScheduler([ConstantLR(opt, factor=«1.5»), StepLR(opt, 9)])"),
  ],
  [
    "torch, a member in a member",
    "a.py",
    torch(
      "SequentialLR(opt, [SequentialLR(opt, [StepLR(opt, 3), LinearLR(opt, «-1»)], [3]), StepLR(opt, 9)], [50])",
    ),
  ],
  [
    "torch, a member by its own name",
    "a.py",
    torch("SequentialLR(opt, [first, StepLR(opt, 9)], [3])").replace(
      "s = ",
      "first = LinearLR(opt, start_factor=«2.0»)\ns = ",
    ),
  ],
  ["optax", "a.py", optax('linear_schedule(0.0, 1.0, transition_steps=«"x"»)')],
  [
    "optax, a part",
    "a.py",
    optax(
      "join_schedules([optax.linear_schedule(0.0, 1.0, 10), optax.cosine_decay_schedule(1.0, decay_steps=«-5»)], boundaries=[10])",
    ),
  ],
  [
    "optax, a boundary",
    "a.py",
    optax(
      'join_schedules([optax.constant_schedule(1.0), optax.constant_schedule(0.5)], boundaries=[«"x"»])',
    ),
  ],
  [
    "optax, a hyper-parameter",
    "a.py",
    "import optax\ntx = optax.inject_hyperparams(optax.adam)(learning_rate=optax.cosine_decay_schedule(1.0, decay_steps=«-5»))\n",
  ],
  ["Keras", "a.py", keras('ExponentialDecay(0.1, decay_steps=100, decay_rate=«"x"»)')],
  ["Keras, an item", "a.py", keras('PiecewiseConstantDecay([10, 20], [0.1, «"x"», 0.01])')],
  ["timm", "a.py", timm("CosineLRScheduler(opt, t_initial=«-1»)")],
  [
    "transformers",
    "a.py",
    hugging(
      "get_linear_schedule_with_warmup(opt, num_warmup_steps=10, num_training_steps=100, last_epoch=-1, «power»=3)",
    ),
  ],
  [
    "transformers, of its dictionary",
    "a.py",
    hugging(
      'get_scheduler("cosine_with_min_lr", opt, 10, 100, scheduler_specific_kwargs={"min_lr_rate": «"x"»})',
    ),
  ],
  ["Composer", "a.py", composer('CosineAnnealingScheduler(alpha_f=«"x"»)')],
  [
    "detectron2, a part",
    "a.py",
    solver(
      'LRMultiplier(opt, WarmupParamScheduler(CosineParamScheduler(1, 0), warmup_factor=«"x"», warmup_length=0.1), max_iter=100)',
    ),
  ],
  [
    "detectron2, a part of a part",
    "a.py",
    solver(
      'LRMultiplier(opt, WarmupParamScheduler(CosineParamScheduler(«"x"», 0), 0.1, 0.1), max_iter=100)',
    ),
  ],
  [
    "MMEngine",
    "a.py",
    mmengine(
      "[dict(type='LinearLR', start_factor=«2.0», end=5), dict(type='StepLR', step_size=3)]",
    ),
  ],
  [
    "MMEngine, the second",
    "a.py",
    mmengine("[dict(type='ConstantLR', end=5), dict(type='StepLR', step_size=3, gamma=«'x'»)]"),
  ],
  [
    "DeepSpeed",
    "ds_config.json",
    deepspeed('{ "type": "WarmupLR", "params": { "warmup_num_steps": «"x"» } }'),
  ],
  [
    "timm's args.yaml",
    "args.yaml",
    'sched: cosine\nepochs: 10\nlr: 0.1\nopt: sgd\nmin_lr: «"x"»\nwarmup_epochs: 2\n',
  ],
  [
    "DeepSpeed, a key",
    "ds_config.json",
    deepspeed('{ "type": "WarmupLR", "params": { «"warmup_step"»: 5 } }'),
  ],
];

/** The same in two files: what is called in the script stands for what another file does there. */
const HELPER = `import torch

def make(opt):
    return torch.optim.lr_scheduler.SequentialLR(opt, [
        torch.optim.lr_scheduler.StepLR(opt, 3),
        torch.optim.lr_scheduler.LinearLR(opt, start_factor=2.0)], [5])
`;

/** What the errors of a file underline. */
async function underlined(name: string, marked: string, files = {}) {
  const text = marked.replace(/[«»]/g, "");
  const { problems } = await readFormat(name, text, { files });
  return problems
    .filter(({ severity }) => severity === "error")
    .map(({ range, message }) => ({
      text: text.slice(range.start, range.end),
      start: range.start,
      message,
    }));
}

describe("what a library refuses is underlined at its argument", () => {
  it.each(CASES)("%s", async (_, name, marked) => {
    const start = marked.indexOf("«");
    const text = marked.slice(start + 1, marked.indexOf("»"));
    const found = await underlined(name, marked);
    expect(found).toEqual([expect.objectContaining({ text, start })]);
  });

  it("of a call in another file, at what is called of it here", async () => {
    const script = `from torch.optim import lr_scheduler\nfrom helper import make\nimport torch\n${OPT}s = «make(opt)»\n${LOOP}`;
    const found = await underlined("a.py", script, { "helper.py": HELPER });
    expect(found.map(({ text }) => text)).toEqual(["make(opt)"]);
  });
});
