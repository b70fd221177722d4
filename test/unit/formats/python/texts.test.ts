import { describe, expect, it } from "vitest";
import { readFormat, valuesOf, type World } from "../read";

const FLAGS = (flag: string): string => `import argparse, torch
parser = argparse.ArgumentParser()
parser.add_argument("--kind", ${flag})
args = parser.parse_args()
`;
const LOOP = `for step in range(100):
    opt.step()
    s.step()
`;
const GET = `from transformers import get_scheduler
opt = torch.optim.AdamW(p, lr=0.5)
s = get_scheduler(args.kind, opt, num_warmup_steps=10, num_training_steps=100)
${LOOP}`;
const DICT = `opt = torch.optim.SGD(p, lr=0.5)
s = torch.optim.lr_scheduler.ExponentialLR(opt, {"slow": 0.5, "fast": 0.25}[args.kind])
${LOOP}`;

const asked = async (text: string, world?: World) => {
  const { schedules } = await readFormat("train.py", text, world);
  return schedules[0]?.unknowns.map(({ symbol, unit, texts }) => ({ symbol, unit, texts }));
};
const rates = async (text: string, values: World["values"], steps: number[]) => {
  const { schedules } = await readFormat("train.py", text, { values: values ?? {} });
  return valuesOf(schedules[0], steps);
};

describe("a text that only the run knows", () => {
  it("is one of the schedulers' names, where get_scheduler is given it", async () => {
    const text = `import torch\n${GET}`;
    const [one] = (await asked(text)) ?? [];
    expect(one).toMatchObject({ symbol: "args.kind", unit: "text" });
    // transformers' documentation of SchedulerType
    expect(one?.texts).toEqual(
      expect.arrayContaining(["linear", "cosine", "polynomial", "constant_with_warmup"]),
    );
    // linear warmup over 10, then (100 - k) / 90 and 0.5 (1 + cos(pi (k - 10) / 90))
    expect(await rates(text, { "args.kind": "linear" }, [5, 10, 55])).toEqual([0.25, 0.5, 0.25]);
    const cosine = await rates(text, { "args.kind": "cosine" }, [5, 40]);
    expect(cosine[1]).toBeCloseTo(0.25 * (1 + Math.cos(Math.PI / 3)), 14);
  });

  it.each([
    ["argparse", FLAGS('choices=["linear", "constant"], required=True')],
    [
      "argparse, a constant",
      `KINDS = ("linear", "constant")\n${FLAGS("choices=KINDS, required=True")}`,
    ],
  ])("is one of a flag's choices: %s", async (_, flags) => {
    expect(await asked(`${flags}${GET}`)).toEqual([
      { symbol: "--kind", unit: "text", texts: ["linear", "constant"] },
    ]);
    // by the flag's name, or as the script spells it
    for (const name of ["--kind", "args.kind"])
      expect(await rates(`${flags}${GET}`, { [name]: "linear" }, [55])).toEqual([0.25]);
  });

  it("is one of click's choices", async () => {
    const text = `import click, torch
@click.command()
@click.option("--kind", type=click.Choice(["linear", "constant"]), required=True)
def main(kind):
${GET.replace("args.kind", "kind").replace(/^(?=.)/gm, "    ")}
main()
`;
    expect(await asked(text)).toEqual([
      { symbol: "--kind", unit: "text", texts: ["linear", "constant"] },
    ]);
    expect(await rates(text, { "--kind": "linear" }, [55])).toEqual([0.25]);
  });

  it("is one of the keys of a dict", async () => {
    expect(await asked(`import torch\n${DICT}`)).toEqual([
      { symbol: "args.kind", unit: "text", texts: ["slow", "fast"] },
    ]);
    expect(await rates(`import torch\n${DICT}`, { "args.kind": "fast" }, [0, 1])).toEqual([
      0.5, 0.125,
    ]);
  });

  it("is one of those that shell scripts give", async () => {
    const files = { "run.sh": "python train.py --kind linear\npython train.py --kind cosine\n" };
    expect(await asked(`${FLAGS('default="constant"')}${GET}`, { files })).toEqual([
      { symbol: "--kind", unit: "text", texts: ["linear", "cosine"] },
    ]);
  });

  it("is no number, and a number is no answer", async () => {
    const text = `import torch\n${GET}`;
    expect(await asked(text, { values: { "args.kind": 3 } })).toHaveLength(1);
  });
});
