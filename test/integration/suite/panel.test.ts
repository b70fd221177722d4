import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import type { Inspection } from "../../../src/protocol/inspection";
import { activated, closeAll, inWorkspace, open, openNew, rangeOf, until } from "../support";

async function inspect(): Promise<Inspection> {
  return (await activated()).inspectPanel();
}

/** Waits until the panel draws what is asked for. */
async function shows(what: string, test: (shown: Inspection) => boolean): Promise<Inspection> {
  let shown = await inspect();
  await until(what, async () => test((shown = await inspect())));
  return shown;
}

const seriesOf = (shown: Inspection, track: string) =>
  shown.series.filter((series) => series.track === track);

describe("the panel", () => {
  before(async () => {
    await activated();
    await open(inWorkspace("json", "sgdr.schedule.json"));
    await vscode.commands.executeCommand(COMMANDS.openPreview);
  });
  after(closeAll);

  it("draws the curve of the schedule at the cursor", async () => {
    const text = `{
  "length": { "steps": 200 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 1, "for": 40 },
    { "kind": "linear", "to": 0 }
  ],
  "momentum": 0.9
}`;
    await openNew("panel.schedule.json", text);
    const shown = await shows("the two tracks are drawn", ({ series }) =>
      series.some(({ schedule, track }) => schedule.includes("panel") && track === "momentum"),
    );
    const [rate] = seriesOf(shown, "learningRate");
    assert.ok(rate && rate.points.length > 20);
    for (const [step, value] of rate.points) {
      const expected = step < 40 ? step / 40 : 1 - (step - 40) / 160;
      assert.ok(Math.abs((value ?? NaN) - expected) < 1e-9, `step ${step}: ${value}`);
    }
  });

  it("follows the cursor from schedule to schedule", async () => {
    const editor = await open(inWorkspace("json", "compare-warmups.schedule.json"));
    for (const name of ["constant", "no warmup", "warmup"]) {
      const { start } = rangeOf(editor.document, `"${name}": {`);
      editor.selection = new vscode.Selection(start, start);
      await shows(`"${name}" is drawn`, ({ series }) => {
        const names = new Set(series.map(({ schedule }) => schedule.split("#").at(-1)));
        return names.size === 1 && names.has(name);
      });
    }
  });

  it("shows no schedule of another file while one is looked at that is not read", async () => {
    const sgdr = ({ series }: Inspection): boolean =>
      series.some(({ schedule }) => schedule.includes("sgdr"));
    const { document } = await open(inWorkspace("json", "sgdr.schedule.json"));
    await shows("the schedule is drawn", sgdr);
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: "plaintext", content: "notes" }),
    );
    await shows("nothing is drawn", ({ series }) => series.length === 0);
    await vscode.window.showTextDocument(document);
    await shows("the schedule is drawn again", sgdr);
  });

  it("is told of a change of the text", async () => {
    const text = '{ "length": { "steps": 100 }, "learningRate": 0.125 }';
    const editor = await openNew("changes.schedule.json", text);
    const top = (shown: Inspection): number | null | undefined =>
      seriesOf(shown, "learningRate")[0]?.points[0]?.[1];
    await shows("the first value is drawn", (shown) => top(shown) === 0.125);
    await editor.edit((edit) => {
      edit.replace(rangeOf(editor.document, "0.125"), "0.25");
    });
    await shows("the second value is drawn", (shown) => top(shown) === 0.25);
  });

  it("shows the same again after it was hidden", async () => {
    const before = await inspect();
    const api = await activated();
    await vscode.commands.executeCommand("workbench.view.explorer");
    await until("the panel is hidden", () => !api.panelVisible);
    await vscode.commands.executeCommand(COMMANDS.openPreview);
    const after = await shows("the curve is back", ({ series }) => series.length > 0);
    assert.deepEqual(after.viewState, before.viewState);
    assert.deepEqual(
      after.series.map(({ schedule, track }) => [schedule, track]),
      before.series.map(({ schedule, track }) => [schedule, track]),
    );
  });
});

describe("a probe training", () => {
  before(async () => {
    await activated();
    const text = `{
  "length": { "steps": 60 },
  "optimizer": { "name": "sgd" },
  "learningRate": 0.2,
  "momentum": 0.9,
  "probe": { "task": "spirals", "steps": 60, "seeds": 2 }
}`;
    await openNew("probe.schedule.json", text);
    await vscode.commands.executeCommand(COMMANDS.openPreview);
  });
  after(closeAll);

  it("runs to its end with a falling loss", async function () {
    this.timeout(300_000);
    const api = await activated();
    await vscode.commands.executeCommand(COMMANDS.runProbe);
    await until("it is done", () => api.probe?.state === "done", 240_000);
    // Not "cpu": wherever VS Code runs there is WebAssembly, if only its file reaches the worker.
    assert.match(api.probe?.backend ?? "", /^(webgpu|webgl|wasm)$/);
    const { loss } = await inspect();
    assert.equal(new Set(loss.map(({ seed }) => seed)).size, 2);
    for (const { points } of loss) {
      const values = points.map(([, value]) => value ?? NaN);
      const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
      assert.ok(mean(values.slice(-5)) < mean(values.slice(0, 5)), values.join(" "));
    }
  });

  it("stops at the command", async function () {
    this.timeout(300_000);
    const api = await activated();
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      document.uri,
      rangeOf(document, '"steps": 60, "seeds"'),
      '"steps": 50000, "seeds"',
    );
    await vscode.workspace.applyEdit(edit);
    await until("it was read", () => api.analyzedVersion(document.uri) === document.version);
    await vscode.commands.executeCommand(COMMANDS.runProbe);
    await until("it runs", () => api.probe?.state === "running" && api.probe.step > 0);
    await vscode.commands.executeCommand(COMMANDS.stopProbe);
    await until("it has stopped", () => api.probe?.state === "cancelled");
    const { step } = api.probe ?? { step: NaN };
    assert.ok(step > 0 && step < 50_000, `stopped at ${step}`);
  });
});
