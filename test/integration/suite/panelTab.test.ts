import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS, ID, PANEL_TAB, PANEL_VIEW } from "../../../src/host/names";
import type { Inspection } from "../../../src/protocol/inspection";
import { activated, closeAll, openNew, rangeOf, until } from "../support";

type Place = "view" | "tab";
const { executeCommand } = vscode.commands;

/** The view's own place in the side bar. */
const HOME = `workbench.view.extension.${ID}`;
const NAME = "In two places";
const TEXT = `{
  "name": "${NAME}",
  "length": { "steps": 200 },
  "learningRate": { "kind": "linear", "from": 1, "to": 0 },
  "momentum": 0.9
}`;

async function drawnBy(place: Place, name: string): Promise<Inspection> {
  const api = await activated();
  let seen: Inspection | undefined;
  await until(`the ${place} draws ${name}`, async () => {
    // While its page is made anew it answers nothing, or that it shows nothing yet.
    seen = await api.inspectPanel(place).catch(() => undefined);
    return seen?.series.some(({ schedule }) => schedule.includes(name)) ?? false;
  });
  assert.ok(seen);
  return seen;
}

const firstValue = ({ series }: Inspection) => series[0]?.points[0]?.[1];

/**
 * Opens a panel. The first webview of the oldest VS Code may wait for its service worker for ever;
 * once it is loaded again it has one.
 */
async function shown(command: string): Promise<void> {
  const opened = Promise.resolve(executeCommand(command)).then(() => true);
  const pause = (): Promise<false> =>
    new Promise((resolve) => setTimeout(resolve, 20_000, false as const));
  while (!(await Promise.race([opened, pause()])))
    await executeCommand("workbench.action.webview.reloadWebviewAction");
}

const tabs = () =>
  vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(PANEL_TAB),
    ),
  );

/** While its view is remade a run keeps six digits, and of a long one what a chart can show. */
function assertKept(after: Inspection["loss"], before: Inspection["loss"], where: string): void {
  const points = (curve: Inspection["loss"][number]): string[] =>
    curve.points.map(([step, value]) => `${step}: ${value?.toPrecision(6) ?? "none"}`);
  assert.equal(after.length, before.length, where);
  for (const [i, curve] of after.entries()) {
    const whole = before[i];
    assert.ok(whole && whole.schedule === curve.schedule && whole.seed === curve.seed, where);
    const [kept, known] = [points(curve), points(whole)];
    assert.deepEqual([kept[0], kept.at(-1)], [known[0], known.at(-1)], where);
    assert.deepEqual(
      kept.filter((point) => !known.includes(point)),
      [],
      where,
    );
  }
}

describe("the panel as a tab among the editors", () => {
  let editor: vscode.TextEditor;

  before(async () => {
    await activated();
    editor = await openNew("places.schedule.json", TEXT);
    await shown(COMMANDS.openPreview);
    await shown(COMMANDS.openToSide);
  });
  after(closeAll);

  it("opens beside the text, which keeps the keyboard, and carries the schedule's name", async () => {
    await drawnBy("tab", "places");
    const [tab] = tabs();
    assert.ok(tab);
    assert.notEqual(tab.group.viewColumn, editor.viewColumn);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, editor.document.uri.path);
    await until("the tab is named", () => tabs()[0]?.label === NAME);
  });

  it("is not opened twice", async () => {
    await executeCommand(COMMANDS.openToSide);
    await executeCommand(COMMANDS.openToSide);
    assert.equal(tabs().length, 1);
  });

  it("shows the same as the view in the side bar, and follows the text with it", async () => {
    const [view, tab] = [await drawnBy("view", "places"), await drawnBy("tab", "places")];
    assert.deepEqual(
      view.series.map(({ schedule, track }) => [schedule, track]),
      tab.series.map(({ schedule, track }) => [schedule, track]),
    );
    await editor.edit((edit) => {
      edit.replace(rangeOf(editor.document, '"from": 1'), '"from": 0.5');
    });
    for (const place of ["view", "tab"] as const) {
      await until(
        `the ${place} draws the change`,
        async () => firstValue(await drawnBy(place, "places")) === 0.5,
      );
    }
  });

  it("keeps what it shows when it is the active editor", async () => {
    await executeCommand("workbench.action.focusNextGroup");
    await until("the tab is active", () => tabs()[0]?.isActive === true);
    assert.equal(firstValue(await drawnBy("tab", "places")), 0.5);
  });

  it("goes on beside the text when it is moved to another column", async () => {
    await executeCommand("workbench.action.moveEditorToFirstGroup");
    assert.equal(firstValue(await drawnBy("tab", "places")), 0.5);
  });

  it("loses nothing when the view is moved to another part of the window", async () => {
    const before = await drawnBy("view", "places");
    for (const destinationId of ["workbench.view.explorer", "workbench.panel.output", HOME]) {
      await executeCommand("vscode.moveViews", { viewIds: [PANEL_VIEW], destinationId });
      await executeCommand(COMMANDS.openPreview);
      const after = await drawnBy("view", "places");
      assert.deepEqual(after.viewState, before.viewState, destinationId);
      assertKept(after.loss, before.loss, destinationId);
    }
    // Its page is made anew three times.
  }).timeout(300_000);

  it("runs the probe where it is active, and can be stopped from anywhere", async function () {
    this.timeout(300_000);
    const api = await activated();
    await executeCommand(COMMANDS.openInEditor);
    await executeCommand(COMMANDS.runProbe);
    await until("it runs", () => (api.probe?.step ?? 0) > 0);
    const trained = async (place: Place) =>
      (await api.inspectPanel(place)).loss.some(({ schedule }) => schedule.includes("places"));
    await until("the tab trains", () => trained("tab"));
    assert.equal(await trained("view"), false);
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Beside);
    await executeCommand(COMMANDS.stopProbe);
    await until("it stopped", () => /cancelled|done/.test(api.probe?.state ?? ""));
  });

  it("is gone when it is closed, while the view stays", async () => {
    const [tab] = tabs();
    assert.ok(tab);
    await vscode.window.tabGroups.close(tab);
    const api = await activated();
    await until("it is gone", () => tabs().length === 0);
    assert.throws(() => void api.inspectPanel("tab"), /not open/);
    await drawnBy("view", "places");
  });
});
