import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../runs";
import { editsWith } from "../edits";
import { readFormat } from "../read";

/** Scripts of every dialect, a notebook, and JavaScript: what random edits start from. */
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  [
    "torch.py",
    "import torch\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\na = torch.optim.lr_scheduler.LinearLR(opt, 0.1, total_iters=5)\nb = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=25)\ns = torch.optim.lr_scheduler.SequentialLR(opt, [a, b], milestones=[5])\nfor epoch in range(30):\n    for x in loader:\n        opt.step()\n    s.step()\n",
  ],
  [
    "lambda.py",
    "import math, torch\nclass Warm:\n    def __init__(self, n):\n        self.n = n\n    def __call__(self, k):\n        return min(1.0, (k + 1) / self.n)\nopt = torch.optim.Adam(net.parameters(), lr=1e-3)\ns = torch.optim.lr_scheduler.LambdaLR(opt, [Warm(10)])\nwhile True:\n    opt.step()\n    s.step()\n    if done:\n        break\n",
  ],
  [
    "handset.py",
    "import math, torch\ndef lr_at(it, top=0.1):\n    if it < 10:\n        return top * (it + 1) / 10\n    return top / 2 * (1 + math.cos(math.pi * (it - 10) / 90))\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\nfor it in range(100):\n    for g in opt.param_groups:\n        g['lr'] = lr_at(it)\n    opt.step()\n",
  ],
  [
    "own.py",
    "import torch\nclass Poly(torch.optim.lr_scheduler._LRScheduler):\n    def __init__(self, o, n, power=0.9, last_epoch=-1):\n        self.n, self.power = n, power\n        super().__init__(o, last_epoch)\n    def get_lr(self):\n        return [b * (1 - self.last_epoch / self.n) ** self.power for b in self.base_lrs]\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\ns = Poly(opt, 50)\nfor e in range(50):\n    opt.step()\n    s.step()\n",
  ],
  [
    "hf.py",
    "from dataclasses import dataclass, field\nfrom transformers import TrainingArguments, get_scheduler\n@dataclass\nclass A:\n    lr: float = field(default=2e-5)\n    steps: int = 300\na = A()\nargs = TrainingArguments('x', learning_rate=a.lr, max_steps=a.steps, warmup_ratio=0.1, lr_scheduler_type='cosine')\ns = get_scheduler('linear', opt, num_warmup_steps=10, num_training_steps=a.steps)\n",
  ],
  [
    "accelerate.py",
    "from accelerate import Accelerator\nimport torch\nacc = Accelerator(gradient_accumulation_steps=2)\nopt = torch.optim.AdamW(m.parameters(), lr=1e-3)\ns = torch.optim.lr_scheduler.OneCycleLR(opt, 1e-3, total_steps=100 * acc.num_processes)\nopt, s = acc.prepare(opt, s)\nfor i in range(200):\n    with acc.accumulate(m):\n        opt.step()\n        s.step()\n",
  ],
  [
    "optax.py",
    "import optax\nfrom absl import flags\nFLAGS = flags.FLAGS\nflags.DEFINE_float('lr', 1e-3, 'x')\ns = optax.join_schedules([optax.linear_schedule(0.0, FLAGS.lr, 10), optax.cosine_decay_schedule(FLAGS.lr, 90)], [10])\nt = optax.inject_hyperparams(optax.adam)(learning_rate=lambda k: 0.1 / (1 + k))\n",
  ],
  [
    "keras.py",
    "import keras\ns = keras.optimizers.schedules.PiecewiseConstantDecay([10, 20], [0.1, 0.01, 0.001])\ndef f(epoch, lr):\n    return lr if epoch < 5 else lr * 0.9\nmodel.compile(keras.optimizers.SGD(0.1))\nmodel.fit(x, epochs=20, callbacks=[keras.callbacks.LearningRateScheduler(f)])\n",
  ],
  [
    "fastai.py",
    "from fastai.vision.all import *\nlearn = vision_learner(dls, resnet34, lr=1e-3)\nlearn.fine_tune(3, base_lr=2e-3)\nlearn.fit_one_cycle(2, slice(1e-5, 1e-3), pct_start=0.3)\n",
  ],
  [
    "net.py",
    "import lightning as L, torch\nclass Net(L.LightningModule):\n    def configure_optimizers(self):\n        o = torch.optim.Adam(self.parameters(), lr=self.hparams.lr)\n        s = torch.optim.lr_scheduler.ReduceLROnPlateau(o, patience=3)\n        return {'optimizer': o, 'lr_scheduler': {'scheduler': s, 'interval': 'epoch'}}\nL.Trainer(max_epochs=9).fit(Net())\n",
  ],
  [
    "notebook.ipynb",
    '{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["%matplotlib inline\\n", "import optax\\n", "x = !ls"]}, {"cell_type": "code", "source": "s = optax.cosine_decay_schedule(0.1, 90)"}], "metadata": {}}',
  ],
  [
    "rate.js",
    "const PEAK = 0.1;\nfunction lr(step, total = 90) {\n  let rate = PEAK;\n  for (const at of [30, 60]) if (step >= at) rate *= 0.1;\n  return step < 5 ? (PEAK * step) / 5 : rate * (1 - step / total);\n}\nasync function train(model) {\n  const optimizer = tf.train.sgd(PEAK);\n  for (let epoch = 0; epoch < 9; epoch++) {\n    optimizer.learningRate = lr(epoch);\n    await model.fit(x, y);\n  }\n}\n",
  ],
];

