import { describe, expect, it } from "vitest";
import { confirmMove } from "../../../src/core/handles/foreign/confirmMove";
import { confirmScaled, scaleForeign } from "../../../src/core/handles/foreign/scaleForeign";
import { moveHandle, type Move } from "../../../src/core/handles/moveHandle";
import { applyTextEdits } from "../edit/applyTextEdits";
import { readFormat } from "../formats/read";
import { bare, handleOf, handlesOf, scheduleOf } from "./moving";

/** A document with the files that it takes numbers from. */
interface Project {
  readonly name: string;
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

const DETECTRON: Project = {
  name: "configs/model.yaml",
  text: '_BASE_: "base.yaml"\nSOLVER:\n  LR_SCHEDULER_NAME: WarmupCosineLR\n  MAX_ITER: 90000\n',
  files: {
    "configs/base.yaml": "SOLVER:\n  BASE_LR: 2.0e-2 # per 16 images\n  WARMUP_ITERS: 500\n",
  },
};

const ARGUMENTS: Project = {
  name: "train.py",
  text: `import torch
from options import parser

args = parser.parse_args()
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=args.steps)
for step in range(args.steps):
    optimizer.step()
    scheduler.step()
`,
  files: {
    "options.py": `import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=1e-3, help="the peak")
parser.add_argument("--steps", type=int, default=5_000)
`,
  },
};

const read = ({ name, text, files }: Project) => readFormat(name, text, { files });

/** The project after edits of the document and of the files around it. */
function changed(
  project: Project,
  {
    edits,
    elsewhere,
  }: Pick<Exclude<ReturnType<typeof moveHandle>, { refusal: unknown }>, "edits" | "elsewhere">,
): Project {
  const files = { ...project.files };
  for (const file of elsewhere) {
    const path = (file.uri ?? "").replace("file:///project/", "");
    expect(file.text).toBe(files[path]);
    files[path] = applyTextEdits(file.text, file.edits);
  }
  return { ...project, text: applyTextEdits(project.text, edits), files };
}

async function moved(project: Project, id: string, move: Move): Promise<Project> {
  const analysis = await read(project);
  const handle = handleOf(analysis, id);
  const { source } = scheduleOf(analysis);
  const result = moveHandle({ document: analysis.document, source }, handle, move, bare(400, 1));
  if ("refusal" in result) throw new Error(result.refusal.reason);
  const after = changed(project, result);
  const again = await read(after);
  const now = { schedule: scheduleOf(again), handles: handlesOf(again) };
  expect(confirmMove(scheduleOf(analysis), handle, result, now)).toBeUndefined();
  return after;
}

describe("a number that stands in another file", () => {
  it("is changed there, by that file's notation: the key of a base config", async () => {
    const after = await moved(DETECTRON, "learningRate/WARMUP_ITERS+BASE_LR", {
      type: "exactly",
      axis: "level",
      amount: 0.05,
    });
    expect(after.text).toBe(DETECTRON.text);
    expect(after.files["configs/base.yaml"]).toBe(
      "SOLVER:\n  BASE_LR: 5.0e-2 # per 16 images\n  WARMUP_ITERS: 500\n",
    );
  });

  it("is changed there in a list, and in a text that is a tuple to the program", async () => {
    for (const [steps, expected] of [
      ["(60, 80)", "(60, 70)"],
      ["'(60, 80)'", "'(60, 70)'"],
      ["[60, 80]", "[60, 70]"],
    ] as const) {
      const base = (list: string): string => `SOLVER:\n  BASE_LR: 0.02\n  STEPS: ${list}\n`;
      const project = {
        name: "configs/model.yaml",
        text: "_BASE_: base.yaml\nSOLVER:\n  MAX_ITER: 90\n  WARMUP_ITERS: 10\n",
        files: { "configs/base.yaml": base(steps) },
      };
      const move: Move = { type: "exactly", axis: "time", amount: 70 };
      const after = await moved(project, "learningRate/STEPS.1", move);
      expect(after.text).toBe(project.text);
      expect(after.files["configs/base.yaml"]).toBe(base(expected));
    }
  });

  it("is changed there: an argparse default of an imported module", async () => {
    const after = await moved(ARGUMENTS, "learningRate/lr", {
      type: "exactly",
      axis: "level",
      amount: 5e-4,
    });
    expect(after.text).toBe(ARGUMENTS.text);
    expect(after.files["options.py"]).toBe(
      (ARGUMENTS.files["options.py"] ?? "").replace("1e-3", "5e-4"),
    );
  });

  it("goes along when the schedule is scaled, with what stands in the document itself", async () => {
    const scaled = async (project: Project, id: string, ratio: number): Promise<Project> => {
      const analysis = await read(project);
      const before = scheduleOf(analysis);
      const end = handleOf(analysis, id).time?.amount ?? NaN;
      const result = scaleForeign(analysis.document, before, end * ratio);
      if ("refusal" in result) throw new Error(result.refusal.reason);
      const after = changed(project, result);
      const again = scheduleOf(await read(after));
      expect(confirmScaled(analysis.document, before, again, ratio)).toBeUndefined();
      return after;
    };
    const config = await scaled(DETECTRON, "learningRate/MAX_ITER", 2);
    expect(config.text).toBe(DETECTRON.text.replace("90000", "180000"));
    expect(config.files["configs/base.yaml"]).toContain("WARMUP_ITERS: 1000\n");
  });

  it("is not confirmed where another schedule than planned would come of it", async () => {
    const analysis = await read(ARGUMENTS);
    const handle = handleOf(analysis, "learningRate/lr");
    const { source } = scheduleOf(analysis);
    const move: Move = { type: "exactly", axis: "level", amount: 5e-4 };
    const result = moveHandle({ document: analysis.document, source }, handle, move, bare(400, 1));
    if ("refusal" in result) throw new Error(result.refusal.reason);
    // the other file says what it said before: it was changed by somebody else meanwhile
    const now = { schedule: scheduleOf(analysis), handles: handlesOf(analysis) };
    expect(confirmMove(scheduleOf(analysis), handle, result, now)).toBeDefined();
  });
});
