import { describe, expect, it } from "vitest";
import { behind } from "../../../src/core/handles/constants";
import type { AxisName } from "../../../src/core/handles/handle";
import { readFormat } from "../formats/read";
import { handleOf, scheduleOf } from "./moving";

const COMPUTED = "it is computed, not written as a number";
const LOOP = `for epoch in range(90):
    opt.step()
    s.step()
`;
const HYDRA = (rate: string): string => `optimizer:
  _target_: torch.optim.SGD
  lr: ${rate}
scheduler:
  _target_: torch.optim.lr_scheduler.MultiStepLR
  milestones: [30, 60]
trainer:
  max_epochs: 90
`;

interface Refused {
  readonly name: string;
  readonly text: string;
  readonly id: string;
  readonly axis: AxisName;
  readonly reason?: string;
  /** What is selected when one goes to the place. */
  readonly place: string;
  readonly values?: Readonly<Record<string, number>>;
}

const CASES: readonly Refused[] = [
  {
    name: "torch.py",
    text: `import torch
base = 1e-4
opt = torch.optim.SGD(m.parameters(), lr=base * 8)
s = torch.optim.lr_scheduler.StepLR(opt, 30)
${LOOP}`,
    ...{ id: "lr", axis: "level", place: "base * 8" },
  },
  {
    name: "loop.py",
    text: `import torch
n = 45
opt = torch.optim.SGD(m.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.StepLR(opt, 30)
for epoch in range(2 * n):
    opt.step()
    s.step()
`,
    ...{ id: "length", axis: "time", place: "for epoch in range(2 * n):" },
  },
  {
    name: "symbol.py",
    text: `import torch
opt = torch.optim.SGD(m.parameters(), lr=find_rate())
s = torch.optim.lr_scheduler.StepLR(opt, 30)
${LOOP}`,
    values: { "find_rate()": 0.1 },
    reason: "only the running program knows find_rate()",
    ...{ id: "lr", axis: "level", place: "find_rate()" },
  },
  {
    name: "required.py",
    text: `import argparse, torch
p = argparse.ArgumentParser()
p.add_argument("--steps", type=int, required=True)
a = p.parse_args()
opt = torch.optim.SGD(m.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, a.steps)
for i in range(a.steps):
    opt.step()
    s.step()
`,
    values: { "--steps": 100 },
    reason: "only the running program knows --steps",
    ...{ id: "T_max", axis: "time", place: "a.steps" },
  },
  {
    name: "transformers.py",
    text: `import torch
from transformers import get_cosine_schedule_with_warmup
opt = torch.optim.SGD(m.parameters(), lr=0.1)
s = get_cosine_schedule_with_warmup(opt, 90 // 9, 90)
${LOOP}`,
    ...{ id: "num_warmup_steps+lr", axis: "time", place: "90 // 9" },
  },
  {
    name: "arguments.py",
    text: `from transformers import TrainingArguments
args = TrainingArguments("out", learning_rate=2e-5 * 4, warmup_steps=100, max_steps=1000)
`,
    ...{ id: "warmup_steps+learning_rate", axis: "level", place: "2e-5 * 4" },
  },
  {
    name: "optax.py",
    text: `import optax
lr = optax.warmup_cosine_decay_schedule(0.0, 3e-4, 10 * 100, 20_000)
`,
    ...{ id: "warmup_steps+peak_value", axis: "time", place: "10 * 100" },
  },
  {
    name: "keras.py",
    text: `import keras
s = keras.optimizers.schedules.CosineDecay(0.0, 1000, warmup_target=1e-3 * 2, warmup_steps=100)
`,
    ...{ id: "warmup_steps+warmup_target", axis: "level", place: "1e-3 * 2" },
  },
  {
    name: "mmengine.py",
    text: `optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.02 * 2, momentum=0.9))
train_cfg = dict(max_epochs=12)
param_scheduler = [dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[8, 11])]
`,
    ...{ id: "lr", axis: "level", place: "param_scheduler" },
  },
  {
    name: "fastai.py",
    text: `from fastai.vision.all import *
learn = vision_learner(dls, resnet34, metrics=accuracy)
learn.fit_one_cycle(n_epoch=3, lr_max=1e-2 / 2, pct_start=0.25)
`,
    values: { "len(dls.train)": 100 },
    ...{ id: "pct_start+lr_max", axis: "level", place: "learn.fit_one_cycle" },
  },
  {
    name: "composer.py",
    text: `import torch
from composer import Trainer
from composer.optim import CosineAnnealingWithWarmupScheduler
n = 100
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
scheduler = CosineAnnealingWithWarmupScheduler(t_warmup=f"{n}ba", alpha_f=0.1)
trainer = Trainer(model=m, optimizers=optimizer, schedulers=scheduler, max_duration="1000ba")
trainer.fit()
`,
    ...{ id: "t_warmup+lr", axis: "time", place: 'f"{n}ba"' },
  },
  {
    name: "hydra.yaml",
    text: HYDRA("${oc.env:LR}"),
    values: { "${oc.env:LR}": 0.1 },
    reason: "only the running program knows ${oc.env:LR}",
    ...{ id: "lr", axis: "level", place: "${oc.env:LR}" },
  },
  {
    name: "axolotl.yaml",
    text: `base_model: x
micro_batch_size: 2
learning_rate: \${LR}
lr_scheduler: cosine
warmup_steps: 10
max_steps: 500
`,
    values: { "${LR}": 1e-4 },
    reason: "only the running program knows ${LR}",
    ...{ id: "warmup_steps+learning_rate", axis: "level", place: "${LR}" },
  },
];