const PIECES = [
  ...["", "0", "-1", "1e999", "0x", "None", "lambda k: k", "[", "]", "(", ")", "{", "}", ":", ","],
  ...["\n", "  ", "\t", '"', "'", '"""', "#", "\\", "=", "**", "//", "%", "@", "*a", "!ls", "%x "],
  ...["for i in i:\n", "while 1: ", "def f(f=f): return f(f)\n", "global s\n", "yield ", "await "],
  ...[
    "s = s.step\n",
    "opt = [opt]\n",
    "del opt\n",
    "🙂",
    "\u0000",
    "\u2028",
    "self.",
    "class A(A): ",
  ],
];

/** Reads and draws all that is found; what only the run knows is given some value every other time. */
async function readAll(name: string, text: string, given: boolean): Promise<void> {
  const head = await readFormat(name, text).catch((error: unknown) => {
    // an edit may have taken what it is known by
    if (/no format reads/.test(String(error))) return undefined;
    throw error;
  });
  if (!head) return;
  const symbols = head.schedules.flatMap(({ unknowns }) => unknowns.map(({ symbol }) => symbol));
  const values = Object.fromEntries(symbols.map((symbol) => [symbol, 7]));
  const { schedules } = given ? await readFormat(name, text, { values }) : head;
  for (const { schedule, anchor, unknowns } of schedules) {
    expect(anchor.start).toBeGreaterThanOrEqual(0);
    expect(anchor.end).toBeLessThanOrEqual(head.document.text.length);
    for (const { symbol } of unknowns) expect(symbol).not.toBe("");
    for (const { curve } of schedule?.tracks.values() ?? [])
      for (const step of [0, 1, 17, (schedule?.length ?? 1) - 1])
        expect(curve.at(step)).toBeTypeOf("number");
  }
}

describe("scripts under random edits", () => {
  for (const [name, text] of TEXTS)
    it(`${name} is read without a throw or a hang`, async () => {
      await fc.assert(
        fc.asyncProperty(editsWith(PIECES), fc.boolean(), async (edit, given) => {
          await readAll(name, edit(text), given);
        }),
        { numRuns: runs(12, 42_000) },
      );
    });
});

