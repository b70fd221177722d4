import { describe, expect, it } from "vitest";
import { one, readFormat, valuesOf } from "../read";

const USES = `s = torch.optim.lr_scheduler.StepLR(torch.optim.SGD(p, lr=c.lr), c.every)
for x in range(4):
    s.step()
`;

const rates = async (
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly (number | string)[] | undefined> => {
  const found = await one("train.py", `import torch\n${text}`, { files });
  const asked = found?.unknowns.map(({ symbol }) => symbol) ?? [];
  return asked.length > 0 ? asked : valuesOf(found, [0, 2]);
};

const READ = [0.5, 0.05];
const D = `d = {"lr": 0.5, "every": 2}\n`;

describe("a class of settings", () => {
  it.each([
    [
      "that is a dict with its keys as attributes",
      `class C(dict):
    def __init__(self, *args, **kwargs):
        super(C, self).__init__(*args, **kwargs)
        self.__dict__ = self
c = C(d)
`,
    ],
    [
      "that looks attributes up as keys",
      `class C(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
c = C(**d)
`,
    ],
    [
      "of transformers, that keeps what else it is given",
      `from transformers import PretrainedConfig
class C(PretrainedConfig):
    model_type = "own"
    def __init__(self, hidden=64, **kwargs):
        self.hidden = hidden
        super().__init__(**kwargs)
c = C(**d)
`,
    ],
    [
      "that is looked up by its name",
      `lr_half = lambda: d["lr"]\nname = "half"\nclass c: pass\nc.every = 2\nc.lr = globals()["lr_" + name]()\n`,
    ],
  ])("%s", async (_, text) => {
    expect(await rates(D + text + USES)).toEqual(READ);
  });

  it("that sets items of its own is not taken for what it is given", async () => {
    const text = `class C(dict):
    def __init__(self, given):
        super().__init__(given)
        self["lr"] = 7
    __getattr__ = dict.get
c = C(d)
`;
    expect(await rates(D + text + USES)).toContain("c.every");
  });
});

describe("a tree of yacs that another file has", () => {
  const files = {
    "config.py": `from yacs.config import CfgNode as CN
cfg = CN()
cfg.SOLVER = CN()
cfg.SOLVER.LR = 0.5
cfg.SOLVER.POLICY = "half"
`,
  };
  const FUNCTION = `from config import cfg
def lr_half(it):
    return cfg.SOLVER.LR * 0.5 ** it
def get_lr(it):
    return globals()["lr_" + cfg.SOLVER.POLICY](it)
`;

  it("holds defaults alone for a file that starts no run", async () => {
    const { schedules } = await readFormat("rates.py", FUNCTION, { files });
    const asked = schedules.flatMap(({ unknowns }) => unknowns.map(({ symbol }) => symbol));
    expect(asked).toContain("cfg.SOLVER.POLICY");
  });

  it("is known to the script that runs without configs", async () => {
    const text = `from config import cfg
class c:
    lr = cfg.SOLVER.LR
    every = 2
if __name__ == "__main__":
    pass
`;
    expect(await rates(text + USES, files)).toEqual(READ);
  });
});
