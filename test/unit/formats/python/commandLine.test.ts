import { describe, expect, it } from "vitest";
import { one, readFormat, valuesOf, type World } from "../read";

/** Trains for `epochs` at a rate of `lr` that falls to a tenth at half of them. */
const TRAIN = `
    opt = torch.optim.SGD(p, lr=lr)
    s = torch.optim.lr_scheduler.StepLR(opt, 10)
    for epoch in range(epochs):
        for x in loader:
            opt.step()
        s.step()
`;

/** A script whose `main` is called by its last line. */
const script = (head: string, def: string, last: string): string =>
  `import torch\n${head}\n${def}:${TRAIN}\nif __name__ == "__main__":\n    ${last}\n`;

const read = async (text: string, files: World["files"] = {}) => {
  const { schedules } = await readFormat("train.py", text, { files });
  return schedules[0];
};

type Read = Awaited<ReturnType<typeof read>>;

const told = (schedule: Read) => ({
  rates: valuesOf(schedule, [0, 10]),
  length: schedule?.schedule?.length,
});

const DEFAULTS = { rates: [0.5, 0.05], length: 30 };
const RUN = { "run.sh": "python train.py --lr 0.25 --epochs 20\n" };
const LAUNCHED = { rates: [0.25, 0.025], length: 20 };

/** The text of the literal that a number stands in. */
const literalOf = (schedule: Read, text: string): string | undefined => {
  const literal = schedule?.foreign?.settings.find(({ name }) => name === "lr")?.literal;
  return literal && text.slice(literal.range.start, literal.range.end);
};

const click = (options: string, parameters = "lr, epochs"): string =>
  script("import click", `@click.command()\n${options}\ndef main(${parameters})`, "main()");
const EPOCHS = '@click.option("--epochs", default=30)';

