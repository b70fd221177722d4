import { describe, expect, it } from "vitest";
import { close, readFormat, told, valuesOf } from "../read";

// torchtitan b5bcd76, components/optimizer/lr_scheduler.py: linear_warmup_stable_decay once more.
const { cos, sqrt, PI, round } = Math;
interface Plan {
  readonly warmup: number;
  readonly total: number;
  readonly ratio?: number;
  readonly type?: "linear" | "sqrt" | "cosine";
  readonly floor?: number;
}
function factor({ warmup, total, ratio, type = "linear", floor = 0 }: Plan, k: number): number {
  const decay =
    ratio === undefined ? total - warmup : Math.min(round(total * ratio), total - warmup);
  const stable = total + 1 - warmup - decay;
  if (k < warmup) return (k + 1) / warmup;
  if (k < warmup + stable) return 1;
  const progress = (k + 1 - (warmup + stable)) / decay;
  const left =
    type === "linear"
      ? 1 - progress
      : type === "sqrt"
        ? 1 - sqrt(progress)
        : (1 + cos(PI * progress)) / 2;
  return floor + (1 - floor) * left;
}
const all = (count: number): number[] => [...Array(count).keys()];

const HEAD = `from torchtitan.components.optimizer import default_adamw, LRSchedulersContainer, OptimizersContainer, ParamGroupConfig
from torchtitan.config import TrainingConfig
from torchtitan.trainer import Trainer
`;
const registry = (
  scheduler: string,
  training = "TrainingConfig(steps=50)",
  optimizer = "default_adamw(lr=8e-4)",
) => `${HEAD}
def debugmodel() -> Trainer.Config:
    return Trainer.Config(
        optimizer=${optimizer},
        lr_scheduler=LRSchedulersContainer.Config(${scheduler}),
        training=${training},
    )
`;

