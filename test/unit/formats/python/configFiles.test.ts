import { describe, expect, it } from "vitest";
import { one, readFormat, valuesOf } from "../read";

/** A script that has its rate, its step and its epochs from what `load` leaves in `cfg`. */
const script = (load: string, rate = 'cfg["lr"]'): string => `import json, os, yaml, toml, tomllib
import argparse, torch
from pathlib import Path
from types import SimpleNamespace
from collections import namedtuple
from omegaconf import OmegaConf
${load}
opt = torch.optim.SGD(p, lr=${rate})
s = torch.optim.lr_scheduler.StepLR(opt, 2, 0.5)
for epoch in range(4):
    for x in loader:
        opt.step()
    s.step()
`;

const firstRate = async (
  load: string,
  files: Readonly<Record<string, string>>,
  rate?: string,
  name = "train.py",
): Promise<number | string | undefined> => {
  const found = await one(name, script(load, rate), { files });
  return found?.schedule ? valuesOf(found, [0])[0] : found?.unknowns[0]?.symbol;
};

const YAML = "lr: 0.25\noptim:\n  lr: 0.125\n";
const JSON_FILE = '{ "lr": 0.25, "optim": { "lr": 0.125 } }\n';

describe("a config that a script loads", () => {
  it.each([
    ["yaml.safe_load(open(p))", 'cfg = yaml.safe_load(open("c.yaml"))'],
    ["a with", 'with open("c.yaml", "r", encoding="utf-8") as f:\n    cfg = yaml.safe_load(f)'],
    ["a Loader", 'cfg = yaml.load(open("c.yaml"), Loader=yaml.FullLoader)'],
    ["read()", 'cfg = yaml.safe_load(open("c.yaml").read())'],
    ["pathlib's text", 'cfg = yaml.safe_load(Path("c.yaml").read_text())'],
    ["pathlib's open", 'with Path("c.yaml").open() as f:\n    cfg = yaml.full_load(f)'],
    ["json.load(open(p))", 'cfg = json.load(open("c.json"))'],
    ["json.loads", 'cfg = json.loads(Path("c.json").read_text())'],
    ["a text of the script", `cfg = json.loads('{"lr": 0.25}')`],
    ["toml.load(path)", 'cfg = toml.load("c.toml")'],
    ["tomllib.load", 'with open("c.toml", "rb") as f:\n    cfg = tomllib.load(f)'],
    ["OmegaConf.load", 'cfg = OmegaConf.load("c.yaml")'],
    ["os.path.join", 'cfg = json.load(open(os.path.join("conf", "c.json")))'],
    ["a constant", 'PATH = "conf" + "/c.json"\ncfg = json.load(open(PATH))'],
    ["a function", 'def load(p):\n    return json.load(open(p))\ncfg = load("c.json")'],
    [
      "a flag's default",
      'a = argparse.ArgumentParser()\na.add_argument("--config", default="c.yaml")\ncfg = yaml.safe_load(open(a.parse_args().config))',
    ],
  ])("says its values: %s", async (_, load) => {
    const files = { "c.yaml": YAML, "c.json": JSON_FILE, "conf/c.json": JSON_FILE };
    expect(await firstRate(load, { ...files, "c.toml": "lr = 0.25\n" })).toBe(0.25);
  });

  it.each([
    ["os.path.dirname", 'os.path.join(os.path.dirname(os.path.abspath(__file__)), "c.yaml")'],
    ["parent", 'Path(__file__).resolve().parent / "c.yaml"'],
    ["with_name", 'Path(__file__).with_name("c.yaml")'],
    ["parents", 'Path(__file__).parents[1] / "src" / "c.yaml"'],
  ])("stands where the script's own place says: %s", async (_, path) => {
    const files = { "src/c.yaml": YAML, "c.yaml": "lr: 7.0\n" };
    const load = `cfg = yaml.safe_load(open(${path}))`;
    expect(await firstRate(load, files, undefined, "src/train.py")).toBe(0.25);
  });

  it("is the one that a shell script gives", async () => {
    const load =
      'a = argparse.ArgumentParser()\na.add_argument("--config")\ncfg = yaml.safe_load(open(a.parse_args().config))';
    const files = { "a.yaml": "lr: 0.5\n", "run.sh": "python train.py --config a.yaml\n" };
    expect(await firstRate(load, files)).toBe(0.5);
  });

  it.each([
    ["get", 'cfg.get("lr", 7)'],
    ["get of a key that is not there", 'cfg.get("rate", 0.25)'],
    ["a key in a key", '2 * cfg["optim"]["lr"]'],
    ["SimpleNamespace", "SimpleNamespace(**cfg).lr"],
    ["Namespace", "argparse.Namespace(**cfg).lr"],
    ["a named tuple", 'namedtuple("C", " ".join(cfg.keys()))(**cfg).lr'],
  ])("is looked up with %s", async (_, rate) => {
    const load = 'cfg = json.load(open("c.json"))';
    expect(await firstRate(load, { "c.json": JSON_FILE }, rate)).toBe(0.25);
  });

  it.each([
    [
      "a dataclass",
      "from dataclasses import dataclass\n@dataclass\nclass C:\n    lr: float\n    optim: dict",
      "C(**cfg).lr",
    ],
    [
      "an object's __dict__",
      "class C:\n    def __init__(self, d):\n        self.__dict__.update(d)",
      "C(cfg).lr",
    ],
    [
      "setattr",
      "class C:\n    def __init__(self, d):\n        for k, v in d.items():\n            setattr(self, k, v)",
      "C(cfg).lr",
    ],
    [
      "the flags",
      "args = argparse.ArgumentParser().parse_args()\nvars(args).update(cfg)",
      "args.lr",
    ],
  ])("fills %s", async (_, more, rate) => {
    const load = `cfg = json.load(open("c.json"))\n${more}`;
    expect(await firstRate(load, { "c.json": JSON_FILE }, rate)).toBe(0.25);
  });

  it("has its numbers' places in the config's file", async () => {
    const found = await one("train.py", script('cfg = yaml.safe_load(open("c.yaml"))'), {
      files: { "c.yaml": YAML },
    });
    const origin = found?.foreign?.settings.find(({ name }) => name === "lr")?.literal;
    expect(origin?.uri).toMatch(/c\.yaml$/);
    expect(YAML.slice(origin?.range.start, origin?.range.end)).toBe("0.25");
  });

  it("is a file that the reading depends on", async () => {
    const { document } = await readFormat("train.py", script('cfg = json.load(open("c.json"))'), {
      files: { "c.json": JSON_FILE },
    });
    expect([...(document.files?.keys() ?? [])]).toEqual(["file:///project/c.json"]);
  });
});