const SCRIPTS: readonly (readonly [string, string])[] = [
  ["click", click(`@click.option("--lr", default=0.5, type=float)\n${EPOCHS}`)],
  [
    "click, imported by name",
    click(`@option("--lr", default=0.5)\n${EPOCHS}`).replace(
      "import click",
      "import click\nfrom click import option",
    ),
  ],
  [
    "click, an option that commands share",
    script(
      'import click\nlr_option = click.option("--lr", default=0.5)',
      `@click.command()\n@lr_option\n${EPOCHS}\ndef main(lr, epochs)`,
      "main()",
    ),
  ],
  [
    "click, a command of a group",
    script(
      "import click\n@click.group()\ndef cli():\n    pass",
      `@cli.command()\n@click.option("--lr", default=0.5)\n${EPOCHS}\ndef main(lr, epochs)`,
      "cli()",
    ),
  ],
  [
    "typer.Option",
    script(
      "import typer\napp = typer.Typer()",
      "@app.command()\ndef main(lr: float = typer.Option(0.5), epochs: int = typer.Option(default=30))",
      "app()",
    ),
  ],
  [
    "typer, Annotated and plain",
    script(
      "import typer\nfrom typing import Annotated\napp = typer.Typer()",
      '@app.command()\ndef main(lr: Annotated[float, typer.Option(help="x")] = 0.5, epochs: int = 30)',
      "app()",
    ),
  ],
  [
    "typer.run",
    script("import typer", "def main(lr: float = 0.5, epochs: int = 30)", "typer.run(main)"),
  ],
  ...[
    [
      "click, options that a function applies",
      '    f = click.option("--lr", default=0.5)(f)\n    return click.option("--epochs", default=30)(f)',
    ],
    [
      "click, in a loop",
      "    for option in reversed(OPTIONS):\n        f = option(f)\n    return f",
    ],
    ["click, reduced", "    return functools.reduce(lambda g, option: option(g), OPTIONS, f)"],
    [
      "click, around a wrapper",
      '    @OPTIONS[0]\n    @click.option("--lr", default=0.5)\n    @click.option("--epochs", default=30)\n    @functools.wraps(f)\n    def wrapper(*args, **kwargs):\n        return f(*args, **kwargs)\n    return wrapper',
    ],
  ].map(
    ([name = "", body = ""]) =>
      [
        name,
        script(
          `import click, functools\nOPTIONS = [click.option("--lr", default=0.5), click.option("--epochs", default=30)]\ndef common_options(f):\n${body}`,
          "@click.command()\n@common_options\ndef main(lr, epochs)",
          "main()",
        ),
      ] as const,
  ),
  [
    "click, options that a call chooses",
    script(
      'import click\nOPTIONS = [click.option("--lr", default=0.5), click.option("--epochs", default=30)]\ndef add_options(options):\n    def decorate(f):\n        for option in options:\n            f = option(f)\n        return f\n    return decorate',
      "@click.command()\n@add_options(OPTIONS)\ndef main(lr, epochs)",
      "main()",
    ),
  ],
  [
    "typer, an app within another",
    script(
      "import typer\napp = typer.Typer()\ntraining = typer.Typer()",
      "@training.command()\ndef main(lr: float = 0.5, epochs: int = 30)",
      'app.add_typer(training, name="training")\n    app()',
    ),
  ],
  [
    "fire, a class",
    script(
      "import fire\nclass Trainer:\n    def __init__(self, lr=0.5):\n        self.lr = lr\n    def fit(self, epochs=30):\n        main(self.lr, epochs)",
      "def main(lr, epochs)",
      "fire.Fire(Trainer)",
    ),
  ],
  [
    "fire, a dict with another name",
    script("import fire", "def main(lr=0.5, epochs=30)", 'fire.Fire({"train": main})'),
  ],
  ["fire", script("import fire", "def main(lr=0.5, epochs=30)", "fire.Fire(main)")],
  ["fire, by name", script("from fire import Fire", "def main(lr=0.5, epochs=30)", "Fire(main)")],
  ["fire, all of a file", script("import fire", "def main(lr=0.5, epochs=30)", "fire.Fire()")],
  [
    "fire, a dict",
    script("import fire", "def main(lr=0.5, epochs=30)", 'fire.Fire({"main": main})'),
  ],
  [
    "tyro, a function",
    script("import tyro", "def main(lr: float = 0.5, epochs: int = 30)", "tyro.cli(main)"),
  ],
  [
    "jsonargparse",
    script(
      "from jsonargparse import CLI",
      "def main(lr: float = 0.5, epochs: int = 30)",
      "CLI(main)",
    ),
  ],
  [
    "absl",
    script(
      'from absl import app, flags\nFLAGS = flags.FLAGS\nflags.DEFINE_float("lr", 0.5, "x")\n_E = flags.DEFINE_integer("epochs", 30, "x")',
      "def main(_)",
      "app.run(main)",
    ).replace("    opt =", "    lr = FLAGS.lr\n    epochs = _E.value\n    opt ="),
  ],
];

const FIELDS = `from dataclasses import dataclass, field
@dataclass
class Args:
    lr: float = 0.5
    epochs: int = field(default=30)
`;
const fromFields = (head: string, made: string): string =>
  `import torch\n${head}\n${FIELDS}\ndef main(lr, epochs):${TRAIN}\n${made}\nmain(args.lr, args.epochs)\n`;

const DATACLASSES: readonly (readonly [string, string])[] = [
  ["tyro", fromFields("import tyro", "args = tyro.cli(Args)")],
  [
    "simple_parsing",
    fromFields(
      "from simple_parsing import ArgumentParser",
      'parser = ArgumentParser()\nparser.add_arguments(Args, dest="o")\nargs = parser.parse_args().o',
    ),
  ],
  [
    "simple_parsing.parse",
    fromFields("import simple_parsing", "args = simple_parsing.parse(Args)"),
  ],
  ["pyrallis", fromFields("import pyrallis", "args = pyrallis.parse(config_class=Args)")],
  [
    "pyrallis.wrap",
    `import torch, pyrallis\n${FIELDS}\n@pyrallis.wrap()\ndef run(args: Args):\n    main(args.lr, args.epochs)\n\ndef main(lr, epochs):${TRAIN}\nrun()\n`,
  ],
  [
    "pyrallis.wrap by name",
    `import torch\nfrom pyrallis import wrap\n${FIELDS}\n@wrap()\ndef run(args: "Args"):\n    main(args.lr, args.epochs)\n\ndef main(lr, epochs):${TRAIN}\nif __name__ == "__main__":\n    run()\n`,
  ],
  [
    "HfArgumentParser",
    fromFields(
      "from transformers import HfArgumentParser",
      "parser = HfArgumentParser(Args)\n(args,) = parser.parse_args_into_dataclasses()",
    ),
  ],
];

