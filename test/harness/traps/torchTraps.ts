import type { Trap } from "./trap";

const SGD = `import torch
from torch.optim.lr_scheduler import (
    ChainedScheduler, ConstantLR, CosineAnnealingLR, LambdaLR, LinearLR, OneCycleLR, StepLR
)

model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
`;

const PER_BATCH = `for epoch in range(90):
    for batch in range(100):
        optimizer.step()
        scheduler.step()
`;

const PER_EPOCH = `for epoch in range(90):
    for batch in range(100):
        optimizer.step()
    scheduler.step()
`;

const script = (scheduler: string, loop: string): string =>
  `${SGD}scheduler = ${scheduler}\n${loop}`;

/** torch's schedulers in a loop of 90 epochs of 100 batches. */
export const TORCH_TRAPS: readonly Trap[] = [
  {
    trap: "stepped per batch, its horizon in epochs",
    file: "per_batch.py",
    text: script("CosineAnnealingLR(optimizer, T_max=90)", PER_BATCH),
    code: "step-unit-mismatch",
    marked: "scheduler.step",
    says: "step() is called after every batch",
  },
  {
    trap: "stepped per epoch, its horizon in batches",
    file: "per_epoch.py",
    text: script("CosineAnnealingLR(optimizer, T_max=9000)", PER_EPOCH),
    code: "cosine-no-finish",
    marked: "9000",
    says: "T_max is 9,000, but step() is called 90 times only",
    fix: { before: "T_max=9000", after: "T_max=90" },
  },
  {
    trap: "never stepped",
    file: "never_stepped.py",
    text: script(
      "StepLR(optimizer, step_size=30)",
      PER_EPOCH.replace("    scheduler.step()\n", ""),
    ),
    code: "scheduler-never-stepped",
    marked: "StepLR",
    says: "Nothing in this file calls scheduler.step()",
  },
  {
    trap: "stepped before the optimizer",
    file: "step_order.py",
    text: script(
      "StepLR(optimizer, step_size=30)",
      "for epoch in range(90):\n    scheduler.step()\n    for batch in range(100):\n        optimizer.step()\n",
    ),
    code: "step-order",
    marked: "scheduler.step",
    says: "scheduler.step() comes before optimizer.step()",
  },
  {
    trap: "T_max below the loop's length",
    file: "t_max_short.py",
    text: script("CosineAnnealingLR(optimizer, T_max=50)", PER_EPOCH),
    code: "cosine-rises-again",
    marked: "50",
    says: "T_max is 50, but step() is called 90 times",
    fix: { before: "T_max=50", after: "T_max=90" },
  },
  {
    trap: "T_max above the loop's length",
    file: "t_max_long.py",
    text: script("CosineAnnealingLR(optimizer, T_max=200)", PER_EPOCH),
    code: "cosine-no-finish",
    marked: "200",
    says: "T_max is 200, but step() is called 90 times only",
    fix: { before: "T_max=200", after: "T_max=90" },
  },
  {
    trap: "total_steps above the loop's length",
    file: "total_steps_long.py",
    text: script("OneCycleLR(optimizer, max_lr=0.1, total_steps=20_000)", PER_BATCH),
    code: "decay-does-not-finish",
    marked: "20_000",
    says: "The decay would reach 4.013e-7 at step 20,000, but the run ends after 9,000 steps",
    fix: { before: "20_000", after: "9_000" },
  },
  {
    trap: "total_steps below the loop's length",
    file: "total_steps_short.py",
    text: script("OneCycleLR(optimizer, max_lr=0.1, total_steps=8000)", PER_BATCH),
    code: "past-the-end",
    marked: "8000",
    says: "The run has more updates than the 8,000 steps of the cycle",
    fix: { before: "8000", after: "9000" },
  },
  {
    trap: "a warmup counted twice",
    file: "warmup_twice.py",
    text: script(
      "ChainedScheduler([LinearLR(optimizer, 0.1, total_iters=5), ConstantLR(optimizer, 0.5, 10)])",
      PER_EPOCH,
    ),
    code: "warmup-twice",
    marked: "ConstantLR",
    says: "This is the second warmup in one ChainedScheduler",
  },
  {
    trap: "a LambdaLR that returns a rate",
    file: "lambda_rate.py",
    text: script("LambdaLR(optimizer, lambda epoch: 0.1 * 0.97**epoch)", PER_EPOCH),
    code: "lambda-returns-rate",
    marked: "lambda epoch: 0.1 * 0.97**epoch",
    says: "The function gives 0.1, the rate itself, but LambdaLR multiplies it by the optim",
  },
  {
    trap: "an absolute floor that was meant as a share",
    file: "eta_min.py",
    text: script("CosineAnnealingLR(optimizer, T_max=90, eta_min=0.1)", PER_EPOCH).replace(
      "lr=0.1",
      "lr=0.01",
    ),
    code: "never-decays",
    marked: "CosineAnnealingLR(optimizer, T_max=90, eta_min=0.1)",
    says: "The rate rises to 0.09997 at the last step. A range test ends so",
    fix: { before: "eta_min=0.1", after: "eta_min=0.0" },
  },
  {
    trap: "a step that never comes",
    file: "decay_missed.py",
    text: script("StepLR(optimizer, step_size=90 / 4)", PER_EPOCH),
    code: "decay-missed",
    marked: "90 / 4",
    says: "step_size is 22.5: StepLR decays where the count of steps is an exact multiple of it",
  },
];
