import { describe, expect, it } from "vitest";
import { withEdits } from "../../../src/core/edit/rebase";
import { foreignFixes } from "../../../src/core/foreignFixes/foreignFixes";
import type { Analysis } from "../../../src/core/analysis";
import type { Problem } from "../../../src/core/problem";
import { changed } from "../../harness/handleCases";
import { readFormat } from "../formats/read";

const loop = (made: string, optimizer = "SGD(m.parameters(), lr=0.1)"): string => `import torch
opt = torch.optim.${optimizer}
s = torch.optim.lr_scheduler.${made}
for i in range(100):
    opt.step()
    s.step()
`;

const AXOLOTL = `base_model: x
micro_batch_size: 2
learning_rate: 2e-5
lr_scheduler: cosine
warmup_steps: 400
max_steps: 500
`;

interface Mended {
  readonly name: string;
  readonly rule: string;
  readonly text: string;
  /** What stands once in the text, and what the fix has in its place. */
  readonly before: string;
  readonly after: string;
  readonly title: string;
}

// expected by hand: a twentieth of a run that is shorter than twice β2's memory, else 2 / (1 − β2) …
const MENDED: readonly Mended[] = [
  {
    name: "axolotl.yaml",
    rule: "warmup-too-long",
    text: AXOLOTL,
    ...{ before: "warmup_steps: 400", after: "warmup_steps: 25" },
    title: "Set warmup_steps to 25",
  },
  {
    name: "axolotl.yaml",
    rule: "warmup-longer-than-run",
    text: AXOLOTL.replace("400", "800"),
    ...{ before: "warmup_steps: 800", after: "warmup_steps: 25" },
    title: "Set warmup_steps to 25",
  },
  {
    name: "axolotl.yaml",
    rule: "adam-without-warmup",
    text: AXOLOTL.replace("400", "0").replace("2e-5", "2.0e-2"),
    ...{ before: "warmup_steps: 0", after: "warmup_steps: 25" },
    title: "Set warmup_steps to 25",
  },
  {
    name: "ds_config.json",
    rule: "warmup-too-long",
    text: `{
  "optimizer": { "type": "AdamW", "params": { "lr": 3e-4 } },
  "scheduler": {
    "type": "WarmupDecayLR",
    "params": { "warmup_max_lr": 3e-4, "warmup_num_steps": 700, "warmup_type": "linear", "total_num_steps": 1000 }
  }
}
`,
    ...{ before: '"warmup_num_steps": 700', after: '"warmup_num_steps": 50' },
    title: "Set warmup_num_steps to 50",
  },
  {
    name: "train.toml",
    rule: "warmup-too-long",
    text: `[optimizer]
name = "AdamW"
lr = 8e-4
[lr_scheduler]
warmup_steps = 7_00 # for now
[training]
steps = 1_000
`,
    ...{ before: "warmup_steps = 7_00 #", after: "warmup_steps = 50 #" },
    title: "Set warmup_steps to 50",
  },
  {
    name: "run.sh",
    rule: "warmup-too-long",
    text: `torchrun train.py \\
  --learning_rate 2e-5 --warmup_ratio 0.8 \\
  --lr_scheduler_type "cosine" --max_steps 1000
`,
    ...{ before: "--warmup_ratio 0.8", after: "--warmup_ratio 0.05" },
    title: "Set warmup_ratio to 0.05",
  },
  {
    name: "pretrain.sh",
    rule: "never-decays",
    text: `python pretrain_gpt.py --lr 1e-4 --min-lr 1e-5 --lr-decay-style cosine \\
  --lr-warmup-iters 200 --train-iters 5000 --lr-decay-iters 50000
`,
    ...{ before: "--lr-decay-iters 50000", after: "--lr-decay-iters 5000" },
    title: "Set lr-decay-iters to 5000",
  },
  {
    name: "mlx.yaml",
    rule: "decay-does-not-finish",
    text: `model: m
iters: 1000
lr_schedule:
  name: cosine_decay
  warmup: 100
  warmup_init: 1.0e-7
  arguments: [1.0e-5, 2000, 1.0e-7]
`,
    ...{ before: "2000", after: "900" },
    title: "Set decay_steps to 900",
  },
  {
    name: "solver.prototxt",
    rule: "never-decays",
    text: `base_lr: 0.01
lr_policy: "step"
gamma: 0.1
stepsize: 5000
max_iter: 3000
`,
    ...{ before: "stepsize: 5000", after: "stepsize: 1000" },
    title: "Set stepsize to 1000",
  },
  {
    name: "argparse.py",
    rule: "decay-stops-high",
    text: `import argparse, torch
from transformers import get_cosine_schedule_with_warmup
p = argparse.ArgumentParser()
p.add_argument("--decay", type=int, default="2000")
args = p.parse_args()
opt = torch.optim.SGD(model.parameters(), lr=0.1)
s = get_cosine_schedule_with_warmup(opt, 60, args.decay)
for step in range(1000):
    opt.step()
    s.step()
`,
    ...{ before: 'default="2000"', after: 'default="1000"' },
    title: 'Set num_training_steps to "1000"',
  },
  {
    // 0.01 ^ (1 / 99)
    name: "exponential.py",
    rule: "dead-tail",
    text: loop("ExponentialLR(opt, gamma=.5)"),
    ...{ before: "gamma=.5", after: "gamma=.9545" },
    title: "Set gamma to .9545",
  },
  {
    name: "step.py",
    rule: "never-decays",
    text: loop("StepLR(opt, 300, gamma=.1)"),
    ...{ before: "300", after: "34" },
    title: "Set step_size to 34",
  },
  {
    name: "floor.py",
    rule: "never-decays",
    text: loop("CosineAnnealingLR(opt, T_max=100, eta_min=1e-2)", "SGD(m.parameters(), lr=1e-3)"),
    ...{ before: "eta_min=1e-2", after: "eta_min=0.0" },
    title: "Set eta_min to 0.0",
  },
  {
    name: "rising.py",
    rule: "high-constant-rate",
    text: loop("StepLR(opt, 30, gamma=10)"),
    ...{ before: "gamma=10", after: "gamma=0.1" },
    title: "Set gamma to 0.1",
  },
  {
    // that it rises for more than half of the run has no warmup to shorten, but a factor that is upside down
    name: "doubling.py",
    rule: "never-decays",
    text: loop("MultiStepLR(opt, [30, 60], gamma=2)"),
    ...{ before: "gamma=2", after: "gamma=0.5" },
    title: "Set gamma to 0.5",
  },
  {
    name: "below.py",
    rule: "negative-value",
    text: loop("CosineAnnealingLR(opt, 100, eta_min=-1e-3)"),
    ...{ before: "eta_min=-1e-3", after: "eta_min=0.0" },
    title: "Set eta_min to 0.0",
  },
];

