import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, closeAll, inWorkspace } from "../support";

/** 90 epochs of 157 steps; a warmup of 5 epochs from 0.1 to 3.2. */
const GOYAL = "json/goyal-imagenet.schedule.json";

async function ask(tool: string, input: object): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(`learningRateDesigner_${tool}`, options);
  const [part] = content;
  assert.ok(part instanceof vscode.LanguageModelTextPart);
  return part.value;
}

const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(inWorkspace(name), new TextEncoder().encode(text));

describe("tools for assistants", () => {
  before(activated);
  afterEach(closeAll);

  it("are known to the editor", () => {
    const names = vscode.lm.tools.map(({ name }) => name);
    for (const tool of ["sample", "lint", "explain", "convert"])
      assert.ok(names.includes(`learningRateDesigner_${tool}`), names.join());
  });

  it("sample a schedule at steps", async () => {
    const text = await ask("sample", { file: GOYAL, steps: [0, 785] });
    const { schedules } = JSON.parse(text) as {
      schedules: { step: number[]; columns: Record<string, number[]> }[];
    };
    assert.deepEqual(schedules[0]?.step, [0, 785]);
    assert.deepEqual(schedules[0].columns["learningRate"], [0.1, 3.2]);
  });

  it("lint a file, its name in full or within the workspace", async () => {
    const definition = {
      length: { steps: 100 },
      learningRate: [{ kind: "linear", from: 0, to: 1, for: 500 }],
    };
    const text = JSON.stringify(definition);
    await write("tool.schedule.json", text);
    for (const file of ["tool.schedule.json", inWorkspace("tool.schedule.json").fsPath]) {
      const { problems } = JSON.parse(await ask("lint", { file })) as {
        problems: { code: string; line: number; column: number; severity: string }[];
      };
      const found = problems.find(({ code }) => code === "warmup-longer-than-run");
      assert.equal(found?.severity, "error");
      assert.deepEqual([found.line, found.column], [1, text.indexOf("500") + 1]);
    }
  });

  it("explain a log's difference to its plan", async () => {
    const plan = { length: { steps: 100 }, learningRate: [{ kind: "linear", from: 1, to: 0 }] };
    await write("plan.schedule.json", JSON.stringify(plan));
    const rows = Array.from({ length: 100 }, (_, step) => `${step},${(100 - step) / 200}`);
    await write("metrics.csv", ["step,lr", ...rows].join("\n"));
    const text = await ask("explain", { log: "metrics.csv", file: "plan.schedule.json" });
    const { sentence, causes } = JSON.parse(text) as {
      sentence: string;
      causes: { kind: string }[];
    };
    assert.deepEqual(
      causes.map(({ kind }) => kind),
      ["peak"],
    );
    assert.match(sentence, /0\.5/);
  });

  it("convert a schedule to code", async () => {
    assert.match(
      await ask("convert", { file: GOYAL, target: "torch" }),
      /from torch\.optim import Optimizer/,
    );
  });

  it("refuse what lies outside of the workspace, or is not there, and say so", async () => {
    await assert.rejects(ask("lint", { file: "../../etc/passwd" }), /isn't read|no file/);
    await assert.rejects(ask("lint", { file: "nowhere.schedule.json" }), /no file "nowhere/);
    await assert.rejects(ask("sample", { file: GOYAL, steps: [99_999] }), /outside of the run/);
    await assert.rejects(ask("convert", { file: GOYAL, target: "cobol" }), /no target "cobol"/);
  });
});