describe.each([...SCRIPTS, ...DATACLASSES])("flags of %s", (_, text) => {
  it("have their defaults, each at its literal", async () => {
    const schedule = await read(text);
    expect(told(schedule)).toEqual(DEFAULTS);
    expect(schedule?.unknowns).toEqual([]);
    expect(literalOf(schedule, text)).toBe("0.5");
  });

  it("have what the shell script beside the file gives, at its place there", async () => {
    const schedule = await read(text, RUN);
    expect(told(schedule)).toEqual(LAUNCHED);
    expect(literalOf(schedule, RUN["run.sh"])).toBe("0.25");
  });

  it("are asked for where two commands differ", async () => {
    const both = { "run.sh": "python train.py --lr 0.25\npython train.py --lr 0.125\n" };
    const schedule = await read(text, both);
    expect(schedule?.schedule).toBeUndefined();
    expect(schedule?.unknowns.map(({ symbol }) => symbol)).toEqual(["--lr"]);
  });
});

describe("options of click", () => {
  // click 8, "Parameter Names": a name without hyphens, the first long one, the first short one
  it.each([
    ['"-l", "--lr"', "lr"],
    ['"--learning-rate", "lr"', "lr"],
    ['"-l", "--learning-rate", "--rate"', "learning_rate"],
    ['"--LR"', "lr"],
    ['"-l"', "l"],
  ])("fill in the parameter that they name: %s", async (names, parameter) => {
    const text = click(
      `@click.option(${names}, default=0.5)\n${EPOCHS}`,
      `${parameter}, epochs`,
    ).replace("lr=lr", `lr=${parameter}`);
    expect(told(await read(text))).toEqual(DEFAULTS);
  });

  it.each([
    ["a text of a float", 'default="5e-1", type=float'],
    ["a range of numbers", "default=0.5, type=click.FloatRange(0, 1)"],
    ["click's own name of the type", "default=0.5, type=click.FLOAT, show_default=True"],
    ["a function", "default=lambda: 0.5"],
  ])("take their default: %s", async (_, more) => {
    expect(told(await read(click(`@click.option("--lr", ${more})\n${EPOCHS}`)))).toEqual(DEFAULTS);
  });

  it.each([
    ["required", "required=True"],
    ["converted by a function", "default=0.5, callback=halved"],
    ["of a type of the script's own", "default=0.5, type=Rate()"],
    ["one of several that set the same", "flag_value=0.5, default=True"],
  ])("are asked for where they are %s", async (_, more) => {
    const schedule = await read(click(`@click.option("--lr", ${more})\n${EPOCHS}`));
    expect(schedule?.schedule).toBeUndefined();
    expect(schedule?.unknowns.map(({ symbol }) => symbol)).toEqual(["--lr"]);
  });

  const branches = (option: string, test: string): string =>
    click(`@click.option("--lr", default=0.5)\n${EPOCHS}\n${option}`, "lr, epochs, kind").replace(
      "    opt =",
      `    if ${test}:\n        lr = lr / 5\n    opt =`,
    );
  const firstRate = async (text: string, run = ""): Promise<number | undefined> =>
    valuesOf(await read(text, run === "" ? {} : { "run.sh": `python train.py ${run}\n` }), [0])[0];

  it("of a choice decide which branch is taken", async () => {
    const option = '@click.option("--kind", type=click.Choice(["a", "b"]), default="a")';
    const text = branches(option, 'kind == "b"');
    expect(await firstRate(text)).toBe(0.5);
    expect(await firstRate(text, "--kind b")).toBe(0.1);
  });

  it.each([
    ["is_flag", '@click.option("--kind", is_flag=True)', "--kind"],
    ["two names", '@click.option("--kind/--plain", default=False)', "--kind"],
    ["a value", '@click.option("--kind", default=False, type=bool)', "--kind yes"],
  ])("are switches: %s", async (_, option, given) => {
    const text = branches(option, "kind");
    expect(await firstRate(text)).toBe(0.5);
    expect(await firstRate(text, given)).toBe(0.1);
    expect(await firstRate(text, "--lr 0.25")).toBe(0.25);
  });

  it("are switched off by their other name", async () => {
    const text = branches('@click.option("--kind/--plain", default=True)', "kind");
    expect(await firstRate(text)).toBe(0.1);
    expect(await firstRate(text, "--plain")).toBe(0.5);
    expect(await firstRate(text, "--plain --kind")).toBeNaN();
  });

  const milestones = (more: string): string =>
    `import click, torch
@click.command()
@click.option("--at", type=int, ${more})
def main(at):
    opt = torch.optim.SGD(p, lr=1)
    s = torch.optim.lr_scheduler.MultiStepLR(opt, at, 0.5)
    for epoch in range(40):
        for x in loader:
            opt.step()
        s.step()
main()
`;

  it("that are given several times are lists", async () => {
    const text = milestones("multiple=True, default=[10, 20]");
    expect(valuesOf(await read(text), [9, 10, 20])).toEqual([1, 0.5, 0.25]);
    const run = { "run.sh": "python train.py --at 5 --at=7 \\\n  --at 9\n" };
    expect(valuesOf(await read(text, run), [4, 5, 7, 9])).toEqual([1, 0.5, 0.25, 0.125]);
    const none = milestones("multiple=True");
    expect(valuesOf(await read(none), [0, 39])).toEqual([1, 1]);
  });

  it("that take two values are pairs", async () => {
    const text = milestones("nargs=2, default=(10, 20)");
    expect(valuesOf(await read(text), [9, 10, 20])).toEqual([1, 0.5, 0.25]);
    const run = { "run.sh": "python train.py --at 5 7 data.csv\n" };
    expect(valuesOf(await read(text, run), [4, 5, 7])).toEqual([1, 0.5, 0.25]);
  });

  it("are not those of another command", async () => {
    const text = `${click(`@click.option("--lr", default=0.5)\n${EPOCHS}`)}\ndef test(): pass\n`;
    const run = { "run.sh": "python train.py test --lr 7\npython train.py main --lr 0.25\n" };
    expect(valuesOf(await read(text, run), [0])).toEqual([0.25]);
  });
});

