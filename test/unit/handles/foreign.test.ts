import { describe, expect, it } from "vitest";
import type { Analysis } from "../../../src/core/analysis";
import { behind } from "../../../src/core/handles/constants";
import { confirmMove } from "../../../src/core/handles/foreign/confirmMove";
import {
  confirmScaled,
  scaleForeign,
  statedForeignLength,
} from "../../../src/core/handles/foreign/scaleForeign";
import type { AxisName, Handle } from "../../../src/core/handles/handle";
import { moveHandle, type Move, type Moved } from "../../../src/core/handles/moveHandle";
import { foreignText, saidOf } from "../../harness/foreignCases";
import { changed } from "../../harness/handleCases";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readFormat } from "../formats/read";
import { FOREIGN_TEXTS, OPEN_TEXTS } from "./foreignTexts";
import { bare, handleOf, handlesOf, scheduleOf } from "./moving";

const read = (name: string, text = foreignText(name)): Promise<Analysis> =>
  readFormat(name, text, { values: saidOf(name) });

function move(analysis: Analysis, handle: Handle, wish: Move): Moved {
  const { source, schedule } = scheduleOf(analysis);
  const around = bare(schedule?.length ?? 0, Math.abs(handle.value) || 1);
  const result = moveHandle({ document: analysis.document, source }, handle, wish, around);
  if ("refusal" in result) throw new Error(result.refusal.reason);
  return result;
}

/** The line that changes when an amount is set, and what reading again says of it. */
async function set(name: string, id: string, axis: AxisName, amount: number): Promise<string> {
  const analysis = await read(name);
  const handle = handleOf(analysis, `learningRate/${id}`);
  const moved = move(analysis, handle, { type: "exactly", axis, amount });
  const { text: old } = analysis.document;
  const text = applyTextEdits(old, moved.edits);
  const again = await read(name, text);
  const after = { schedule: scheduleOf(again), handles: handlesOf(again) };
  expect(confirmMove(scheduleOf(analysis), handle, moved, after)).toBeUndefined();
  expect(after.handles.find(({ id: other }) => other === handle.id)?.[axis]?.amount).toBe(amount);
  const [lines, before] = [text.split("\n"), old.split("\n")];
  expect(lines.length).toBe(before.length);
  return lines.filter((line, index) => line !== before[index]).join("\n");
}

