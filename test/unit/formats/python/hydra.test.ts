import { describe, expect, it } from "vitest";
import { one, valuesOf } from "../read";

// No expected value comes from a run of Hydra: they follow from its documentation (Defaults List,
// Packages, Override syntax) and from defaults_list.py and default_element.py of version 1.3.2.
const script = (body: string, decorator = 'config_path="conf", config_name="config"'): string =>
  `import hydra, torch
from hydra.utils import instantiate
from omegaconf import OmegaConf, DictConfig

@hydra.main(${decorator})
def main(cfg: DictConfig):
${body.replace(/^/gm, "    ")}
    for epoch in range(4):
        for x in loader:
            opt.step()
        s.step()

if __name__ == "__main__":
    main()
`;

const BODY = `opt = torch.optim.SGD(p, lr=cfg.optim.lr)
s = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)`;

type Files = Readonly<Record<string, string>>;

/** The first rates, or what is asked for. */
async function ratesOf(files: Files, body = BODY, decorator?: string, steps = [0]) {
  const found = await one("train.py", script(body, decorator), { files });
  const symbols = found?.unknowns.map(({ symbol }) => symbol);
  return found?.schedule && symbols?.length === 0 ? valuesOf(found, steps) : symbols;
}

const CONFIG = "defaults:\n  - optim: sgd\n  - _self_\nseed: 1\n";
const SGD = "lr: 1e-1\nmomentum: 0.9\n";
const ADAM = "lr: 1e-3\n";
const conf = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`conf/${name}`, text]));

