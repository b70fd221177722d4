import { FOREIGN_TEXTS } from "../handles/foreignTexts";

const script = (made: string, steps: number, optimizer = "SGD"): string => `import torch
optimizer = torch.optim.${optimizer}(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.${made}
for step in range(${steps}):
    optimizer.step()
    scheduler.step()
`;

/** Files of other programs that torch's own schedulers or code of our own are written for. */
export const FOREIGN_SOURCES: Readonly<Record<string, string>> = {
  ...FOREIGN_TEXTS,
  "exponential.py": script("ExponentialLR(optimizer, gamma=0.97)", 120),
  "polynomial.py": script("PolynomialLR(optimizer, total_iters=200, power=2.0)", 200),
  "line.py": script("LinearLR(optimizer, start_factor=0.1, total_iters=50)", 200),
  "restarts.py": script("CosineAnnealingWarmRestarts(optimizer, T_0=50, T_mult=2)", 350),
  "cyclic.py": script(
    "CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=40, cycle_momentum=False)",
    300,
  ),
  "halvedCycles.py": script(
    'CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=30, step_size_down=20, mode="triangular2", cycle_momentum=False)',
    260,
  ),
  "fadingCycles.py": script(
    'CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=25, mode="exp_range", gamma=0.995, cycle_momentum=False)',
    210,
  ),
  "decay.keras.py": `import keras
schedule = keras.optimizers.schedules.PolynomialDecay(0.1, decay_steps=300, end_learning_rate=0.001, power=0.9)
optimizer = keras.optimizers.SGD(schedule)
for step in range(300):
    train_step()
`,
  "decay.optax.py": `import optax
schedule = optax.polynomial_schedule(init_value=0.1, end_value=0.001, power=3, transition_steps=250)
optimizer = optax.sgd(schedule)
for step in range(400):
    train_step()
`,
  "decay.trainer.py": `from transformers import TrainingArguments
args = TrainingArguments(
    "out",
    max_steps=500,
    learning_rate=1e-4,
    warmup_steps=50,
    lr_scheduler_type="polynomial",
    lr_scheduler_kwargs={"lr_end": 1e-6, "power": 1.5},
)
`,
  "between.py": script("OneCycleLR(optimizer, max_lr=0.5, total_steps=90, pct_start=0.25)", 90),
  "threePhases.py": script(
    "OneCycleLR(optimizer, max_lr=0.5, total_steps=500, pct_start=0.45, three_phase=True)",
    500,
  ),
  "lines.py": script(
    'OneCycleLR(optimizer, max_lr=0.5, total_steps=777, anneal_strategy="linear")',
    777,
    "AdamW",
  ),
  "plainCycle.py": script(
    "OneCycleLR(optimizer, max_lr=0.5, total_steps=300, cycle_momentum=False)",
    300,
    "AdamW",
  ),
};
