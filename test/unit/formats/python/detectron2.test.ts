import { describe, expect, it } from "vitest";
import { close, one, readFormat } from "../read";

// Values by detectron2 02b5c4e (solver/lr_scheduler.py, solver/build.py) and fvcore 3378afe, written
// here as the deprecated classes have them: warmup factor times decay, milestones by bisect_right.
const { cos, PI } = Math;
const warmup = (k: number, length: number, factor = 0.001): number =>
  k >= length ? 1 : factor * (1 - k / length) + k / length;
const steps = (k: number, milestones: readonly number[], gamma = 0.1): number =>
  gamma ** milestones.filter((milestone) => k >= milestone).length;

const read = (text: string, files = {}, values = {}) => one("config.py", text, { files, values });
const EDGES = [0, 1, 250, 499, 500, 501, 999, 1000, 1001];

const LAZY = `from detectron2.config import LazyCall as L
from detectron2.solver import WarmupParamScheduler
from fvcore.common.param_scheduler import MultiStepParamScheduler, CosineParamScheduler

`;

describe("detectron2's LazyConfigs", () => {
  it("take optimizer and run from files beside them, changed in place", async () => {
    const text = `${LAZY}from ..common.optim import SGD as optimizer
from ..common.train import train
train.max_iter = 184375
lr_multiplier = L(WarmupParamScheduler)(
    scheduler=L(MultiStepParamScheduler)(
        values=[1.0, 0.1, 0.01], milestones=[163889, 177546], num_updates=train.max_iter),
    warmup_length=500 / train.max_iter,
    warmup_factor=0.067,
)
lr_multiplier.scheduler.milestones = [m // 1 for m in lr_multiplier.scheduler.milestones]
optimizer.lr = 0.1
`;
    const files = {
      "../common/optim.py":
        "import torch\nfrom detectron2.config import LazyCall as L\nSGD = L(torch.optim.SGD)(lr=0.02, momentum=0.9)\n",
      "../common/train.py":
        "train = dict(output_dir='x', max_iter=90000, amp=dict(enabled=False))\n",
    };
    const schedule = await read(text, files);
    expect(schedule?.foreign).toMatchObject({ format: "detectron2", stepped: "framework" });
    expect(schedule?.schedule?.length).toBe(184375);
    const at = (k: number): number => 0.1 * warmup(k, 500, 0.067) * steps(k, [163889, 177546]);
    close(schedule, at, [...EDGES, 163888, 163889, 177545, 177546, 184374]);
    // without the files nothing is guessed
    const alone = await readFormat("config.py", text);
    expect(alone.schedules[0]?.schedule).toBeUndefined();
  });

  it("know what the model zoo's common files say", async () => {
    const text = `from detectron2 import model_zoo
optimizer = model_zoo.get_config("common/optim.py").AdamW
optimizer.lr = 5e-5
train = model_zoo.get_config("common/train.py").train
lr_multiplier = model_zoo.get_config("common/coco_schedule.py").lr_multiplier_3x
train.max_iter = 270000
`;
    const at = (k: number): number => 5e-5 * warmup(k, 1000) * steps(k, [210000, 250000]);
    close(await read(text), at, [...EDGES, 209999, 210000, 250000, 269999]);
  });

  it("join the cosine in the middle, or rescaled", async () => {
    const text = (more: string): string => `${LAZY}train = dict(max_iter=2000)
optimizer = dict(lr=4.0)
lr_multiplier = L(WarmupParamScheduler)(
    scheduler=L(CosineParamScheduler)(start_value=1, end_value=0.1),
    warmup_length=0.25, warmup_factor=0.5${more})
`;
    const wave = (share: number): number => 0.1 + 0.45 * (1 + cos(PI * share));
    const fixed = (k: number): number =>
      4 * (k < 500 ? 0.5 + ((wave(0.25) - 0.5) * k) / 500 : wave(k / 2000));
    close(await read(text("")), fixed, EDGES);
    const rescaled = (k: number): number =>
      4 * (k < 500 ? 0.5 + (0.5 * k) / 500 : wave((k - 500) / 1500));
    close(await read(text(", rescale_interval=True")), rescaled, EDGES);
    const constant = (k: number): number => 4 * (k < 500 ? 0.5 : wave(k / 2000));
    close(await read(text(", warmup_method='constant'")), constant, EDGES);
  });

  it("ask for what no file says", async () => {
    const text = `${LAZY}lr_multiplier = L(CosineParamScheduler)(start_value=1, end_value=0)\n`;
    const open = await read(text);
    expect(open?.unknowns.map(({ symbol }) => symbol)).toEqual(["optimizer.lr", "train.max_iter"]);
    const given = await read(text, {}, { "optimizer.lr": 2, "train.max_iter": 100 });
    close(given, (k) => 1 + cos((PI * k) / 100), [0, 50, 99]);
  });
});

