import { describe, expect, it } from "vitest";
import { readAlone, readFormat } from "./read";

const codes = async (name: string, text: string): Promise<string[]> =>
  (await readFormat(name, text)).problems.map(({ code, severity }) => `${severity} ${code}`);

describe("what is too long to be read is said", () => {
  it.each([
    ["axolotl.yaml", "base_model: x\nmicro_batch_size: 2\nlearning_rate: 2.0e-5\n", "# note\n"],
    ["train.toml", "[optimizer]\nlr = 1e-3\n[lr_scheduler]\nwarmup_steps = 5\n", "# note\n"],
    ["solver.prototxt", 'lr_policy: "step"\nbase_lr: 0.1\n', "# note\n"],
    ["train.sh", "python train.py --learning_rate 1e-4 --lr_scheduler_type cosine\n", "# note\n"],
  ])("of a config, %s", async (name, text, line) => {
    expect((await readFormat(name, text)).schedules).toHaveLength(1);
    const long = text + line.repeat(50_000);
    expect(await codes(name, long)).toEqual(["information too-large"]);
  });

  it("of a script in JavaScript that holds a rate", async () => {
    const text = "const learningRate = (epoch) => 0.1 * 0.9 ** epoch;\n";
    expect((await readFormat("rate.js", text)).schedules).toHaveLength(1);
    const filler = "// nothing\n".repeat(50_000);
    expect(await codes("rate.js", text + filler)).toEqual(["information too-large"]);
    const head = { uri: "file:///a.js", languageId: "javascript", text: filler };
    expect(await readAlone(head)).toBeUndefined();
  });

  it("but not of numbers and texts beyond all bounds, which are unknown or rounded as Python does", async () => {
    const head = "import torch\nopt = torch.optim.SGD(p, lr=0.1)\n";
    const grown = `t = "ab"\n${"t = t + t\n".repeat(40)}n = round(30, 200) + round(17, -1) + [0] * 2.5\n`;
    const tail = "s = torch.optim.lr_scheduler.StepLR(opt, round(34.4, -1))\n";
    const { schedules, problems } = await readFormat("train.py", head + grown + tail);
    expect(problems.map(({ code }) => code)).not.toContain("too-large");
    // round(34.4, -1) is 30.0 in Python
    expect(schedules[0]?.schedule?.tracks.get("learningRate")?.curve.at(29)).toBe(0.1);
    expect(schedules[0]?.schedule?.tracks.get("learningRate")?.curve.at(30)).toBeCloseTo(0.01, 15);
  });

  it("but not of data that is no schedule's", async () => {
    const text = "key: 1\n".repeat(100_000);
    expect(await readAlone({ uri: "file:///a.yaml", languageId: "", text })).toBeUndefined();
  });

  it("of a script that counts for longer than anyone reads, or is nested too deeply", async () => {
    const head = "import torch\nopt = torch.optim.SGD(p, lr=0.1)\n";
    const tail = "s = torch.optim.lr_scheduler.StepLR(opt, 30)\n";
    const calls = "def f(n):\n    return f(n - 1) + f(n - 1) if n > 0 else 1\nx = f(30)\n";
    expect(await codes("train.py", head + calls + tail)).toContain("information too-large");
    const nested = `x = ${"(".repeat(50_000)}1${")".repeat(50_000)}\n`;
    expect(await codes("train.py", head + nested + tail)).toContain("information too-large");
    // a long script that says little is read to its end
    const long = `${head}${"y = 1  # nothing\n".repeat(40_000)}${tail}`;
    const { schedules, problems } = await readFormat("train.py", long);
    expect(schedules).toHaveLength(1);
    expect(problems.map(({ code }) => code)).not.toContain("too-large");
  });
});