describe("a number of YAML", () => {
  // PyYAML 6.0.3, yaml.safe_load(text)["lr"], through float()
  it.each([
    ["lr: 1e-3", 0.001],
    ["lr: 1.0e-3", 0.001],
    ["lr: .5", 0.5],
    ["lr: 1_000.5", 1000.5],
    ["lr: 0x10", 16],
    ["lr: 010", 8],
    ["lr: '0.1'", 0.1],
    ["lr: !!float 1e-3", 0.001],
    ["lr: 3.0e+2", 300],
  ])("is what float() makes of PyYAML's value: %s", async (text, value) => {
    const load = 'cfg = yaml.safe_load(open("c.yaml"))';
    expect(await firstRate(load, { "c.yaml": `${text}\n` }, 'float(cfg["lr"])')).toBe(value);
  });

  it("is a text to PyYAML without a point, and so no rate: the script fails, and that is said", async () => {
    const load = 'cfg = yaml.safe_load(open("c.yaml"))';
    const problemsOf = async (text: string) => {
      const files = { "c.yaml": text };
      const { schedules, problems } = await readFormat("train.py", script(load), { files });
      return [schedules[0]?.schedule, problems.map(({ code, message }) => `${code} ${message}`)];
    };
    expect(await problemsOf("lr: 1e-3\n")).toEqual([
      undefined,
      ["yaml-number-is-text PyYAML reads 1e-3 as a text, not as the number 0.001: write 1.0e-3."],
    ]);
    expect(await problemsOf("lr: '0.1'\n")).toEqual([
      undefined,
      ['wrong-type The text "0.1" stands where a number is needed.'],
    ]);
  });

  // OmegaConf 2.4, yaml.load(text, Loader=get_yaml_loader())["lr"]
  it.each([
    ["lr: 1e-3", 0.001],
    ["lr: 1.0e4", 10000],
    ["lr: 2_000e-3", 2],
    ["lr: 1.e-3", 0.001],
  ])("is one to OmegaConf: %s", async (text, value) => {
    expect(await firstRate('cfg = OmegaConf.load("c.yaml")', { "c.yaml": `${text}\n` })).toBe(
      value,
    );
  });

  it("is either where the script's loader has a rule of its own", async () => {
    const load =
      'yaml.SafeLoader.add_implicit_resolver("tag:yaml.org,2002:float", rule, list("-+0123456789."))\ncfg = yaml.safe_load(open("c.yaml"))';
    expect(await firstRate(load, { "c.yaml": "lr: 1e-3\n" })).toBe("lr");
    expect(await firstRate(load, { "c.yaml": "lr: 0.1\n" })).toBe(0.1);
  });
});

