import { describe, expect, it } from "vitest";
import { analysisOfCell } from "../../../../src/core/formats/notebook/cellAnalysis";
import { parseNotebook } from "../../../../src/core/formats/notebook/parseNotebook";
import { readFormat, told, valuesOf } from "../read";

const code = (source: string | readonly string[]) => ({ cell_type: "code", source });
const notebook = (cells: readonly unknown[], metadata: unknown = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });

const CELLS = [
  { cell_type: "markdown", source: "# Training" },
  code(["%matplotlib inline\n", "!pip install torch\n", "import torch\n", "EPOCHS = 30"]),
  code(
    "opt = torch.optim.SGD(net.parameters(), lr=0.1)\nsched = torch.optim.lr_scheduler.StepLR(opt, 10)",
  ),
  code("for epoch in range(EPOCHS):\n    sched.step()\n    opt.step()"),
];
const read = (cells: readonly unknown[], metadata?: unknown) =>
  readFormat("train.ipynb", notebook(cells, metadata));

describe("a notebook", () => {
  it("is one scope, its cells in their order", async () => {
    const analysis = await read(CELLS);
    const [schedule] = analysis.schedules;
    expect(schedule?.name).toBe("sched");
    expect(schedule?.schedule?.length).toBe(30);
    // stepped before the optimizer: one epoch ahead
    expect(valuesOf(schedule, [0, 8, 9, 19])).toEqual([0.1, 0.1, 0.1 * 0.1, 0.1 * 0.1 * 0.1]);
    expect(told(analysis)).toContain("step-order: sched.step");
    expect(analysis.document.cells?.map(({ number }) => number)).toEqual([2, 3, 4]);
  });

  it("is read as its old form as well", async () => {
    const old = {
      nbformat: 3,
      worksheets: [
        {
          cells: CELLS.map((cell) => ({ cell_type: cell.cell_type, input: cell.source })),
        },
      ],
    };
    const { schedules } = await readFormat("old.ipynb", JSON.stringify(old));
    expect(schedules.map(({ name }) => name)).toEqual(["sched"]);
  });

  it("keeps each problem in its cell", async () => {
    const analysis = await read(CELLS);
    const cells = analysis.document.cells ?? [];
    const views = cells.map(({ range }, index) => {
      const text = analysis.document.text.slice(range.start, range.end);
      return { index, ...analysisOfCell(analysis, range, text) };
    });
    expect(views.map(({ schedules }) => schedules.length)).toEqual([0, 1, 0]);
    expect(views.map((view) => told(view))).toEqual([[], [], ["step-order: sched.step"]]);
    const own = views[1];
    const anchor = own?.schedules[0]?.anchor;
    expect(own?.document.text.slice(anchor?.start, anchor?.end)).toBe("StepLR");
    for (const { literal } of own?.schedules[0]?.foreign?.settings ?? [])
      if (literal)
        expect(own?.document.text.slice(literal.range.start, literal.range.end)).toMatch(
          /^[\d.]+$/,
        );
    // the number of epochs stands in another cell
    const length = own?.schedules[0]?.foreign?.settings.find(({ name }) => name === "length");
    expect(length).toMatchObject({ value: 30 });
    expect(length?.literal).toBeUndefined();
  });

  it.each([
    ["of another language", notebook(CELLS, { kernelspec: { language: "julia" } })],
    ["without a schedule", notebook([code("print(1)")])],
    ["without cells", notebook([])],
  ])("%s is of no format", async (_name, text) => {
    await expect(readFormat("x.ipynb", text)).rejects.toThrow("no format");
  });

  it.each([
    ["cut off", notebook(CELLS).slice(0, -20), "isn't JSON"],
    ["empty", "", "isn't JSON"],
    ["a list", "[1]", "isn't a notebook"],
    ["cells that are none", '{"cells": {"length": 9}}', "isn't a notebook"],
    ["too long", notebook([code("x".repeat(1_000_001))]), "more code than is read"],
  ])("that is %s is refused", async (_name, text, message) => {
    const { problems, schedules } = await readFormat("x.ipynb", text);
    expect(schedules).toEqual([]);
    expect(problems.map((problem) => problem.message).join()).toContain(message);
  });

  it("of any shape never throws", () => {
    const values = [
      null,
      1,
      "x",
      [],
      {},
      [null],
      { source: 1 },
      { cell_type: "code", source: [1, {}] },
    ];
    for (const cells of values)
      for (const cell of values)
        for (const metadata of values)
          expect(
            parseNotebook(JSON.stringify({ metadata, cells, worksheets: cell })).cells,
          ).toBeInstanceOf(Array);
    expect(parseNotebook("[".repeat(200_000)).problems).toHaveLength(1);
    expect(parseNotebook('{"cells":'.repeat(100_000)).problems).toHaveLength(1);
  });
});
