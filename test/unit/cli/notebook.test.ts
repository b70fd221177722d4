import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { call } from "./capture";

const CELLS = [
  { cell_type: "markdown", source: ["# Training"] },
  { cell_type: "code", source: ["%pip install torch\n", "import torch"] },
  {
    cell_type: "code",
    source:
      "optimizer = torch.optim.SGD(net.parameters(), lr=0.1)\nscheduler = torch.optim.lr_scheduler.StepLR(optimizer, 30)",
  },
  {
    cell_type: "code",
    source: "for epoch in range(90):\n    scheduler.step()\n    optimizer.step()",
  },
];

async function notebook(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "lrd-")), "train.ipynb");
  await writeFile(path, JSON.stringify({ nbformat: 4, metadata: {}, cells: CELLS }));
  return path;
}

it("tells of a notebook's schedules by cell and line", async () => {
  const path = await notebook();
  const listed = await call("sample", path, "--list", "--json");
  expect(JSON.parse(listed.out)).toMatchObject({
    schedules: [
      { name: "scheduler", cell: 3, line: 2, format: "torch", clock: "update", length: 90 },
    ],
  });
  expect((await call("sample", path, "--list")).out).toContain("cell 3:2");
  const { out } = await call("sample", path, "--steps", "0,28,29,59", "--csv");
  expect(
    out
      .trim()
      .split(/\r?\n/)
      .map((row) => row.split(",").at(-1)),
  ).toEqual(["learningRate", "0.1", "0.1", "0.010000000000000002", "0.0010000000000000002"]);
});

it("tells of a notebook's problems by cell and line, and services at the file's beginning", async () => {
  const path = await notebook();
  expect((await call("lint", path)).out).toContain(`${path}:cell 4:2:5: warning: scheduler.step()`);
  const { diagnostics } = JSON.parse((await call("lint", path, "--json")).out) as {
    diagnostics: readonly object[];
  };
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: "step-order", cell: 4, line: 2, column: 5, endLine: 2 }),
  );
  const annotations = (await call("lint", path, "--format", "github")).out;
  expect(annotations).toMatch(
    /line=1,endLine=1,col=1,endColumn=1,title=step-order::Cell 4, line 2: /,
  );
});
