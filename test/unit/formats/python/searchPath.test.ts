import { describe, expect, it } from "vitest";
import { searchFolders } from "../../../../src/core/formats/python/script/searchPath";
import { readFormat } from "../read";

describe("the folders in which a script has its modules looked for", () => {
  it.each([
    ["a literal", 'import sys\nsys.path.append("../common")', ["./../common/"]],
    ["a literal at a place", "import sys\nsys.path.insert(0, 'src')", ["./src/"]],
    [
      "its own folder's parent",
      "sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))",
      ["./../"],
    ],
    [
      "joined to its own folder",
      'sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))',
      ["./../lib/"],
    ],
    [
      "by pathlib, in a variable",
      "lib_dir = (Path(__file__).parent / '..' / '..' / 'lib').resolve()\nif str(lib_dir) not in sys.path: sys.path.insert(0, str(lib_dir))",
      ["./../../lib/"],
    ],
    [
      "a parent by its number",
      "ROOT = Path(__file__).resolve().parents[1]\nsys.path.append(str(ROOT))",
      ["./../"],
    ],
    [
      "over several lines",
      'sys.path.append(\n    os.path.join(os.path.dirname(__file__),\n        "lib"))',
      ["./lib/"],
    ],
    [
      "named within its own folder by another statement",
      'ROOT = os.path.dirname(os.path.abspath(__file__))\nLIB = os.path.join(ROOT, "packages", "core")\nsys.path.insert(0, LIB)',
      ["./", "./packages/core/"],
    ],
    ["an absolute one is none", 'sys.path.append("/usr/lib/python3")', []],
    ["a Windows one is none", 'sys.path.append("C:/lib"); sys.path.append("a\\\\b")', []],
    ["one that only the run knows is none", "sys.path.append(sys.argv[1])", []],
    ["none without sys.path", "x = os.path.dirname(__file__)", []],
  ])("%s", (_name, text, expected) => {
    expect(searchFolders(text)).toEqual(expected);
  });

  it("lead to the constants of such a module", async () => {
    const text = `
import sys, torch
from pathlib import Path
lib_dir = (Path(__file__).parent / '..' / 'tools').resolve()
sys.path.insert(0, str(lib_dir))
from procedures import make
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
scheduler = make(optimizer)
for epoch in range(50):
    optimizer.step()
    scheduler.step()
`;
    const files = {
      "../tools/procedures.py":
        "from torch.optim.lr_scheduler import StepLR\ndef make(o):\n    return StepLR(o, 10, gamma=0.5)\n",
    };
    const { schedules } = await readFormat("train.py", text, { files });
    expect(schedules.map(({ schedule }) => schedule?.at(25)["learningRate"])).toEqual([0.025]);
  });
});
