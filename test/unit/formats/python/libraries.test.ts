import { describe, expect, it } from "vitest";
import { readFormat, told, valuesOf } from "../read";

const read = (text: string, values = {}, files = {}) =>
  readFormat("train.py", text, { values, files });

const FUNCTIONS = `
import optax
def rsqrt(init_value, shift):
    def schedule(count):
        return init_value * (count + shift) ** -0.5 * shift ** 0.5
    return schedule
def create(learning_rate, warmup_steps):
    return optax.join_schedules([
        optax.linear_schedule(init_value=0, end_value=learning_rate, transition_steps=warmup_steps),
        rsqrt(init_value=learning_rate, shift=warmup_steps),
    ], boundaries=[warmup_steps])
def train(config):
    fn = create(config.learning_rate, 64)
    opt = optax.inject_hyperparams(optax.adamw)(learning_rate=lambda count: 1 / (count + 1))
`;

describe("schedules of other libraries in a script", () => {
  it("of optax: joined, injected, and a function of the count", async () => {
    const { schedules } = await read(`
import optax
warm = optax.linear_schedule(0.0, 1.0, transition_steps=10)
s = optax.join_schedules([warm, optax.constant_schedule(1.0)], boundaries=[10])
t = optax.inject_hyperparams(optax.adamw)(learning_rate=optax.cosine_decay_schedule(1e-3, 500), b1=0.8)
u = optax.chain(optax.clip(1.0), optax.adam(lambda count: 0.1 / (1 + count)))
`);
    expect(schedules.map(({ foreign }) => foreign?.format)).toEqual(["optax", "optax", "optax"]);
    const [joined, injected, own] = schedules;
    expect(valuesOf(joined, [0, 5, 10, 90])).toEqual([0, 0.5, 1, 1]);
    expect(valuesOf(injected, [250])[0]).toBeCloseTo(5e-4, 15);
    expect(valuesOf(injected, [7], "beta1")).toEqual([0.8]);
    expect(valuesOf(own, [0, 1, 9])).toEqual([0.1, 0.05, 0.01]);
  });

  it("of optax: functions of the count among the schedules that are joined or injected", async () => {
    const { schedules } = await read(FUNCTIONS);
    // the function that another one calls is met with what it gets there, and not a second time
    expect(schedules.map(({ unknowns }) => unknowns.map(({ symbol }) => symbol))).toEqual([
      ["config.learning_rate"],
      [],
    ]);
    expect(valuesOf(schedules[1], [0, 3])).toEqual([1, 0.25]);
    const given = { "config.learning_rate": 0.2 };
    const known = await read(FUNCTIONS, given);
    expect(valuesOf(known.schedules[0], [32, 64, 256])).toEqual([0.1, 0.2, 0.1]);
  });

  it("of Keras: by updates from the optimizer, by epochs from a callback", async () => {
    const analysis = await read(`
import tensorflow as tf
from tensorflow.keras.callbacks import LearningRateScheduler
decay = tf.keras.optimizers.schedules.CosineDecay(1e-3, decay_steps=1000, warmup_steps=10)
def later(epoch, lr):
    return lr if epoch < 10 else lr * 0.5
model = tf.keras.Sequential([])
model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=0.01), loss="mse")
model.fit(x, y, epochs=30, callbacks=[LearningRateScheduler(later)])
`);
    const [decay, callback] = analysis.schedules;
    expect(decay?.foreign).toMatchObject({ format: "keras", clock: "update" });
    expect(valuesOf(decay, [500])[0]).toBeCloseTo(5e-4, 15);
    expect(told(analysis)).toContain("warmup-ignored: 10");
    expect([callback?.foreign?.clock, callback?.schedule?.length]).toEqual(["epoch", 30]);
    expect(valuesOf(callback, [9, 10, 11])).toEqual([0.01, 0.005, 0.0025]);
  });

  it.each([
    ['{"optimizer": o, "lr_scheduler": {"scheduler": s, "interval": "step"}}', "update", 200],
    ['{"optimizer": o, "lr_scheduler": s}', "epoch", 10],
    // outside of the inner dictionary, interval has no effect
    ['{"optimizer": o, "lr_scheduler": s, "interval": "step"}', "epoch", 10],
    ["[o], [s]", "epoch", 10],
  ])("of Lightning, from %s", async (returned, clock, length) => {
    const { schedules } = await read(`
import torch, pytorch_lightning as pl
class Model(pl.LightningModule):
    def __init__(self, lr=1e-3, horizon=20):
        super().__init__()
        self.save_hyperparameters()
    def configure_optimizers(self):
        o = torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
        s = torch.optim.lr_scheduler.StepLR(o, self.hparams.horizon)
        return ${returned}
pl.Trainer(max_epochs=10, max_steps=200).fit(Model(lr=0.01))
`);
    const [found] = schedules;
    expect(found?.foreign).toMatchObject({ clock, stepped: "framework" });
    expect(found?.schedule?.length).toBe(length);
    expect(valuesOf(found, [0])).toEqual([0.01]);
  });

  it("of timm, whose factory gives the scheduler and the epochs", async () => {
    const { schedules } = await read(`
import torch
from timm.scheduler import create_scheduler_v2
o = torch.optim.SGD(m.parameters(), lr=0.25)
scheduler, epochs = create_scheduler_v2(o, sched="step", num_epochs=90, decay_epochs=30, warmup_epochs=0)
for epoch in range(epochs):
    for x in loader:
        o.step()
    scheduler.step(epoch + 1)
`);
    expect(schedules[0]?.foreign).toMatchObject({ format: "timm", stepped: "epoch" });
    expect(valuesOf(schedules[0], [29, 30, 60])).toEqual([0.25, 0.25 * 0.1, 0.25 * 0.1 ** 2]);
  });

  it("of an OpenMMLab config, with what it takes from its base", async () => {
    const { schedules } = await read(
      `_base_ = ["./base.py"]
param_scheduler = [
    dict(type="LinearLR", start_factor=0.1, by_epoch=True, begin=0, end=5),
    dict(type="MultiStepLR", milestones=[8, 11], by_epoch=True, begin=0, end=12),
]
`,
      {},
      {
        "base.py":
          'optim_wrapper = dict(optimizer=dict(type="SGD", lr=0.2))\ntrain_cfg = dict(max_epochs=12)\n',
      },
    );
    expect(schedules[0]?.schedule?.length).toBe(12);
    expect(valuesOf(schedules[0], [0, 7])).toEqual([0.2 * 0.1, 0.2]);
    expect(valuesOf(schedules[0], [8])[0]).toBeCloseTo(0.02, 15);
  });

  it("are named as unknown where something else moves the same rate", async () => {
    const script = (more: string): string => `
import torch
from warmup_scheduler import GradualWarmupScheduler
o = torch.optim.SGD(net.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.StepLR(o, 30)
${more}
`;
    const loop = (inside: string): string => `for epoch in range(90):
    for x in loader:
        o.step()
${inside}`;
    for (const more of [
      loop("    if epoch > 10 and x.mean() > 0:\n        s.step()"),
      `w = GradualWarmupScheduler(o, 1, 5, after_scheduler=s)\n${loop("    w.step()")}`,
      loop("    o.param_groups[0]['lr'] = 0.1\n    s.step()"),
      `t = torch.optim.lr_scheduler.ExponentialLR(o, 0.9)\n${loop("    s.step(); t.step()")}`,
    ]) {
      const { schedules } = await read(script(more));
      const [found] = schedules.filter(({ name }) => name === "s");
      expect(found?.schedule, more).toBeUndefined();
      expect(found?.unknowns.length, more).toBeGreaterThan(0);
    }
  });

  it("survive half-typed text and random edits", async () => {
    const text = `import torch
from torch.optim.lr_scheduler import LambdaLR
o = torch.optim.SGD([{"params": a, "lr": 0.1}, {"params": b}], lr=0.5)
def f(k, *, w=10, **more):
    return min(1, k / w) if k < w else 0.5 ** (k // 10)
s = LambdaLR(o, [lambda k: f(k), f])
for epoch in range(10):
    for i, x in enumerate(loader):
        if i % 2 == 0:
            o.step(); s.step()
    for g in o.param_groups:
        g["lr"] *= 0.9
`;
    let state = 7;
    const next = (limit: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    const pieces = [
      "(",
      ")",
      "[",
      ":",
      "=",
      "\n",
      "    ",
      "lambda",
      "*",
      "**",
      "for",
      "0",
      ",",
      "\\",
      '"',
      "if x",
    ];
    for (let end = 0; end <= text.length; end += 17)
      await read(`${text.slice(0, end)} # lr_scheduler`);
    for (let round = 0; round < 60; round++) {
      const at = next(text.length);
      const piece = pieces[next(pieces.length)] ?? "";
      await read(`${text.slice(0, at)}${piece}${text.slice(at + next(6))} # lr_scheduler`);
    }
  });
});