describe("a handle of another program's schedule changes the one literal that says it", () => {
  it.each<[file: string, id: string, axis: AxisName, amount: number, line: string]>([
    ["cosine.py", "lr", "level", 0.002, "LR = 2e-3"],
    ["mpt.yaml", "t_warmup+lr", "time", 250, "  t_warmup: 250ba"],
    ["mpt.yaml", "max_duration+alpha_f", "time", 6000, "max_duration: 6000ba"],
    ["share.yaml", "t_warmup+lr", "time", 0.2, "  t_warmup: 0.2dur # of the run"],
    ["share.yaml", "max_duration+alpha_f", "time", 2000, 'max_duration: "2000ba"'],
    [
      "composerTimes.py",
      "milestones.0+gamma",
      "time",
      40,
      'scheduler = MultiStepScheduler(milestones=[Time(40, "ep"), "60ep"], gamma=0.2)',
    ],
    [
      "composerTimes.py",
      "milestones.1",
      "time",
      70,
      'scheduler = MultiStepScheduler(milestones=[Time(30, "ep"), "70ep"], gamma=0.2)',
    ],
    [
      "composerTimes.py",
      "max_duration",
      "time",
      120,
      "trainer = Trainer(model=model, optimizers=optimizer, schedulers=scheduler, max_duration=120, train_subset_num_batches=10)",
    ],
    ["timm.yaml", "epochs+min_lr", "time", 200, "epochs: 200"],
    ["timm.yaml", "epochs+min_lr", "level", 0.0001, "min_lr: 1.0e-04"],
    ["timm.yaml", "warmup_epochs+lr", "time", 50, "warmup_epochs: 50"],
    ["timm.yaml", "warmup_lr", "level", 0.001, "warmup_lr: 1.0e-03"],
    ["timmMilestones.yaml", "decay_milestones.1", "time", 70, "decay_milestones: [30, 70]"],
    [
      "cosine.py",
      "T_max+eta_min",
      "time",
      60,
      "sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=60, eta_min=1e-5)",
    ],
    [
      "cosine.py",
      "T_max+eta_min",
      "level",
      0.00005,
      "sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=90, eta_min=5e-5)",
    ],
    ["cosine.py", "length", "time", 120, "for epoch in range(120):"],
    [
      "multistep.py",
      "milestones.1",
      "time",
      70,
      "s = torch.optim.lr_scheduler.MultiStepLR(opt, milestones=[30, 70], gamma=0.1)",
    ],
    [
      "multistep.py",
      "milestones.0+gamma",
      "level",
      0.2,
      "s = torch.optim.lr_scheduler.MultiStepLR(opt, milestones=[30, 80], gamma=0.2)",
    ],
    [
      "step.py",
      "step_size+gamma",
      "time",
      20,
      "s = torch.optim.lr_scheduler.StepLR(opt, 20, gamma=.5)",
    ],
    [
      "step.py",
      "step_size+gamma",
      "level",
      0.25,
      "s = torch.optim.lr_scheduler.StepLR(opt, 30, gamma=.25)",
    ],
    [
      "sequence.py",
      "start_factor",
      "level",
      0.2,
      "warm = LinearLR(opt, start_factor=0.2, total_iters=5)",
    ],
    // the next scheduler takes over where the warmup ends
    [
      "sequence.py",
      "total_iters+lr",
      "time",
      8,
      `warm = LinearLR(opt, start_factor=0.1, total_iters=8)
s = SequentialLR(opt, [warm, CosineAnnealingLR(opt, 95)], milestones=[8])`,
    ],
    [
      "arguments.py",
      "warmup_ratio+learning_rate",
      "time",
      0.1,
      'args = TrainingArguments("out", learning_rate=2e-5, warmup_ratio=0.1, max_steps=1000,',
    ],
    [
      "argparse.py",
      "num_warmup_steps+lr",
      "level",
      0.0005,
      'p.add_argument("--lr", type=float, default=5e-4)',
    ],
    [
      "argparse.py",
      "num_warmup_steps+lr",
      "time",
      250,
      'p.add_argument("--warmup", type=int, default="250")',
    ],
    [
      "argparse.py",
      "num_training_steps",
      "time",
      12_500,
      'p.add_argument("--steps", type=int, default=12_500)',
    ],
    [
      "optax.py",
      "warmup_steps+peak_value",
      "level",
      0.001,
      "lr = optax.warmup_cosine_decay_schedule(0.0, 1e-3, 1_000, 20_000, end_value=3e-5)",
    ],
    [
      "mmengine.py",
      "milestones.0+gamma",
      "time",
      9,
      "    dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[9, 11], gamma=0.1),",
    ],
    // PyYAML has 3e-5 as a text
    [
      "axolotl.yaml",
      "warmup_steps+learning_rate",
      "level",
      3e-5,
      "learning_rate: 3.0e-5 # of the paper",
    ],
    ["axolotl.yaml", "max_steps", "time", 800, "max_steps: 800"],
    ["detectron2.yaml", "WARMUP_ITERS+BASE_LR", "time", 1000, "  WARMUP_ITERS: 1000"],
    ["multistep.yaml", "STEPS.0", "time", 100, "  STEPS: (100, 600) # of the paper"],
    ["multistep.yaml", "STEPS.1", "time", 700, "  STEPS: (300, 700) # of the paper"],
    ["mlx.yaml", "warmup+init", "level", 2e-5, "  arguments: [2.0e-5, 800, 1e-7]"],
    ["mlx.yaml", "decay_steps+end", "time", 500, "  arguments: [1e-5, 500, 1e-7]"],
    ["mlx.yaml", "decay_steps+end", "level", 1e-6, "  arguments: [1e-5, 800, 1.0e-6]"],
    ["mlx.yaml", "warmup_init", "level", 1e-6, "  warmup_init: 1.0e-6"],
    ["mlxStep.yaml", "init", "level", 0.002, "    - 2.0e-3 # found by a range test"],
    ["mlxStep.yaml", "step_size+decay_rate", "time", 100, "    - 100"],
    ["mlxStep.yaml", "step_size+decay_rate", "level", 0.25, "    - 0.25"],
    [
      "divisors.py",
      "div_factor",
      "level",
      20,
      "    opt, max_lr=0.5, total_steps=1000, div_factor=20.0, final_div_factor=1e3)",
    ],
    [
      "divisors.py",
      "final_div_factor",
      "level",
      500,
      "    opt, max_lr=0.5, total_steps=1000, div_factor=10.0, final_div_factor=5e2)",
    ],
    [
      "optaxCycle.py",
      "div_factor",
      "level",
      5,
      "lr = optax.cosine_onecycle_schedule(1_000, 0.5, 0.3, div_factor=5.0, final_div_factor=100.)",
    ],
    [
      "ds_config.json",
      "warmup_num_steps+warmup_max_lr",
      "level",
      0.0006,
      '      "warmup_max_lr": 6e-4,',
    ],
    [
      "run.sh",
      "warmup_ratio+learning_rate",
      "level",
      0.00001,
      "  --learning_rate 1e-5 --warmup_ratio 0.03 \\",
    ],
    ["pretrain.sh", "lr-warmup-iters+lr", "level", 0.0003, "LR=3e-4"],
    ["solver.prototxt", "stepvalue.0+gamma", "time", 1500, "stepvalue: 1500"],
    ["solver.prototxt", "base_lr", "level", 0.05, "base_lr: 0.05"],
    ["train.toml", "warmup_steps+lr", "level", 0.001, "lr = 1e-3"],
    ["diffusers.sh", "max_train_steps", "time", 2000, "STEPS=${STEPS:-2000}"],
    [
      "kohya.sh",
      "lr_warmup_steps+learning_rate",
      "time",
      50,
      "  --lr_scheduler=cosine --lr_warmup_steps=50 --max_train_steps=1000",
    ],
    ["mpt.yaml", "t_warmup+lr", "level", 0.0003, "  lr: 3.0e-4"],
    ["litgpt.yaml", "lr_warmup_steps+lr", "level", 0.0004, "    lr: 0.0004"],
    ["toolkit.yaml", "num_warmup_steps+lr", "time", 50, "          num_warmup_steps: 50"],
    ["levanter.yaml", "warmup+learning_rate", "time", 100, "  warmup: 100"],
    ["olmo.yaml", "t_warmup+learning_rate", "time", 200, "  t_warmup: 200"],
    ["nemo.yaml", "warmup_steps+lr", "level", 0.002, "    lr: 2.0e-3"],
  ])("%s: %s by %s to %d", async (file, id, axis, amount, line) => {
    expect(await set(file, id, axis, amount)).toBe(line);
  });
});

