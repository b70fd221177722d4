import type { Trap } from "./trap";

const ARGUMENTS = (more: string): string => `from transformers import TrainingArguments

arguments = TrainingArguments(
    output_dir="out", learning_rate=2e-5, max_steps=1000, ${more}
)
`;

/** transformers, optax, Keras, timm and Lightning in Python. */
export const SCRIPT_TRAPS: readonly Trap[] = [
  {
    trap: "warmup_ratio, gone in transformers 5",
    file: "ratio.py",
    text: ARGUMENTS('lr_scheduler_type="cosine", warmup_ratio=0.1'),
    code: "warmup-ratio-removed",
    marked: "warmup_ratio",
    says: "TypeError",
    fix: { before: "warmup_ratio", after: "warmup_steps" },
  },
  {
    trap: "a warmup that constant ignores",
    file: "constant.py",
    text: ARGUMENTS('lr_scheduler_type="constant", warmup_steps=100'),
    code: "warmup-ignored",
    marked: "100",
    says: "ignores warmup_steps",
    fix: { before: '"constant"', after: '"constant_with_warmup"' },
  },
  {
    trap: "a rate where min_lr_rate takes a share",
    file: "min_lr_rate.py",
    text: ARGUMENTS(
      'lr_scheduler_type="cosine_with_min_lr", lr_scheduler_kwargs={"min_lr_rate": 2e-6}',
    ),
    code: "share-looks-absolute",
    marked: "2e-6",
    says: "min_lr_rate is a share of the rate: 2e-4% of the peak is a rate of 4e-11",
    fix: { before: "2e-6", after: "1e-1" },
  },
  {
    trap: "a rate where alpha takes a share, in Keras",
    file: "alpha.py",
    text: `import keras

schedule = keras.optimizers.schedules.CosineDecay(1e-3, decay_steps=1000, alpha=1e-5)
optimizer = keras.optimizers.Adam(schedule)
`,
    code: "share-looks-absolute",
    marked: "1e-5",
    says: "0.001% of the peak is a rate of 1e-8",
    fix: { before: "alpha=1e-5", after: "alpha=1e-2" },
  },
  {
    trap: "a rate where alpha takes a share, in optax",
    file: "optax_alpha.py",
    text: `import optax

schedule = optax.cosine_decay_schedule(1e-3, 1000, alpha=5e-5)
optimizer = optax.adam(schedule)
`,
    code: "share-looks-absolute",
    marked: "5e-5",
    says: "0.005% of the peak is a rate of 5e-8",
    fix: { before: "alpha=5e-5", after: "alpha=5e-2" },
  },
  {
    trap: "boundaries of Keras, which hold one step longer",
    file: "boundaries.py",
    text: `import keras

schedule = keras.optimizers.schedules.PiecewiseConstantDecay([100, 200], [0.1, 0.01, 0.001])
`,
    code: "piecewise-late",
    marked: "[100, 200]",
    says: "Step 100 still has the rate from before its boundary",
    fix: { before: "[100, 200]", after: "[99, 199]" },
    stays: true,
  },
  {
    trap: "warmup_steps of Keras without a target",
    file: "warmup_target.py",
    text: `import keras

schedule = keras.optimizers.schedules.CosineDecay(0.1, 1000, warmup_steps=100)
`,
    code: "warmup-ignored",
    marked: "100",
    says: "without warmup_target",
  },
  {
    trap: "timm's polynomial by default",
    file: "poly.py",
    text: `import torch
from timm.scheduler import create_scheduler_v2

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler, epochs = create_scheduler_v2(optimizer, sched="poly", num_epochs=100)
for epoch in range(100):
    optimizer.step()
    scheduler.step(epoch + 1)
`,
    code: "timm-poly-power",
    marked: '"poly"',
    says: "The polynomial has the power 0.1, the default of decay_rate",
    fix: { before: "num_epochs=100)", after: "num_epochs=100, decay_rate=1.0)" },
  },
  {
    trap: "an interval of Lightning that is not the horizon's",
    file: "interval.py",
    text: `import lightning as L
import torch


class Model(L.LightningModule):
    def configure_optimizers(self):
        optimizer = torch.optim.AdamW(self.parameters(), lr=1e-3)
        scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=90)
        return {"optimizer": optimizer, "lr_scheduler": {"scheduler": scheduler, "interval": "epoch"}}


trainer = L.Trainer(max_epochs=30)
`,
    code: "cosine-no-finish",
    marked: "90",
    says: "T_max is 90, but step() is called 30 times only",
    fix: { before: "T_max=90", after: "T_max=30" },
  },
];