function findingOf({ problems }: Analysis, rule: string): Problem {
  const found = problems.find(({ code }) => code === rule);
  if (!found) throw new Error(`${rule} finds nothing: ${problems.map(({ code }) => code).join()}`);
  return found;
}

async function fixesOf(name: string, text: string, rule: string) {
  const analysis = await readFormat(name, text);
  return foreignFixes(analysis, findingOf(analysis, rule), ({ edits }) =>
    readFormat(name, withEdits(text, edits)),
  );
}

describe("one number of another program's file that mends what a rule has found", () => {
  it.each(MENDED)("$name: $rule", async ({ name, rule, text, before, after, title }) => {
    const fixes = await fixesOf(name, text, rule);
    expect(fixes.map(({ edits }) => withEdits(text, edits))).toEqual([
      changed(text, before, after),
    ]);
    expect(fixes[0]).toMatchObject({ title, preferred: true });
    const again = await readFormat(name, withEdits(text, fixes[0]?.edits ?? []));
    expect(again.problems.map(({ code }) => code)).not.toContain(rule);
  });

  it("is not offered where none does", async () => {
    const constant = AXOLOTL.replace("cosine", "constant").replace("2e-5", "2.0e-2");
    expect(await fixesOf("axolotl.yaml", constant, "high-constant-rate")).toEqual([]);
  });

  it("is not offered for a warmup where no number says one", async () => {
    const text = loop("MultiStepLR(opt, [30, 60], gamma=2)");
    expect(await fixesOf("doubling.py", text, "warmup-too-long")).toEqual([]);
  });

  it("is not offered where the number is computed", async () => {
    const text = loop("StepLR(opt, 3 * 100, gamma=.1)");
    const fixes = await fixesOf("step.py", text, "never-decays");
    expect(fixes).toEqual([]);
  });

  it("is not offered where it would trade the finding for another", async () => {
    const text = loop("ExponentialLR(opt, gamma=.5)");
    const analysis = await readFormat("exponential.py", text);
    const worse = await readFormat("step.py", loop("StepLR(opt, 30, gamma=10)"));
    const fixes = await foreignFixes(analysis, findingOf(analysis, "dead-tail"), () =>
      Promise.resolve(worse),
    );
    expect(fixes).toEqual([]);
  });

  it("leaves the fixes that a rule brings with it alone", async () => {
    const text = loop("CosineAnnealingLR(opt, T_max=200)");
    expect(await fixesOf("cosine.py", text, "cosine-no-finish")).toEqual([]);
  });
});