describe("a config of which nothing is known", () => {
  const load = 'cfg = yaml.safe_load(open("c.yaml"))';
  const asked = 'cfg["lr"]';

  it.each([
    ["is not there", load, {}],
    ["is broken", load, { "c.yaml": "lr: 0.25\nb: [1, 2\n" }],
    ["is no mapping", load, { "c.yaml": "- 1\n- 2\n" }],
    ["is opened to be written", 'cfg = json.load(open("c.json", "w"))', { "c.json": JSON_FILE }],
    [
      "has another loader",
      'cfg = yaml.load(open("c.yaml"), Loader=yaml.BaseLoader)',
      { "c.yaml": YAML },
    ],
    [
      "has a path that the run makes",
      "cfg = yaml.safe_load(open(sys.argv[1]))",
      { "c.yaml": YAML },
    ],
    [
      "is data",
      load,
      { "c.yaml": `lr: 0.25\nlist: [${Array.from({ length: 6000 }, () => 1).join()}]\n` },
    ],
    ["is too long", load, { "c.yaml": `lr: 0.25\n# ${"x".repeat(310_000)}\n` }],
    [
      "is a bomb",
      load,
      {
        "c.yaml": `a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join(", ")}]`).join("\n")}\nlr: 0.25\n`,
      },
    ],
    ["holds itself", load, { "c.yaml": "a: &a\n  b: *a\nlr: 0.25\n" }],
  ])("that %s, asks for its values", async (_, how, files) => {
    expect(await firstRate(how, files as Record<string, string>)).toBe(asked);
  });

  it("is named where it is not there, and how to give what it lacks", async () => {
    const { problems } = await readFormat("train.py", script(load), { files: {} });
    const said = problems.map(({ message }) => message);
    expect(said).toEqual([
      'cfg["lr"] is not known, as no file c.yaml of the workspace can be read: give it a value, or add the file.',
    ]);
    const given = { files: {}, values: { 'cfg["lr"]': 0.1 } };
    expect((await readFormat("train.py", script(load), given)).problems).toEqual([]);
    const get = await readFormat("train.py", script(load, 'cfg.get("lr", 0.1)'), { files: {} });
    expect(get.problems.map(({ message }) => message)).toEqual([
      'cfg.get("lr", 0.1) is not known, as no file c.yaml of the workspace can be read: give it a value, or add the file.',
    ]);
  });

  it("is not guessed where the folder to start in decides between files", async () => {
    const files = { "c.yaml": "lr: 0.5\n", "src/c.yaml": YAML };
    expect(await firstRate(load, files, undefined, "src/train.py")).toBe(asked);
    const same = { "c.yaml": YAML, "src/c.yaml": YAML };
    expect(await firstRate(load, same, undefined, "src/train.py")).toBe(0.25);
  });

  it("is one of those that a choice of paths leads to", async () => {
    const choose = 'path = "a.json" if big() else "b.json"\ncfg = json.load(open(path))';
    const files = { "a.json": '{"lr": 0.25}', "b.json": '{"lr": 0.5}' };
    expect(await firstRate(choose, files)).toBe("big()");
    expect(await firstRate(choose, { ...files, "b.json": '{"lr": 0.25}' })).toBe(0.25);
  });
});
