import { describe, expect, it } from "vitest";
import { one, valuesOf } from "../read";

const NET = `import torch
class Net(torch.nn.Module):
    def __init__(self, lr):
        super().__init__()
        self.optimizer = torch.optim.SGD(self.parameters(), lr)
`;

const SCRIPT = `import sys, torch
sys.path.insert(0, "../")
import search.tools as tools
from search.nets.plain import Net
net = Net(0.025)
net = net.cuda().to(tools.device())
scheduler = torch.optim.lr_scheduler.StepLR(net.optimizer, 10)
for epoch in range(20):
    net.optimizer.step()
    scheduler.step()
`;

const rates = async (files: Readonly<Record<string, string>>, text = SCRIPT) => {
  const found = await one("scripts/train.py", text, { files });
  const known = found?.unknowns.length === 0;
  return known ? valuesOf(found, [0, 10]) : found?.unknowns.map(({ symbol }) => symbol);
};

const COPY = { "scripts/tools.py": "import os\n", "scripts/plain.py": NET };
const UNKNOWN = ['optimizer.param_groups[0]["lr"]'];

describe("a script with copies of a package's modules beside it", () => {
  it("has what they define", async () => {
    expect(await rates(COPY)).toEqual([0.025, 0.0025000000000000005]);
  });

  it("has that of the package, where there is one", async () => {
    const real = { "search/nets/plain.py": NET.replace("(), lr)", "(), 2 * lr)") };
    expect(await rates({ ...COPY, ...real })).toEqual([0.05, 0.005000000000000001]);
  });

  it.each([
    ["one of them lies elsewhere", { "scripts/plain.py": NET }, SCRIPT],
    ["it imports a single one", COPY, SCRIPT.replace("import search.tools as tools\n", "")],
    [
      "two of them would be one file",
      COPY,
      SCRIPT.replace("net = Net(", "from search.other.tools import x\nnet = Net("),
    ],
  ])("asks where %s", async (_, files, text) => {
    expect(await rates(files, text)).toEqual(UNKNOWN);
  });
});

describe("a package whose folder has another name", () => {
  const files = {
    "models/__init__.py": "",
    "models/nets/plain.py": NET,
    "tools/device.py": "import os\n",
  };
  const text = SCRIPT.replace("search.tools", "search.tools.device")
    .replace("search.nets.plain", "search.models.nets.plain")
    .replace("tools.device()", "'cpu'");

  it("has what its modules define", async () => {
    expect(await rates(files, text)).toEqual([0.025, 0.0025000000000000005]);
  });

  it("is another package where one of its modules is not there", async () => {
    expect(await rates({ "models/nets/plain.py": NET }, text)).toEqual(UNKNOWN);
  });
});