describe("torchtitan's configs in Python", () => {
  it.each<[string, Plan]>([
    [
      "warmup_steps=2, decay_ratio=0.8, decay_type='linear', min_lr_factor=0.0",
      { warmup: 2, total: 50, ratio: 0.8 },
    ],
    [
      "warmup_steps=5, decay_type='cosine', min_lr_factor=0.1",
      { warmup: 5, total: 50, type: "cosine", floor: 0.1 },
    ],
    [
      "warmup_steps=5, decay_ratio=0.5, decay_type='sqrt'",
      { warmup: 5, total: 50, ratio: 0.5, type: "sqrt" },
    ],
    ["warmup_steps=5, total_steps=80, decay_ratio=0.2", { warmup: 5, total: 80, ratio: 0.2 }],
    ["warmup_steps=30, decay_ratio=0.9", { warmup: 30, total: 50, ratio: 0.9 }],
    ["warmup_steps=100", { warmup: 50, total: 50 }],
  ])("%s", async (scheduler, plan) => {
    const { schedules } = await readFormat("config_registry.py", registry(scheduler));
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.foreign).toMatchObject({ format: "torchtitan", stepped: "framework" });
    expect(schedules[0]?.schedule?.length).toBe(50);
    close(schedules[0], (k) => 8e-4 * factor(plan, k), all(50));
  });

  it("have torchtitan's defaults, and tell of a decay that is cut", async () => {
    const defaults = await readFormat("c.py", registry("", "TrainingConfig()", "default_adamw()"));
    expect(defaults.schedules[0]?.schedule?.length).toBe(10_000);
    const plan = { warmup: 200, total: 10_000 };
    close(defaults.schedules[0], (k) => 8e-4 * factor(plan, k), [0, 199, 200, 201, 5000, 9999]);
    const cut = await readFormat("c.py", registry("warmup_steps=30, decay_ratio=0.9"));
    expect(told(cut)).toContain("warmup-and-decay-overlap: Config");
  });

  it("are followed through functions that change what another one made", async () => {
    const text = `${registry("warmup_steps=10")}
def longer() -> Trainer.Config:
    config = debugmodel()
    config.training.steps = 100
    config.lr_scheduler.warmup_steps = 20
    return config

def same() -> Trainer.Config:
    return debugmodel()
`;
    const { schedules } = await readFormat("c.py", text);
    const lengths = schedules.map(({ schedule }) => schedule?.length).sort();
    expect(lengths).toEqual([100, 50]);
    const long = schedules.find(({ schedule }) => schedule?.length === 100);
    close(long, (k) => 8e-4 * factor({ warmup: 20, total: 100 }, k), all(100));
  });

  it("have a rate a parameter group", async () => {
    const groups = `OptimizersContainer.Config(param_groups=[
            ParamGroupConfig(pattern="a", optimizer_name="Adam", optimizer_kwargs={"lr": 1e-4}),
            ParamGroupConfig(pattern=".*", optimizer_name="AdamW", optimizer_kwargs={"lr": 8e-4})])`;
    const { schedules } = await readFormat("c.py", registry("warmup_steps=4", undefined, groups));
    expect(valuesOf(schedules[0], [0, 3])).toEqual([2.5e-5, 1e-4]);
    expect(valuesOf(schedules[0], [0, 3], "learningRate[1]")).toEqual([2e-4, 8e-4]);
  });

  it("of 2025, by JobConfig or build_lr_schedulers, and with the older floor", async () => {
    const job = `from torchtitan.config.job_config import JobConfig, LRScheduler, Optimizer, Training
c = JobConfig(lr_scheduler=LRScheduler(warmup_steps=5), optimizer=Optimizer(lr=1e-3), training=Training(steps=40))
`;
    const { schedules } = await readFormat("c.py", job);
    close(schedules[0], (k) => 1e-3 * factor({ warmup: 5, total: 40 }, k), all(40));
    const built = `from torchtitan.config import LRScheduler
from torchtitan.components.lr_scheduler import build_lr_schedulers
s = build_lr_schedulers(optimizers, LRScheduler(warmup_steps=5, lr_min=0.1), 40)
`;
    const open = await readFormat("c.py", built);
    expect(open.schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual(["optimizer.lr"]);
    const known = await readFormat("c.py", built, { values: { "optimizer.lr": 1 } });
    // lr_min belongs to the versions that divide by a step more: (k + 1)/(W + 1), a decay of D + 1
    const older = (k: number): number => (k < 5 ? (k + 1) / 6 : 0.1 + 0.9 * (1 - (k + 1 - 5) / 36));
    close(known.schedules[0], older, all(40));
  });

  it("may be a class of the file's own, and copies with another value", async () => {
    const own = registry("warmup_steps=4").replace("return Trainer.Config", "return Own");
    const text = `${own.replace("def debug", "class Own(Trainer.Config):\n    pass\n\ndef debug")}
import dataclasses
def other() -> Trainer.Config:
    base = LRSchedulersContainer.Config(warmup_steps=3, decay_type="sqrt")
    return Trainer.Config(
        optimizer=default_adamw(lr=1.0),
        lr_scheduler=dataclasses.replace(base, warmup_steps=7),
        training=TrainingConfig(steps=30))
`;
    const { schedules } = await readFormat("c.py", text);
    const [first, second] = schedules;
    close(first, (k) => 8e-4 * factor({ warmup: 4, total: 50 }, k), all(50));
    close(second, (k) => factor({ warmup: 7, total: 30, type: "sqrt" }, k), all(30));
  });

  it("ask for what only the run says, and refuse another decay", async () => {
    const open = await readFormat(
      "c.py",
      registry("warmup_steps=args.w", "TrainingConfig(steps=n)"),
    );
    expect(open.schedules[0]?.schedule).toBeUndefined();
    expect(open.schedules[0]?.unknowns.map(({ symbol }) => symbol).sort()).toEqual(["args.w", "n"]);
    const odd = await readFormat("c.py", registry("decay_type='exponential'"));
    expect(odd.schedules[0]?.schedule).toBeUndefined();
    expect(odd.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("linear, sqrt or cosine"),
    ]);
  });
});
