import { describe, expect, it } from "vitest";
import { close, one, readFormat, valuesOf } from "../read";

const { cos, PI } = Math;

describe("timm's schedulers that count updates", () => {
  const script = (call: string, made = ""): string => `import torch
from timm.scheduler import CosineLRScheduler
opt = torch.optim.AdamW(m.parameters(), lr=1e-3)
num_updates = 0
s = CosineLRScheduler(opt, t_initial=300, lr_min=1e-5, warmup_lr_init=1e-6, warmup_t=50, t_in_epochs=False)
for epoch in range(30):
    for idx, x in enumerate(loader):
        opt.step()
${made}        s.step_update(${call})
`;
  // timm 1.0.29, cosine_lr.py: warmup_lr_init + t · (lr − init) / warmup_t, then the cosine at t itself
  const at = (t: number): number =>
    t < 50
      ? 1e-6 + (t * (1e-3 - 1e-6)) / 50
      : 1e-5 + 0.5 * (1e-3 - 1e-5) * (1 + cos((PI * t) / 300));

  it.each([
    ["epoch * len(loader) + idx", "", 1],
    ["epoch * len(loader) + idx + 1", "", 0],
    ["num_updates=num_updates", "        num_updates += 1\n", 0],
    ["num_updates", "        num_updates += 1  # once more: num_updates += 1\n", 0],
    ["(idx + 1) + epoch * len(loader)", "", 0],
    ["num_updates", "        note('s.step_update(idx + 1)')\n        num_updates += 1\n", 0],
  ])("step_update(%s)", async (call, made, late) => {
    const schedule = await one("train.py", script(call, made), { values: { "len(loader)": 10 } });
    expect(schedule?.foreign).toMatchObject({ format: "timm", clock: "update", stepped: "batch" });
    expect(schedule?.schedule?.length).toBe(300);
    // update k trains with what step_update gave after update k − 1
    close(schedule, (k) => at(k === 0 ? 0 : k - late), [0, 1, 2, 49, 50, 51, 52, 150, 299]);
  });

  it.each([
    ["counter()", ""],
    ["idx + 2", ""],
    ["num_updates", "        num_updates += 2\n"],
    ["num_updates + 1", "        num_updates += 1\n"],
    ["x", ""],
  ])("are not drawn where the first count is not known: %s", async (call, made) => {
    const { schedules, problems } = await readFormat("train.py", script(call, made));
    expect(schedules.map(({ schedule }) => schedule)).toEqual([undefined]);
    expect(problems.map(({ code }) => code)).toContain("not-read");
  });

  it("are not drawn where the epochs are counted from 1", async () => {
    const text = script("epoch * len(loader) + idx").replace("range(30)", "range(1, 31)");
    const { schedules } = await readFormat("train.py", text);
    expect(schedules.map(({ schedule }) => schedule)).toEqual([undefined]);
  });
});

describe("ml_collections", () => {
  const config = `import ml_collections
from ml_collections import config_dict
def get_config():
    config = ml_collections.ConfigDict()
    config.lr = 0.2
    config.steps = 500
    config.extra = config_dict.ConfigDict(dict(alpha=0.1))
    return config
`;
  const cosine = (k: number): number => 0.2 * (0.9 * 0.5 * (1 + cos((PI * k) / 500)) + 0.1);

  it("is read where it is made, nested and by attributes", async () => {
    const text = `${config}
import optax
c = get_config()
s = optax.cosine_decay_schedule(c.lr, c.steps, c.extra.alpha)
`;
    close(await one("train.py", text), cosine, [0, 250, 499, 500]);
  });

  const flags = `import optax
from absl import app, flags
from ml_collections import config_flags
_CONFIG = config_flags.DEFINE_config_file("config", "configs/default.py")
FLAGS = flags.FLAGS
def main(_):
    c = FLAGS.config
    s = optax.cosine_decay_schedule(c.lr, c.steps, c.extra.alpha)
    d = _CONFIG.value
    t = optax.cosine_decay_schedule(d.lr, d.steps, d.extra.alpha)
app.run(main)
`;

  it("is read from the file that a flag has by default", async () => {
    const files = { "configs/default.py": config };
    const { schedules } = await readFormat("train.py", flags, { files });
    expect(schedules).toHaveLength(2);
    for (const schedule of schedules) close(schedule, cosine, [0, 250, 499]);
  });

  it("is asked for where the file is not there", async () => {
    const { schedules, problems } = await readFormat("train.py", flags);
    expect(schedules.every(({ schedule }) => schedule === undefined)).toBe(true);
    expect(problems).toEqual([]);
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toContain("c.lr");
  });
});

describe("copies", () => {
  it("leave what they were made from as it was", async () => {
    const text = `import copy, optax
a = {"lr": 0.1, "more": {"steps": 10}}
b = copy.deepcopy(a)
b["lr"] = 0.5
b["more"]["steps"] = 99
c = copy.copy(a)
c["more"]["steps"] = 20
s = optax.linear_schedule(a["lr"], 0.0, a["more"]["steps"])
`;
    // the shallow copy shares the inner dict
    close(await one("train.py", text), (k) => 0.1 * (1 - k / 20), [0, 5, 10, 19]);
  });
});

describe("config keys", () => {
  it("sched.args of NeMo hold all that the scheduler is given", async () => {
    const text = `trainer: {max_steps: 1000}
model:
  optim:
    name: adamw
    lr: 1.0e-3
    sched:
      name: CosineAnnealing
      warmup_steps: 5
      args:
        warmup_steps: 100
        min_lr: 1.0e-5
`;
    const plain = text
      .replace("      warmup_steps: 5\n      args:\n", "")
      .replaceAll("        ", "      ");
    const [given, alone] = [await one("a.yaml", text), await one("a.yaml", plain)];
    const steps = [0, 50, 99, 100, 101, 500, 999];
    expect(valuesOf(given, steps)).toEqual(valuesOf(alone, steps));
    expect(valuesOf(given, [100])[0]).toBeCloseTo(1e-3, 12);
    const auto = await readFormat(
      "a.yaml",
      text.replace("        min_lr", "        name: auto\n        min_lr"),
    );
    expect(auto.problems.map(({ code }) => code)).toEqual(["not-read"]);
  });

  // Levanter 9263f81e, optim/config.py, PowerLrSchedule
  it("lr_schedule power of Levanter counts tokens from the end of its warmup", async () => {
    const text = (more: string): string => `model: {type: llama}
trainer: {num_train_steps: 1000, train_batch_size: 32}
optimizer:
  learning_rate: 2.0e-2
  warmup: 100
  lr_schedule: {type: power, batch_size: 32, ${more}}
`;
    const power = (k: number): number =>
      k < 100 ? (0.02 * k) / 100 : Math.min(0.02, 32 * 4.6 * ((k - 100) * 32 * 4096) ** -0.51);
    close(await one("a.yaml", text("seq_length: 4096")), power, [0, 50, 100, 101, 500, 999]);
    const lacking = await readFormat("a.yaml", text("a: 1"));
    expect(lacking.problems.map(({ message }) => message)).toEqual([
      "The power schedule needs seq_length.",
    ]);
    const odd = await readFormat("a.yaml", text("seq_length: 8, b: 0.5"));
    expect(odd.schedules[0]?.schedule).toBeUndefined();
  });
});