describe("a number of another program's file that is no literal", () => {
  it.each(CASES)("is refused with its reason and its place: $name", async (row) => {
    const { name, text, id, axis, place, reason = COMPUTED, values = {} } = row;
    const analysis = await readFormat(name, text, { values });
    const refusal = handleOf(analysis, `learningRate/${id}`)[axis]?.refusal;
    expect(refusal?.reason).toBe(reason);
    const { source } = scheduleOf(analysis);
    const at = behind(analysis.document, source, refusal ?? { path: [] }).place;
    expect(at && text.slice(at.range.start, at.range.end)).toBe(place);
    expect(at?.uri).toBeUndefined();
  });

  it("is the literal of the branch that the user chose, which is moved", async () => {
    const text = `import torch
opt = torch.optim.SGD(m.parameters(), lr=0.1 if big else 0.2)
s = torch.optim.lr_scheduler.StepLR(opt, 30)
${LOOP}`;
    for (const [big, literal] of [
      [1, "0.1"],
      [0, "0.2"],
    ] as const) {
      const analysis = await readFormat("choice.py", text, { values: { big } });
      const { level } = handleOf(analysis, "learningRate/lr");
      const [edit] = level?.edits?.(0.3) ?? [];
      expect(edit && text.slice(edit.range.start, edit.range.end)).toBe(literal);
    }
  });
});

describe("a number that a YAML alias stands for", () => {
  it("is moved at its anchor", async () => {
    const text = HYDRA("*rate").replace("optimizer:", "base: &rate 0.1 # shared\noptimizer:");
    const analysis = await readFormat("alias.yaml", text);
    const { level } = handleOf(analysis, "learningRate/lr");
    expect(level?.refusal).toBeUndefined();
    const [edit] = level?.edits?.(0.3) ?? [];
    expect(edit).toMatchObject({ text: "0.3", range: { start: text.indexOf("0.1") } });
  });

  it("that PyYAML reads as a text is mended there", async () => {
    const text = `rate: &rate 2e-5
learning_rate: *rate
max_steps: 500
lr_scheduler_type: cosine
warmup_steps: 25
`;
    const { problems } = await readFormat("sft.yaml", text);
    const told = problems.find(({ code }) => code === "yaml-number-is-text");
    expect(told?.message).toContain("PyYAML reads 2e-5 as a text");
    expect(told && text.slice(told.range.start, told.range.end)).toBe("*rate");
    expect(told?.fixes[0]?.edits).toEqual([
      { range: { start: text.indexOf("2e-5"), end: text.indexOf("2e-5") + 4 }, text: "2.0e-5" },
    ]);
  });
});