describe("what cannot be changed in place", () => {
  it("is refused with its reason and the place to go to", async () => {
    const text = `import torch
base = 1e-4
opt = torch.optim.SGD(m.parameters(), lr=base * 8)
s = torch.optim.lr_scheduler.StepLR(opt, 30)
`;
    const analysis = await read("scaled.py", text);
    const refusal = handleOf(analysis, "learningRate/lr").level?.refusal;
    expect(refusal?.reason).toBe("it is computed, not written as a number");
    const { place } = behind(
      analysis.document,
      scheduleOf(analysis).source,
      refusal ?? { path: [] },
    );
    expect(place && text.slice(place.range.start, place.range.end)).toBe("base * 8");
  });
});

describe("a schedule of another program scaled to a new length", () => {
  const scaled = async (name: string, amount: number, text?: string): Promise<string> => {
    const analysis = await read(name, text);
    const schedule = scheduleOf(analysis);
    const stated = statedForeignLength(analysis.document, schedule);
    const result = scaleForeign(analysis.document, schedule, amount);
    if ("refusal" in result) throw new Error(result.refusal.reason);
    const changed = applyTextEdits(analysis.document.text, result.edits);
    const [after] = (await read(name, changed)).schedules;
    const ratio = amount / (stated?.amount ?? NaN);
    expect(confirmScaled(analysis.document, schedule, after, ratio)).toBeUndefined();
    return changed;
  };

  it("multiplies every count, wherever it stands, and leaves shares", async () => {
    const text = FOREIGN_TEXTS["multistep.py"] ?? "";
    expect(await scaled("multistep.py", 180)).toBe(
      text.replace("[30, 80]", "[60, 160]").replace("range(90)", "range(180)"),
    );
    expect(await scaled("argparse.py", 1000)).toBe(
      (FOREIGN_TEXTS["argparse.py"] ?? "").replace('"100"', '"50"').replace("2_000", "1_000"),
    );
    expect(await scaled("sequence.py", 200)).toBe(
      (FOREIGN_TEXTS["sequence.py"] ?? "")
        .replace("total_iters=5", "total_iters=10")
        .replace("opt, 95", "opt, 190")
        .replace("[5]", "[10]")
        .replace("range(100)", "range(200)"),
    );
    expect(await scaled("arguments.py", 5000)).toBe(
      (FOREIGN_TEXTS["arguments.py"] ?? "").replace("1000", "5000"),
    );
  });

  it.each([
    // a token is a part of a step: twice as many are twice as many steps
    [
      "litgpt.yaml",
      2000,
      [
        ["max_tokens: 8192000", "max_tokens: 16384000"],
        ["steps: 100,", "steps: 200,"],
      ],
    ],
    // nothing says where this run ends: its last milestone is what is scaled
    ["hydra.yaml", 120, [["[30, 60]", "[60, 120]"]]],
    ["fastai.py", 6, [["n_epoch=3", "n_epoch=6"]]],
    // the decay goes on beyond the run's end
    [
      "pipeline.config",
      15_000,
      [
        ["num_steps: 30000", "num_steps: 15000"],
        ["total_steps: 300000", "total_steps: 150000"],
        ["warmup_steps: 250", "warmup_steps: 125"],
      ],
    ],
    [
      "timm.yaml",
      150,
      [
        ["\nepochs: 300", "\nepochs: 150"],
        ["warmup_epochs: 5", "warmup_epochs: 3"],
        ["cooldown_epochs: 10", "cooldown_epochs: 5"],
      ],
    ],
  ] as const)("finds every count of %s", async (name, amount, changes) => {
    const expected = changes.reduce(
      (text, [before, after]) => changed(text, before, after),
      foreignText(name),
    );
    expect(await scaled(name, amount)).toBe(expected);
  });

  it.each([...Object.keys(FOREIGN_TEXTS), ...Object.keys(OPEN_TEXTS)])(
    "is offered for %s as for every form that is read",
    async (name) => {
      const analysis = await read(name);
      const stated = statedForeignLength(analysis.document, scheduleOf(analysis));
      await scaled(name, (stated?.amount ?? NaN) * 2);
    },
  );

  it("names a count beyond the run's end that is computed", async () => {
    const text = `import torch
opt = torch.optim.SGD(m.parameters(), lr=0.1)
s = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=4 * 100)
for i in range(100):
    opt.step()
    s.step()
`;
    const analysis = await read("cut.py", text);
    const result = scaleForeign(analysis.document, scheduleOf(analysis), 200);
    expect(result).toMatchObject({
      computed: { reason: "it is computed, not written as a number" },
    });
  });

  it("is refused where a part would stay behind", async () => {
    const text = (FOREIGN_TEXTS["step.py"] ?? "").replace("opt, 30", "opt, 2 * 15");
    const analysis = await read("step.py", text);
    const schedule = scheduleOf(analysis);
    const result = scaleForeign(analysis.document, schedule, 180);
    if ("refusal" in result) throw new Error(result.refusal.reason);
    const changed = applyTextEdits(text, result.edits);
    const [after] = (await read("step.py", changed)).schedules;
    expect(confirmScaled(analysis.document, schedule, after, 2)).toBe(
      "a part of the schedule would not be stretched with it",
    );
  });
});