describe("detectron2's settings in code", () => {
  const code = (more: string): string => `from detectron2.config import get_cfg
from detectron2 import model_zoo
from detectron2.engine import DefaultTrainer
cfg = get_cfg()
${more}
trainer = DefaultTrainer(cfg)
`;

  it("override the model zoo's file, which overrides the defaults", async () => {
    const text = code(`cfg.merge_from_file(
    model_zoo.get_config_file("COCO-InstanceSegmentation/mask_rcnn_R_50_FPN_3x.yaml"))
cfg.SOLVER.IMS_PER_BATCH = 2
cfg.SOLVER.BASE_LR = 0.00025
cfg.SOLVER.MAX_ITER = 300
cfg.SOLVER.STEPS = []`);
    const schedule = await read(text);
    expect(schedule?.schedule?.length).toBe(300);
    // a warmup of 1,000 iterations is cut at the end of the run
    close(schedule, (k) => 0.00025 * warmup(k, 300), [0, 1, 150, 299]);
    const longer = await read(
      text.replace("cfg.SOLVER.STEPS = []", "cfg.SOLVER.GAMMA = 0.5").replace("= 300", "= 240000"),
    );
    const at = (k: number): number => 0.00025 * warmup(k, 1000) * steps(k, [210000], 0.5);
    close(longer, at, [...EDGES, 209999, 210000, 239999]);
  });

  it("have detectron2's defaults where no file is merged", async () => {
    const schedule = await read(
      code("cfg.SOLVER.BASE_LR = 0.01\ncfg.SOLVER.WARMUP_METHOD = 'constant'"),
    );
    expect(schedule?.schedule?.length).toBe(40000);
    const at = (k: number): number => 0.01 * (k < 1000 ? 0.001 : steps(k, [30000]));
    close(schedule, at, [...EDGES, 29999, 30000, 39999]);
  });

  it("are not drawn where a file or the run says more", async () => {
    const own = "cfg.SOLVER.BASE_LR = 0.01";
    for (const more of [
      `cfg.merge_from_file(args.config_file)\n${own}`,
      `cfg.merge_from_file(model_zoo.get_config_file("Misc/scratch_mask_rcnn_R_50_FPN_9x_gn.yaml"))\n${own}`,
      `from detectron2.projects.deeplab import add_deeplab_config\nadd_deeplab_config(cfg)\n${own}`,
      `${own}\ncfg.SOLVER.LR_SCHEDULER_NAME = "WarmupPolyLR"`,
    ]) {
      const { schedules, problems } = await readFormat("config.py", code(more));
      expect(schedules.map(({ schedule }) => schedule)).toEqual([undefined]);
      expect(problems.map(({ code: is }) => is)).toEqual(["not-read"]);
    }
    // a file merged afterwards may override what the script had set
    const later = await readFormat("config.py", code(`${own}\ncfg.merge_from_file(path)`));
    expect(later.schedules).toEqual([]);
    // a script that only predicts has no schedule
    const predicts = code("cfg.MODEL.WEIGHTS = 'SOLVER.pkl'");
    expect((await readFormat("config.py", predicts)).schedules).toEqual([]);
  });
});

describe("detectron2's schedulers", () => {
  const script = (made: string): string => `import torch
from detectron2.solver import WarmupMultiStepLR, WarmupCosineLR, LRMultiplier, WarmupParamScheduler
from fvcore.common.param_scheduler import MultiStepParamScheduler
opt = torch.optim.SGD(net.parameters(), lr=0.02)
s = ${made}
for it in range(3000):
    opt.step()
    s.step()
`;

  it.each([
    [
      "WarmupMultiStepLR(opt, [500, 1000], gamma=0.3, warmup_iters=800)",
      (k: number) => warmup(k, 800) * steps(k, [500, 1000], 0.3),
    ],
    [
      "WarmupMultiStepLR(opt, milestones=(1000,), warmup_method='constant', warmup_factor=0.2)",
      (k: number) => (k < 1000 ? 0.2 : 0.1),
    ],
    [
      "WarmupCosineLR(opt, 3000, warmup_iters=500)",
      (k: number) => warmup(k, 500) * 0.5 * (1 + cos((PI * k) / 3000)),
    ],
    [
      "LRMultiplier(opt, WarmupParamScheduler(MultiStepParamScheduler([1, 0.1], milestones=[1000], num_updates=3000), 0.001, 500 / 3000), max_iter=3000)",
      (k: number) => warmup(k, 500) * steps(k, [1000]),
    ],
  ])("%s", async (made, factor) => {
    const schedule = await read(script(made));
    expect(schedule?.foreign).toMatchObject({ clock: "update", stepped: "batch" });
    expect(schedule?.schedule?.length).toBe(3000);
    close(schedule, (k) => 0.02 * factor(k), [...EDGES, 2999]);
  });
});
