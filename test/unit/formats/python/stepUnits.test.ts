import { describe, expect, it } from "vitest";
import { readFormat, told } from "../read";

const MISMATCH = "step-unit-mismatch";
const found = async (text: string): Promise<string[]> =>
  told(await readFormat("train.py", text)).filter((one) => one.startsWith(MISMATCH));

const optax = (schedule: string, epochs = 30): string => `import optax
schedule = optax.${schedule}
tx = optax.adam(schedule)
state = tx.init(params)
for epoch in range(${epochs}):
    for batch in loader:
        updates, state = tx.update(grads(batch), state, params)
        params = optax.apply_updates(params, updates)
`;

describe("a schedule of optax, whose count goes by updates", () => {
  it.each([
    ["cosine_decay_schedule(0.1, 30)", "30"],
    ["cosine_decay_schedule(0.1, decay_steps=25)", "25"],
    ["warmup_cosine_decay_schedule(0.0, 0.1, warmup_steps=5, decay_steps=30)", "30"],
    ["linear_schedule(0.1, 0.0, 30)", "30"],
    ["cosine_onecycle_schedule(30, 0.1)", "30"],
  ])("%s is over within the first epoch of thirty", async (schedule, blamed) => {
    expect(await found(optax(schedule))).toEqual([`${MISMATCH}: ${blamed}`]);
  });

  it.each([
    ["longer than the epochs", optax("cosine_decay_schedule(0.1, 31)")],
    ["a warmup, which ends before the run", optax("linear_schedule(0.0, 0.1, 30)")],
    ["a transition that goes on and on", optax("exponential_decay(0.1, 30, 0.9)")],
    ["of one epoch", optax("cosine_decay_schedule(0.1, 30)", 1)],
    [
      "of one loop, whose rounds are updates",
      optax("cosine_decay_schedule(0.1, 30)").replace("    for batch in loader:\n    ", ""),
    ],
  ])("%s is not blamed", async (_, text) => {
    expect(await found(text)).toEqual([]);
  });
});

describe("a schedule of Keras, whose optimizer counts its updates", () => {
  const keras = (schedule: string): string => `import keras
model = keras.Sequential([])
model.compile(optimizer=keras.optimizers.SGD(keras.optimizers.schedules.${schedule}))
model.fit(x, y, epochs=20, steps_per_epoch=100)
`;

  it.each([
    ["CosineDecay(0.1, 20)", [`${MISMATCH}: 20`]],
    ["PolynomialDecay(0.1, decay_steps=20)", [`${MISMATCH}: 20`]],
    ["CosineDecay(0.1, 2000)", []],
    ["ExponentialDecay(0.1, 20, 0.96)", []],
  ])("%s", async (schedule, said) => {
    expect(await found(keras(schedule))).toEqual(said);
  });
});

describe("a schedule of transformers that Lightning steps", () => {
  const lightning = (steps: string, entry: string): string => `import lightning as L, torch
from transformers import get_linear_schedule_with_warmup
class Net(L.LightningModule):
    def configure_optimizers(self):
        opt = torch.optim.AdamW(self.parameters(), lr=1e-3)
        sched = get_linear_schedule_with_warmup(opt, 2, num_training_steps=${steps})
        return {"optimizer": opt, "lr_scheduler": ${entry}}
L.Trainer(max_epochs=12).fit(Net(), loader)
`;
  const BY_STEP = '{"scheduler": sched, "interval": "step"}';

  it.each([
    ["self.trainer.estimated_stepping_batches", "sched"],
    ["len(self.train_loader) * 12", '{"scheduler": sched}'],
  ])("counts batches by %s, and is stepped by epochs", async (steps, entry) => {
    expect(await found(lightning(steps, entry))).toEqual([
      `${MISMATCH}: get_linear_schedule_with_warmup`,
    ]);
    expect(await found(lightning(steps, BY_STEP))).toEqual([]);
  });

  it("counts epochs, and is stepped by batches", async () => {
    expect(await found(lightning("12", BY_STEP))).toHaveLength(1);
    expect(await found(lightning("12", "sched"))).toEqual([]);
  });
});

it("names epochs that a loop's schedule of transformers takes for updates, and the reverse", async () => {
  const loop = (steps: string, by: string): string => `import torch
from transformers import get_cosine_schedule_with_warmup
opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
sched = get_cosine_schedule_with_warmup(opt, 1, ${steps})
for epoch in range(8):
    for batch in train_loader:
        opt.step()
${by}sched.step()
`;
  const [perBatch, perEpoch] = [" ".repeat(8), " ".repeat(4)];
  expect(await found(loop("8", perBatch))).toEqual([`${MISMATCH}: sched.step`]);
  expect(await found(loop("8 * len(train_loader)", perEpoch))).toEqual([`${MISMATCH}: sched.step`]);
  expect(await found(loop("8 * len(train_loader)", perBatch))).toEqual([]);
  expect(await found(loop("8", perEpoch))).toEqual([]);
});
