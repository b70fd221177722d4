import { describe, expect, it } from "vitest";
import { close, fixed, readFormat, told, valuesOf } from "../read";

const OPTIMIZER = `import torch, transformers
from transformers import get_linear_schedule_with_warmup, get_scheduler, TrainingArguments
from trl import SFTConfig, GRPOConfig
opt = torch.optim.AdamW(model.parameters(), lr=1e-3)
`;
const read = (text: string, values = {}) => readFormat("train.py", OPTIMIZER + text, { values });

describe("schedules of transformers in a script", () => {
  it("are read from get_* functions, with their length where the loop says none", async () => {
    const { schedules } = await read(`
s = get_linear_schedule_with_warmup(opt, 100, num_training_steps=1100)
for batch in loader:
    opt.step(); s.step()
`);
    const [found] = schedules;
    expect(found?.foreign).toMatchObject({ format: "transformers", stepped: "batch" });
    expect(valuesOf(found, [0, 50, 100, 600])).toEqual([0, 5e-4, 1e-3, 5e-4]);
  });

  it("ask for what only the run knows, and draw the warmup until then", async () => {
    const text = `
epochs = 3
total = epochs * len(train_loader)
s = get_scheduler("cosine", optimizer=opt, num_warmup_steps=100, num_training_steps=total)
for epoch in range(epochs):
    for batch in train_loader:
        opt.step(); s.step()
`;
    const [open] = (await read(text)).schedules;
    expect(open?.unknowns).toMatchObject([{ symbol: "len(train_loader)" }]);
    expect([open?.schedule?.horizon, open?.schedule?.knownUntil]).toEqual(["nominal", 101]);
    const [known] = (await read(text, { "len(train_loader)": 700 })).schedules;
    expect(known?.schedule?.length).toBe(2100);
    expect(valuesOf(known, [1100])[0]).toBeCloseTo(5e-4, 15);
  });

  it.each([
    ["TrainingArguments('out', max_steps=1000)", "transformers", 5e-5],
    ["SFTConfig(max_steps=1000)", "trl", 2e-5],
    ["GRPOConfig(max_steps=1000)", "trl", 1e-6],
    ["TrainingArguments('out', max_steps=1000, learning_rate=1e-4)", "transformers", 1e-4],
  ])("have the defaults of %s", async (text, format, rate) => {
    const [found] = (await read(`args = ${text}`)).schedules;
    expect(found?.foreign).toMatchObject({ format, stepped: "framework", clock: "update" });
    // linear without warmup is the default of all of them
    expect(valuesOf(found, [0, 250, 500])).toEqual([rate, rate * 0.75, rate * 0.5]);
  });

  it("take a share of the updates for the warmup", async () => {
    const text =
      "args = TrainingArguments('out', warmup_ratio=0.1, num_train_epochs=2, lr_scheduler_type='cosine')";
    const open = await read(text);
    expect(open.schedules[0]?.unknowns).toMatchObject([{ symbol: "updates per epoch" }]);
    const known = await read(text, { "updates per epoch": 505 });
    expect(known.schedules[0]?.schedule?.length).toBe(1010);
    expect(valuesOf(known.schedules[0], [101])).toEqual([5e-5]);
    expect(told(known)).toContain("warmup-ratio-removed: warmup_ratio");
    expect(fixed(known, "warmup-ratio-removed")).toContain("warmup_steps=0.1");
  });

  it("tell of a warmup that constant ignores", async () => {
    const analysis = await read(
      "args = TrainingArguments('out', max_steps=10, lr_scheduler_type='constant', warmup_steps=5)",
    );
    expect(valuesOf(analysis.schedules[0], [0, 9])).toEqual([5e-5, 5e-5]);
    expect(fixed(analysis, "warmup-ignored")).toContain('lr_scheduler_type="constant_with_warmup"');
  });

  const OWN = `from dataclasses import dataclass, field
@dataclass
class Arguments(transformers.TrainingArguments):
    cache_dir: str = field(default=None)
    learning_rate: float = field(default=2e-5)
    max_steps: int = 1000
    warmup_steps: int = 100
`;

  it("are those of a class of the script's own, with its defaults", async () => {
    const { schedules } = await read(
      `${OWN}args = Arguments("out", lr_scheduler_type="cosine", warmup_steps=50)\n`,
    );
    expect(schedules.map(({ foreign }) => foreign?.format)).toEqual(["transformers"]);
    // transformers' get_cosine_schedule_with_warmup: half a cosine from the warmup to the end
    const cosine = (k: number): number =>
      k < 50 ? (2e-5 * k) / 50 : 1e-5 * (1 + Math.cos((Math.PI * (k - 50)) / 950));
    close(schedules[0], cosine, [0, 25, 50, 525, 999]);
  });

  it("wait for the flags that fill a class of the script's own", async () => {
    const parsed =
      "(args,) = transformers.HfArgumentParser((Arguments,)).parse_args_into_dataclasses()\n";
    const { schedules } = await read(OWN + parsed);
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toContain("--learning_rate");
  });

  it("are drawn once the flags of the command line have their values", async () => {
    const text = `from transformers import HfArgumentParser, TrainingArguments
(args,) = HfArgumentParser((TrainingArguments,)).parse_args_into_dataclasses()
`;
    const open = await readFormat("train.py", text);
    expect(open.schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual([
      "--learning_rate",
      "--max_steps",
      "--warmup_steps",
    ]);
    expect(open.problems.map(({ code }) => code)).toEqual(["flags-by-default"]);
    const values = { "--learning_rate": 1e-4, "--max_steps": 100, "--warmup_steps": 10 };
    const { schedules } = await readFormat("train.py", text, { values });
    expect(schedules[0]?.schedule?.length).toBe(100);
    // get_linear_schedule_with_warmup
    const rates = valuesOf(schedules[0], [0, 5, 10, 55, 99]);
    [0, 0.5, 1, 0.5, 1 / 90].forEach((share, i) => {
      expect(rates[i]).toBeCloseTo(1e-4 * share, 15);
    });
  });
});
