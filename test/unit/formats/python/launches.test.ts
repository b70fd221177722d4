import { describe, expect, it } from "vitest";
import { one, readFormat, valuesOf } from "../read";

const SCRIPT = `import argparse, torch
parser = argparse.ArgumentParser()
parser.add_argument("--lr", "--learning-rate", type=float, default=0.1)
parser.add_argument("--epochs", type=int, default=30)
parser.add_argument("--milestones", type=int, nargs="+", default=[10, 20])
parser.add_argument("--fast", action="store_true")
parser.add_argument("--gamma", default=0.1)
args = parser.parse_args()
opt = torch.optim.SGD(p, lr=args.lr)
s = torch.optim.lr_scheduler.MultiStepLR(opt, args.milestones, 0.1)
for epoch in range(args.epochs):
    for x in loader:
        opt.step()
    s.step()
`;

const read = (files: Readonly<Record<string, string>>) => one("train.py", SCRIPT, { files });
const firstRate = async (files: Readonly<Record<string, string>>): Promise<number | undefined> =>
  valuesOf(await read(files), [0])[0];

describe("flags of a shell script beside a Python file", () => {
  it.each([
    ["one line", "python train.py --lr 3e-4 --epochs 12\n"],
    ["an equals sign, another name", "python3 ./train.py --learning-rate=3e-4\n"],
    ["lines carried on", "torchrun --nproc 8 train.py \\\n  --epochs 12 \\\n  --lr 3e-4\n"],
    ["a variable", 'LR=3e-4\npython train.py --lr "$LR"\n'],
    ["a text of arguments", 'ARGS="--epochs 12 --lr 3e-4"\npython train.py $ARGS\n'],
    ["an array of arguments", "ARGS=(\n  --lr 3e-4\n)\npython train.py ${ARGS[@]}\n"],
    [
      "other commands",
      "python prepare.py --lr 7\npython train.py --lr 3e-4 && python eval.py --lr 8\n",
    ],
    ["a comment", "# python train.py --lr 7\npython train.py --lr 3e-4  > log\n"],
  ])("are its values: %s", async (_, script) => {
    expect(await firstRate({ "run.sh": script })).toBe(3e-4);
  });

  it("are read from any script beside it, and from a folder of scripts", async () => {
    expect(await firstRate({ "experiment_7.sh": "python train.py --lr 3e-4\n" })).toBe(3e-4);
    expect(await firstRate({ "scripts/train.sh": "python ../train.py --lr 3e-4\n" })).toBe(3e-4);
  });

  it("have their place in the script, where the number can be changed", async () => {
    const text = "python train.py --lr 3e-4\n";
    const schedule = await read({ "run.sh": text });
    const rate = schedule?.foreign?.settings.find(({ name }) => name === "lr");
    const origin = rate?.literal;
    expect(origin?.uri).toMatch(/run\.sh$/);
    expect(text.slice(origin?.range.start, origin?.range.end)).toBe("3e-4");
  });

  it("are lists where a flag takes several", async () => {
    const schedule = await read({ "run.sh": "python train.py --milestones 3 6 --lr 1\n" });
    expect(valuesOf(schedule, [2, 3, 5, 6])).toEqual([1, 0.1, 0.1, 0.010000000000000002]);
  });

  it.each([
    ["no such script", {}],
    ["another file's", { "run.sh": "python retrain.py --lr 3e-4\npython train.pyc --lr 5\n" }],
    ["no such flag", { "run.sh": "python train.py --lr2 3e-4 --fast\n" }],
  ])("leave the defaults alone: %s", async (_, files) => {
    expect(await firstRate(files)).toBe(0.1);
  });

  it("of which none has a value are asked for, and take the answer", async () => {
    const text = SCRIPT.replace("default=0.1)", "required=True)");
    const { schedules } = await readFormat("train.py", text);
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual(["--lr"]);
    expect(valuesOf(await one("train.py", text, { values: { "--lr": 0.5 } }), [0])).toEqual([0.5]);
  });

  it.each([
    ["two values", "python train.py --lr 1\npython train.py --lr 2\n"],
    ["once given, once not", "python train.py --lr 1\npython train.py\n"],
    ["what only the shell knows", "python train.py --lr $1\n"],
    ["no number", "python train.py --lr fast\n"],
  ])("are asked for where they are not one: %s", async (_, script) => {
    const { schedules } = await readFormat("train.py", SCRIPT, { files: { "run.sh": script } });
    expect(schedules[0]?.schedule).toBeUndefined();
    expect(schedules[0]?.unknowns.map(({ symbol }) => symbol)).toEqual(["--lr"]);
    const given = { files: { "run.sh": script }, values: { "--lr": 0.5 } };
    expect(valuesOf(await one("train.py", SCRIPT, given), [0])).toEqual([0.5]);
  });
});