const NAMES = ["opt", "s", "x", "lr", "epoch", "args", "f", "self", "torch", "math", "g"];
const name = fc.constantFrom(...NAMES);
const number = fc.constantFrom("0", "1", "10", "0.1", "1e-3", "-2", "1e400", "3.5");
const CALLEES = [
  "torch.optim.SGD",
  "torch.optim.lr_scheduler.StepLR",
  "torch.optim.lr_scheduler.LambdaLR",
  "torch.optim.lr_scheduler.OneCycleLR",
  "torch.optim.lr_scheduler.ChainedScheduler",
  "get_cosine_schedule_with_warmup",
  "range",
  "len",
  "math.cos",
  "min",
  "int",
  "list",
  "zip",
  "partial",
  "accelerator.prepare",
];

/** Expressions, statements and blocks of what training scripts are made of, in any order. */
const program = fc.letrec<{ expression: string; statement: string[]; block: string[] }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    name,
    number,
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("+", "*", "/", "//", "%", "**", "<", "and"),
        tie("expression"),
      )
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(fc.constantFrom(...CALLEES), fc.array(tie("expression"), { maxLength: 3 }))
      .map(([callee, given]) => `${callee}(${given.join(", ")})`),
    fc
      .tuple(name, fc.constantFrom("lr", "step", "param_groups", "append", "get_lr"))
      .map(([of, member]) => `${of}.${member}`),
    fc.tuple(tie("expression"), tie("expression")).map(([of, at]) => `${of}[${at}]`),
    fc.array(tie("expression"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.tuple(name, tie("expression")).map(([parameter, body]) => `(lambda ${parameter}: ${body})`),
    fc
      .tuple(tie("expression"), name, tie("expression"))
      .map(([value, of, over]) => `[${value} for ${of} in ${over}]`),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([a, b, c]) => `(${a} if ${b} else ${c})`),
  ),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(name, tie("expression")).map(([target, value]) => [`${target} = ${value}`]),
    fc.tuple(name, tie("expression")).map(([target, value]) => [`${target}['lr'] *= ${value}`]),
    fc
      .tuple(name, fc.constantFrom("step()", "step(x)", "append(s)", "zero_grad()"))
      .map(([of, call]) => [`${of}.${call}`]),
    tie("expression").map((value) => [`return ${value}`]),
    fc
      .tuple(name, tie("expression"), tie("block"))
      .map(([target, over, block]) => [`for ${target} in ${over}:`, ...block]),
    fc
      .tuple(tie("expression"), tie("block"), tie("block"))
      .map(([test, then, otherwise]) => [`if ${test}:`, ...then, "else:", ...otherwise]),
    fc.tuple(tie("expression"), tie("block")).map(([test, block]) => [`while ${test}:`, ...block]),
    fc
      .tuple(name, name, tie("block"))
      .map(([of, parameter, block]) => [`def ${of}(${parameter}, x=1):`, ...block]),
    fc
      .tuple(name, tie("block"))
      .map(([of, block]) => [`class ${of}(torch.optim.lr_scheduler.LRScheduler):`, ...block]),
    fc.tuple(tie("block")).map(([block]) => ["try:", ...block, "except ValueError:", "    pass"]),
    fc
      .constantFrom("break", "continue", "global lr", "import math as f", "pass")
      .map((line) => [line]),
  ),
  block: fc
    .array(tie("statement"), { minLength: 1, maxLength: 3, depthIdentifier: "block" })
    .map((statements) => statements.flat().map((line) => `    ${line}`)),
}));

const HEAD =
  "import math, torch\nfrom functools import partial\nfrom transformers import get_cosine_schedule_with_warmup\nfrom accelerate import Accelerator\naccelerator = Accelerator()\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\ns = torch.optim.lr_scheduler.StepLR(opt, 3)\n";

describe("generated scripts", () => {
  it("are read without a throw or a hang", async () => {
    const statements = fc.array(program.statement, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(statements, fc.boolean(), async (made, given) => {
        await readAll("made.py", `${HEAD}${made.flat().join("\n")}\n`, given);
      }),
      { numRuns: runs(30, 100_000) },
    );
  });
});