describe("flags", () => {
  it("of typer have the names that they are given", async () => {
    const def =
      'def main(lr: float = typer.Option(0.5, "--learning-rate", "-l"), epochs: Annotated[int, typer.Option("--rounds")] = 30)';
    const text = script("import typer\nfrom typing import Annotated", def, "typer.run(main)");
    const run = { "run.sh": "python train.py --learning-rate 0.25 --rounds 20\n" };
    const command = text.replace("def main", "app = typer.Typer()\n@app.command()\ndef main");
    expect(told(await read(command, run))).toEqual(LAUNCHED);
    expect(told(await read(command))).toEqual(DEFAULTS);
  });

  it("of typer without a default are asked for", async () => {
    const def = "def main(lr: float = typer.Option(...), epochs: int = 30)";
    const schedule = await read(script("import typer", def, "typer.run(main)"));
    expect(schedule?.unknowns.map(({ symbol }) => symbol)).toEqual(["--lr"]);
  });

  const COMMANDS = `
def train(lr=0.5, epochs=30):${TRAIN}
def evaluate(lr=1.0, epochs=3):
    pass
`;
  const RUNS = {
    "run.sh": "python train.py fit --lr 0.25 --epochs 20\npython train.py test --lr 7\n",
  };

  it("of fire are those of the command by whose name a dict has the function", async () => {
    const text = `import fire, torch\n${COMMANDS}\nfire.Fire({"fit": train, "test": evaluate})\n`;
    expect(told(await read(text))).toEqual(DEFAULTS);
    expect(told(await read(text, RUNS))).toEqual(LAUNCHED);
  });

  it("of fire go to a class's constructor, and to the method that is the command", async () => {
    const text = `import fire, torch
class Trainer:
    def __init__(self, lr=0.5, name="x"):
        self.lr = lr
    def fit(self, epochs=30):
        lr = self.lr${TRAIN.replaceAll("\n    ", "\n        ")}
    def test(self, epochs=7):
        pass
fire.Fire(Trainer)
`;
    expect(told(await read(text))).toEqual(DEFAULTS);
    const run = { "run.sh": "python train.py fit --lr 0.25 --epochs 20\n" };
    expect(told(await read(text, run))).toEqual(LAUNCHED);
    const other = { "run.sh": "python train.py test --epochs 20\n" };
    expect(told(await read(text, other))).toEqual(DEFAULTS);
  });

  it("of typer are those of the app's own name", async () => {
    const text = `import torch, typer
app, fitting, testing = typer.Typer(), typer.Typer(), typer.Typer()
app.add_typer(fitting, name="fit")
app.add_typer(testing, name="test")
@fitting.command()
def run(lr: float = 0.5, epochs: int = 30):${TRAIN}
@testing.command("run")
def check(lr: float = 1.0):
    pass
app()
`;
    expect(told(await read(text))).toEqual(DEFAULTS);
    const runs = {
      "run.sh": "python train.py fit run --lr 0.25 --epochs 20\npython train.py test run --lr 7\n",
    };
    expect(told(await read(text, runs))).toEqual(LAUNCHED);
  });

  it("of a file that pyrallis is told of are asked for", async () => {
    const text = `import torch, pyrallis\n${FIELDS}\n@pyrallis.wrap(config_path="a.yaml")\ndef run(args: Args):\n    lr, epochs = args.lr, args.epochs${TRAIN}\nrun()\n`;
    expect((await read(text))?.unknowns.map(({ symbol }) => symbol)).toEqual([
      "args.lr",
      "args.epochs",
    ]);
  });

  it("of tyro reach into a dataclass within another", async () => {
    const text = `import torch, tyro
from dataclasses import dataclass, field
@dataclass
class Opt:
    lr: float = 0.1
    momentum: float = 0.9
@dataclass
class Args:
    opt: Opt = field(default_factory=lambda: Opt(lr=0.5))
    epochs: int = 30
def main(lr, epochs):${TRAIN}
args = tyro.cli(Args)
main(args.opt.lr, args.epochs)
`;
    expect(told(await read(text))).toEqual(DEFAULTS);
    const run = { "run.sh": "python train.py --opt.lr 0.25 --epochs 20\n" };
    expect(told(await read(text, run))).toEqual(LAUNCHED);
    // what is not given stays what the outer default says, not what the inner class says
    const momentum = { "run.sh": "python train.py --opt.momentum 0.8\n" };
    expect(told(await read(text, momentum))).toEqual(DEFAULTS);
  });

  it("of absl that must be given are asked for", async () => {
    const text = `import torch
from absl import flags
FLAGS = flags.FLAGS
flags.DEFINE_float("lr", None, "x")
flags.mark_flag_as_required("lr")
s = torch.optim.lr_scheduler.StepLR(torch.optim.SGD(p, lr=FLAGS.lr), 10)
`;
    const schedule = await read(text);
    expect(schedule?.unknowns.map(({ symbol }) => symbol)).toContain("--lr");
    const given = await one("train.py", text, { values: { "--lr": 0.5 } });
    expect(valuesOf(given, [0, 10])).toEqual([0.5, 0.05]);
  });

  it("of argparse that may lack their value are no lists", async () => {
    const text = script(
      'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--lr", nargs="?", type=float, default=0.5)\nargs = parser.parse_args()',
      "def main(lr, epochs)",
      "main(args.lr, 20)",
    );
    expect(told(await read(text, RUN))).toEqual(LAUNCHED);
  });

  it("of argparse are switched off by --no-", async () => {
    const text = script(
      'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--big", action=argparse.BooleanOptionalAction, default=True)\nargs = parser.parse_args()',
      "def main(lr, epochs)",
      "main(0.5 if args.big else 0.25, 20)",
    );
    expect(valuesOf(await read(text), [0])).toEqual([0.5]);
    const off = { "run.sh": "python train.py --no-big\n" };
    expect(valuesOf(await read(text, off), [0])).toEqual([0.25]);
  });
});
