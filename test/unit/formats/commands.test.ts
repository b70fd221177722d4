import { describe, expect, it } from "vitest";
import { close, one, readFormat, valuesOf } from "./read";

const { cos, PI } = Math;
const tune = `optimizer:
  _component_: torch.optim.AdamW
  lr: 3e-4
lr_scheduler:
  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup
  num_warmup_steps: 100
epochs: 1
max_steps_per_epoch: 1000
`;
/** torchtune bd2a0fc7, lr_schedulers.py. */
const cosine = (k: number, rate: number, warmup: number, total: number): number =>
  rate * (k < warmup ? k / warmup : 0.5 * (1 + cos((PI * (k - warmup)) / (total - warmup))));

describe("torchtune's command", () => {
  const files = { "configs/mine.yaml": tune };
  const steps = [0, 25, 49, 50, 100, 500];

  it("changes the config that it names", async () => {
    const text =
      "#!/bin/sh\ntune run --nproc_per_node 2 lora_finetune_single_device --config configs/mine.yaml \\\n  optimizer.lr=2e-4 lr_scheduler.num_warmup_steps=50 \\\n  max_steps_per_epoch=600\n";
    const schedule = await one("run.sh", text, { files });
    expect(schedule?.schedule?.length).toBe(600);
    close(schedule, (k) => cosine(k, 2e-4, 50, 600), steps);
    const plain = await one("run.sh", "tune run full --config configs/mine.yaml\n", { files });
    close(plain, (k) => cosine(k, 3e-4, 100, 1000), [0, 50, 100, 500, 999]);
  });

  it.each([
    "tune run lora --config llama3/8B_lora optimizer.lr=2e-4",
    "tune run lora --config configs/mine.yaml ~lr_scheduler",
    "tune run lora --config configs/mine.yaml optimizer.lr=$LR",
  ])("is said not to be read: %s", async (text) => {
    const { schedules, problems } = await readFormat("run.sh", `${text}\n`, { files });
    expect(schedules.map(({ schedule }) => schedule)).toEqual([undefined]);
    expect(problems.map(({ code }) => code)).toEqual(["not-read"]);
  });

  it("is one of several, and none in a comment", async () => {
    const text =
      "# tune run lora --config configs/mine.yaml\ntune run lora --config configs/mine.yaml optimizer.lr=1e-4\ntune run full --config configs/mine.yaml optimizer.lr=1e-5\n";
    const { schedules } = await readFormat("run.sh", text, { files });
    expect(schedules.map((schedule) => valuesOf(schedule, [100])[0])).toEqual([1e-4, 1e-5]);
  });
});

describe("litgpt's command beside a config", () => {
  const files = {
    "lit.yaml":
      "checkpoint_dir: x\ntrain:\n  global_batch_size: 8\n  micro_batch_size: 4\n  lr_warmup_steps: 10\n  max_steps: 1000\noptimizer:\n  class_path: torch.optim.AdamW\n  init_args:\n    lr: 0.0002\n",
  };

  it("has the flags' values, and the file's for the rest", async () => {
    const flags = await one(
      "run.sh",
      "litgpt finetune lora --config lit.yaml --train.max_steps 100\n",
      {
        files,
      },
    );
    const whole = files["lit.yaml"].replace("max_steps: 1000", "max_steps: 100");
    const file = await one("lit.yaml", whole, { values: { "steps per epoch": 1000 } });
    const steps = [0, 5, 10, 11, 50, 99];
    const given = await one(
      "run.sh",
      "litgpt finetune lora --config lit.yaml --train.max_steps 100\n",
      {
        files,
        values: { "steps per epoch": 1000 },
      },
    );
    expect(flags?.unknowns.map(({ symbol }) => symbol)).toEqual(["steps per epoch"]);
    expect(given?.schedule?.length).toBe(file?.schedule?.length);
    expect(valuesOf(given, steps)).toEqual(valuesOf(file, steps));
  });

  it.each([
    "litgpt finetune lora --train.max_steps 100 --config lit.yaml",
    "litgpt finetune lora --config lit.yaml --optimizer.lr 1e-3",
    "litgpt finetune lora --config other.yaml --train.max_steps 100",
  ])("is said not to be read: %s", async (text) => {
    const { schedules, problems } = await readFormat("run.sh", `${text}\n`, { files });
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["not-read"]);
  });
});
