import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, closeAll, inWorkspace, open, openNew, rangeOf, until } from "../support";

const COMPARE = ["json", "compare-warmups.schedule.json"];

describe("sparklines", () => {
  afterEach(closeAll);

  it("stand at the defining line of each schedule", async () => {
    const api = await activated();
    const { document } = await open(inWorkspace(...COMPARE));
    await until("three are drawn", () => api.sparklines(document.uri).length === 3);
    const lines = ['"warmup": {', '"no warmup": {', '"constant": {'].map(
      (text) => rangeOf(document, text).start.line,
    );
    assert.deepEqual(
      api.sparklines(document.uri).map(({ line }) => line),
      lines,
    );
  });

  it("are no higher than 12 pixels at font size 14, and grow with the font", async () => {
    const api = await activated();
    const { document } = await open(inWorkspace(...COMPARE));
    const editor = vscode.workspace.getConfiguration("editor", document.uri);
    const height = (): number | undefined => api.sparklines(document.uri)[0]?.height;
    try {
      await editor.update("fontSize", 14, vscode.ConfigurationTarget.Workspace);
      await until("it is drawn for 14", () => height() === 12);
      await editor.update("fontSize", 28, vscode.ConfigurationTarget.Workspace);
      await until("it is drawn for 28", () => height() === 24);
    } finally {
      await editor.update("fontSize", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("have the colour that the user gives the rate", async () => {
    const api = await activated();
    const { document } = await open(inWorkspace(...COMPARE));
    const workbench = vscode.workspace.getConfiguration("workbench");
    const isDrawnIn = (color: string): boolean =>
      api.sparklines(document.uri)[0]?.svg.includes(color) === true;
    const colors = { "learningRateDesigner.learningRate": "#12ab34" };
    try {
      await workbench.update("colorCustomizations", colors, vscode.ConfigurationTarget.Global);
      await until("it is drawn in it", () => isDrawnIn("#12ab34"));
    } finally {
      await workbench.update("colorCustomizations", undefined, vscode.ConfigurationTarget.Global);
    }
    await until("it is drawn as before", () => !isDrawnIn("#12ab34"));
  });

  it("go when they are turned off, and come back", async () => {
    const api = await activated();
    const { document } = await open(inWorkspace(...COMPARE));
    const section = vscode.workspace.getConfiguration("learningRateDesigner", document.uri);
    const set = (value: boolean | undefined) =>
      section.update("inlinePreview.enabled", value, vscode.ConfigurationTarget.Workspace);
    try {
      await until("they are drawn", () => api.sparklines(document.uri).length === 3);
      await set(false);
      await until("they are gone", () => api.sparklines(document.uri).length === 0);
    } finally {
      await set(undefined);
    }
    await until("they are back", () => api.sparklines(document.uri).length === 3);
  });

  it("follow the text: another value, another curve; nothing drawable, no curve", async () => {
    const api = await activated();
    const text =
      '{ "length": { "steps": 100 },\n"learningRate": { "kind": "linear", "from": 1, "to": 0 } }';
    const editor = await openNew("sparkline.schedule.json", text);
    const { document } = editor;
    const drawn = (): string | undefined => api.sparklines(document.uri)[0]?.svg;
    await until("it is drawn", () => drawn() !== undefined);
    const before = drawn();
    await editor.edit((edit) => {
      edit.replace(rangeOf(document, '"linear"'), '"cosine"');
    });
    await until("it is drawn anew", () => drawn() !== undefined && drawn() !== before);
    await editor.edit((edit) => {
      edit.replace(rangeOf(document, '"steps": 100'), "");
    });
    await until("it is gone", () => drawn() === undefined);
    await editor.edit((edit) => {
      edit.delete(new vscode.Range(document.positionAt(0), document.positionAt(1e9)));
    });
    await until("nothing is drawn", () => drawn() === undefined);
  });
});