describe("hydra.main", () => {
  const files = conf({ "config.yaml": CONFIG, "optim/sgd.yaml": SGD, "optim/adam.yaml": ADAM });

  it("gives the config that the defaults list composes, numbers as OmegaConf reads them", async () => {
    expect(await ratesOf(files)).toEqual([0.1]);
  });

  it("knows where a number stands", async () => {
    const found = await one("train.py", script(BODY), { files });
    const origin = found?.foreign?.settings.find(({ name }) => name === "lr")?.literal;
    expect(origin?.uri).toMatch(/conf\/optim\/sgd\.yaml$/);
    expect(SGD.slice(origin?.range.start, origin?.range.end)).toBe("1e-1");
  });

  it.each([
    ["self after the list", "defaults:\n  - optim: sgd\n  - _self_\noptim:\n  lr: 0.5\n", 0.5],
    ["self before the list", "defaults:\n  - _self_\n  - optim: sgd\noptim:\n  lr: 0.5\n", 0.1],
    ["self last where nothing says it", "defaults:\n  - optim: sgd\noptim:\n  lr: 0.5\n", 0.5],
    ["the later of two", "defaults:\n  - optim: sgd\n  - optim@optim: adam\n", 0.001],
    ["options in a list", "defaults:\n  - optim: [sgd, adam]\n", 0.001],
    ["an override", "defaults:\n  - optim: sgd\n  - override optim: adam\n", 0.001],
    ["a package", "defaults:\n  - optim@other: sgd\noptim:\n  lr: 0.25\n", 0.25],
    [
      "an optional one that is not there",
      "defaults:\n  - optional optim: none\noptim: {lr: 0.25}\n",
      0.25,
    ],
    ["none", "defaults:\n  - optim: null\noptim: {lr: 0.25}\n", 0.25],
    ["Hydra's own", "defaults:\n  - optim: sgd\n  - override hydra/launcher: joblib\n", 0.1],
    [
      "what is missing changes nothing",
      "defaults:\n  - optim: sgd\n  - _self_\noptim:\n  lr: ???\n",
      0.1,
    ],
    ["a reference", "defaults:\n  - _self_\nbase: 0.125\noptim:\n  lr: ${base}\n", 0.125],
  ])("lays configs over one another: %s", async (_, config, rate) => {
    expect(await ratesOf({ ...files, "conf/config.yaml": config })).toEqual([rate]);
  });

  it.each([
    [
      "beside it",
      { "optim/sgd.yaml": "defaults:\n  - base\nmomentum: 0.9\n", "optim/base.yaml": "lr: 0.3\n" },
    ],
    [
      "of a group below",
      { "optim/sgd.yaml": "defaults:\n  - part@_here_: x\n", "optim/part/x.yaml": "lr: 0.3\n" },
    ],
    [
      "of another group",
      { "optim/sgd.yaml": "defaults:\n  - /rates/high@_here_\n", "rates/high.yaml": "lr: 0.3\n" },
    ],
    ["with a package of its own", { "optim/sgd.yaml": "# @package _global_\noptim:\n  lr: 0.3\n" }],
    [
      "with the package of its group",
      { "optim/sgd.yaml": "# comment\n# @package optim\nlr: 0.3\n" },
    ],
  ])("has the config %s", async (_, more) => {
    expect(await ratesOf({ ...files, ...conf(more as Files) })).toEqual([0.3]);
  });

  it("overrides a group from the config of an experiment", async () => {
    const more = conf({
      "config.yaml": "defaults:\n  - optim: sgd\n  - exp: a\n  - _self_\n",
      "exp/a.yaml": "# @package _global_\ndefaults:\n  - override /optim: adam\nseed: 2\n",
    });
    expect(await ratesOf({ ...files, ...more })).toEqual([0.001]);
  });

  it.each([
    ["a value", "python train.py optim.lr=0.7", 0.7],
    ["a group", "python train.py optim=adam", 0.001],
    ["both, in either order", "python train.py optim.lr=3e-4 optim=adam seed=2", 0.0003],
    ["a word in quotes", "python train.py 'optim.lr=0.7' \"$@\"", 0.7],
    ["lines carried on", "python train.py \\\n  +new=1 \\\n  ++optim.lr=0.7\n", 0.7],
    ["another config", "python train.py --config-name other", 0.9],
  ])("follows the shell script beside it: %s", async (_, command, rate) => {
    const other = conf({ "other.yaml": "optim:\n  lr: 0.9\n" });
    expect(await ratesOf({ ...files, ...other, "run.sh": `${command}\n` })).toEqual([rate]);
  });

  it("leaves open what two commands differ in, and that alone", async () => {
    const run = "python train.py optim.lr=0.7\npython train.py optim.lr=0.8\n";
    expect(await ratesOf({ ...files, "run.sh": run })).toEqual(["optim.lr"]);
    const same = "python train.py optim.lr=0.7 seed=1\npython train.py optim.lr=0.7 seed=2\n";
    expect(await ratesOf({ ...files, "run.sh": same })).toEqual([0.7]);
  });

  it.each([
    ["a sweep", "python train.py -m optim.lr=0.7,0.8"],
    ["a variable of the shell", "python train.py optim.lr=$LR"],
  ])("asks for %s", async (_, command) => {
    expect(await ratesOf({ ...files, "run.sh": `${command}\n` })).toEqual(["optim.lr"]);
  });

  it.each([
    ["arguments in a variable", "python train.py $ARGS\n"],
    ["a deletion", "python train.py ~optim.momentum\n"],
    ["another folder", "python train.py --config-dir more\n"],
    ["a config that is added", "python train.py +exp=a\n"],
  ])("knows nothing where the command has %s", async (_, run) => {
    const more = conf({ "exp/a.yaml": ADAM });
    expect(await ratesOf({ ...files, ...more, "run.sh": run })).toEqual(["cfg.optim.lr"]);
  });

  it.each<[string, Files]>([
    ["is not there", { "conf/config.yaml": "" }],
    ["names a config that is not there", { "conf/config.yaml": "defaults:\n  - optim: lion\n" }],
    [
      "names one that only the run knows",
      { "conf/config.yaml": "defaults:\n  - optim: ${name}\n" },
    ],
    ["asks for a group", { "conf/config.yaml": "defaults:\n  - optim: ???\n" }],
    ["goes in a circle", { "conf/optim/sgd.yaml": "defaults:\n  - sgd\nlr: 0.1\n" }],
    ["is broken", { "conf/optim/sgd.yaml": "lr: [1\n" }],
  ])("knows nothing of a config that %s", async (_, more) => {
    expect(await ratesOf({ ...files, ...more })).toEqual(["cfg.optim.lr"]);
  });

  it("asks for a value that is missing, by the name that overrides it", async () => {
    const config = "optim:\n  lr: ???\n";
    expect(await ratesOf(conf({ "config.yaml": config }))).toEqual(["optim.lr"]);
    const found = await one("train.py", script(BODY), {
      files: conf({ "config.yaml": config }),
      values: { "optim.lr": 0.4 },
    });
    expect(valuesOf(found, [0])).toEqual([0.4]);
  });

  it("looks for its folder from the file that names it", async () => {
    const decorator = 'version_base=None, config_path="../settings", config_name="base.yaml"';
    const text = script(BODY, decorator);
    const found = await one("src/train.py", text, {
      files: {
        "settings/base.yaml": "optim:\n  lr: 0.6\n",
        "src/settings/base.yaml": "optim:\n  lr: 7\n",
      },
    });
    expect(valuesOf(found, [0])).toEqual([0.6]);
  });
});

