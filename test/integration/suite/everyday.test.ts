import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import { EVERYDAY, NOTEBOOK } from "../../harness/everyday";
import { activated, closeAll, openNew, rangeOf, until } from "../support";

async function hoverAt(uri: vscode.Uri, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    uri,
    at,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content as vscode.MarkdownString).value)
    .join("\n");
}

/** The curve in its line, and in the hover there. */
async function isDrawn(document: vscode.TextDocument, anchor: string): Promise<void> {
  const api = await activated();
  await until("it is drawn", () => api.sparklines(document.uri).length === 1);
  const { start } = rangeOf(document, anchor);
  assert.equal(api.sparklines(document.uri)[0]?.line, start.line);
  const hover = await hoverAt(document.uri, start.translate(0, 1));
  assert.ok(hover.includes("data:image/svg+xml"), hover);
}

/** The greatest rate that the panel draws. */
async function drawnPeak(): Promise<number> {
  const { series } = await (await activated()).inspectPanel();
  const rates = series.find(({ track }) => track === "learningRate")?.points ?? [];
  return Math.max(...rates.map(([, rate]) => rate ?? NaN));
}

async function isShownAndTried(peak: number): Promise<void> {
  const api = await activated();
  await vscode.commands.executeCommand(COMMANDS.openPreview);
  await until("the panel shows it", async () => Math.abs((await drawnPeak()) / peak - 1) < 1e-6);
  await vscode.commands.executeCommand(COMMANDS.runProbe);
  // the last file's training is done, too
  await until("it is being trained", () => api.probe?.state === "running");
  await until("it is trained", () => api.probe?.state === "done", 120_000);
  const { loss } = await api.inspectPanel();
  assert.ok(loss.length > 0);
  for (const { points } of loss) assert.ok(points.length > 10, String(points.length));
}

describe("a file as people have one", () => {
  afterEach(closeAll);

  for (const { name, text, anchor, peak } of EVERYDAY)
    it(`${name} has its curve in the line, in the hover and in the panel, and a probe`, async function () {
      this.timeout(300_000);
      const { document } = await openNew(name, text);
      await isDrawn(document, anchor);
      await isShownAndTried(peak);
    });

  it("a notebook has them, too", async function () {
    this.timeout(300_000);
    const cells = NOTEBOOK.cells.map(
      (text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python"),
    );
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData(cells),
    );
    const last = notebook.cellCount - 1;
    const selections = [new vscode.NotebookRange(last, last + 1)];
    await vscode.window.showNotebookDocument(notebook, { selections });
    await isDrawn(notebook.cellAt(last).document, NOTEBOOK.anchor);
    await isShownAndTried(NOTEBOOK.peak);
  });
});
