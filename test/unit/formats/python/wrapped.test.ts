import { expect, it } from "vitest";
import { readFormat } from "../read";

const listed = async (text: string) =>
  (await readFormat("train.py", text)).schedules.map(({ name, schedule, unknowns }) => ({
    name,
    drawn: schedule !== undefined,
    asked: unknowns.length > 0,
  }));

const torch = (body: string, inner: string): string => `import torch
from torch.optim.lr_scheduler import LRScheduler, CosineAnnealingLR

class Late(LRScheduler):
    def __init__(self, optimizer, after):
        self.after = after
        super().__init__(optimizer)

    def get_lr(self):
        return [${body} for base in self.base_lrs]

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
inner = ${inner}
schedule = Late(optimizer, after=inner)
for epoch in range(30):
    optimizer.step()
    schedule.step()
`;

it("lists a scheduler once that one of the script's own is given", async () => {
  const text = torch("base * self.last_epoch / 30", "CosineAnnealingLR(optimizer, 30)");
  expect(await listed(text)).toEqual([{ name: "schedule", drawn: true, asked: false }]);
});

it("names what the inner one gives, and draws nothing", async () => {
  const text = torch("self.after.get_last_lr()[0]", "CosineAnnealingLR(optimizer, 30)");
  expect(await listed(text)).toEqual([{ name: "schedule", drawn: false, asked: true }]);
});

it("draws nothing where it steps the inner one, which sets the same rates", async () => {
  const step = `    def step(self, epoch=None):
        if self.last_epoch >= 5:
            self.after.step()
        else:
            super().step()

optimizer =`;
  const text = torch("base", "CosineAnnealingLR(optimizer, 30)").replace("optimizer =", step);
  expect(await listed(text)).toEqual([{ name: "schedule", drawn: false, asked: true }]);
});

it("lists a schedule of Keras once that one of the script's own is given", async () => {
  const text = (compiled: string): string => `import keras
class Warmup(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, after):
        self.after = after

    def __call__(self, step):
        return self.after(step) * min(1.0, (step + 1) / 10)

cosine = keras.optimizers.schedules.CosineDecay(0.1, 100)
warmup = Warmup(cosine)
model.compile(keras.optimizers.SGD(${compiled}))
`;
  expect(await listed(text("warmup"))).toEqual([{ name: "warmup", drawn: true, asked: false }]);
  expect(await listed(text("cosine"))).toHaveLength(2);
});