describe("a config of OmegaConf", () => {
  const files = conf({
    "config.yaml":
      "optim:\n  lr: 0.1\nmethod:\n  optim:\n    lr: 0.2\n  step: 2\nbase: 0.1\nsame: ${base}\n",
  });

  it.each([
    ["changed", "cfg.optim.lr *= 2\n", 0.2],
    ["merged", "cfg = OmegaConf.merge(cfg, cfg.method)\n", 0.2],
    ["made of a dict", 'cfg = OmegaConf.create({"optim": {"lr": 0.2}})\n', 0.2],
    ["made a dict", "cfg.optim = OmegaConf.to_container(cfg.method.optim, resolve=True)\n", 0.2],
    ["selected from", 'cfg.optim.lr = OmegaConf.select(cfg, "method.optim.lr")\n', 0.2],
    ["changed where another key refers to it", "cfg.base = 0.2\ncfg.optim.lr = cfg.same\n", 0.2],
    [
      "changed in a branch",
      "if big():\n    cfg.base = 0.3\ncfg.base = 0.2\ncfg.optim.lr = cfg.same\n",
      0.2,
    ],
    ["changed where it refers", "cfg.same = 0.2\ncfg.base = 0.3\ncfg.optim.lr = cfg.same\n", 0.2],
    [
      "merged with what another key refers to",
      'cfg = OmegaConf.merge(cfg, {"base": 0.2})\ncfg.optim.lr = cfg.same\n',
      0.2,
    ],
    ["opened", "OmegaConf.set_struct(cfg, False)\n", 0.1],
  ])("may be %s", async (_, before, rate) => {
    expect(await ratesOf(files, `${before}${BODY}`)).toEqual([rate]);
  });

  const cli = `import torch
from omegaconf import OmegaConf
cfg = OmegaConf.merge(OmegaConf.load("conf/config.yaml"), OmegaConf.from_cli())
cfg.optim.lr = cfg.same
${BODY}
for epoch in range(4):
    for x in loader:
        opt.step()
    s.step()
`;

  it.each([
    ["no shell script", undefined, 0.1],
    ["a shell script", "python train.py base=0.3 optim.lr=7\n", 0.3],
    ["no say in it", "python train.py seed=3\n", 0.1],
  ])("has what the command line gives, with %s", async (_, run, rate) => {
    const all = { ...files, ...(run !== undefined && { "run.sh": run }) };
    expect(valuesOf(await one("train.py", cli, { files: all }), [0])).toEqual([rate]);
  });

  it("is open where only one of two command lines gives a value", async () => {
    const run = "python train.py base=0.3\npython train.py\n";
    const found = await one("train.py", cli, { files: { ...files, "run.sh": run } });
    expect(found?.unknowns.map(({ symbol }) => symbol)).toEqual(["base"]);
  });

  it("may be a list of keys and values", async () => {
    const text = cli.replace("from_cli()", 'from_dotlist(["base=0.3"])');
    expect(valuesOf(await one("train.py", text, { files }), [0])).toEqual([0.3]);
  });

  it("is what initialize and compose make", async () => {
    const text = `import torch
from hydra import initialize, compose
with initialize(version_base=None, config_path="conf"):
    cfg = compose(config_name="config", overrides=["optim.lr=0.3"])
${BODY}
for epoch in range(4):
    for x in loader:
        opt.step()
    s.step()
`;
    expect(valuesOf(await one("train.py", text, { files }), [0])).toEqual([0.3]);
  });
});

describe("hydra.utils.instantiate", () => {
  const config = `optim:
  _target_: torch.optim.SGD
  lr: 0.1
sched:
  _target_: torch.optim.lr_scheduler.StepLR
  step_size: 1
  gamma: 0.5
`;

  it.each([
    [
      "with what it is given",
      config,
      "opt = instantiate(cfg.optim, params=p)\ns = instantiate(cfg.sched, optimizer=opt)",
    ],
    [
      "partly",
      config.replaceAll(/^ {2}_target_.*/gm, "$&\n  _partial_: true"),
      "opt = instantiate(cfg.optim)(params=p)\ns = instantiate(cfg.sched)(optimizer=opt)",
    ],
    [
      "by its full name",
      config,
      "opt = hydra.utils.instantiate(cfg.optim, p)\ns = hydra.utils.instantiate(cfg.sched, opt)",
    ],
  ])("makes what the config says, %s", async (_, text, body) => {
    // StepLR: 0.1 * 0.5 ** epoch
    expect(await ratesOf(conf({ "config.yaml": text }), body, undefined, [0, 1, 2])).toEqual([
      0.1, 0.05, 0.025,
    ]);
  });

  it("makes objects of the script's own files", async () => {
    const files = {
      ...conf({ "config.yaml": "model:\n  _target_: src.model.Model\n  lr: 0.1\n" }),
      "src/model.py": "class Model:\n    def __init__(self, lr):\n        self.rate = lr * 2\n",
    };
    const body =
      "m = instantiate(cfg.model)\nopt = torch.optim.SGD(p, lr=m.rate)\ns = torch.optim.lr_scheduler.StepLR(opt, 2)";
    expect(await ratesOf(files, body)).toEqual([0.2]);
  });
});
