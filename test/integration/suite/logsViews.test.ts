import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS, LOG_FILE_EDITOR, LOG_VIEW } from "../../../src/host/names";
import { eventFile } from "../../unit/recordings/writers";
import { activated, closeAll, inWorkspace, until } from "../support";

const viewOf = (): string | undefined => {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom ? input.viewType : undefined;
};

describe("a log by itself", () => {
  const made: vscode.Uri[] = [];
  const write = async (name: string, content: Uint8Array): Promise<vscode.Uri> => {
    const uri = inWorkspace(name);
    await vscode.workspace.fs.writeFile(uri, content);
    made.push(uri);
    return uri;
  };
  afterEach(closeAll);
  after(async () => {
    for (const uri of made) await vscode.workspace.fs.delete(uri);
  });

  it("opens in a view of its own where it is binary", async () => {
    await activated();
    const points = Array.from({ length: 20 }, (_, step) => ({
      step,
      tag: "lr",
      value: 1 / (1 + step),
    }));
    const uri = await write("events.out.tfevents.1.host", eventFile(points));
    await vscode.commands.executeCommand("vscode.open", uri);
    await until("the view is open", () => Promise.resolve(viewOf() === LOG_VIEW));
  });

  it("opens as text, or on demand in the view", async () => {
    const history = Array.from({ length: 20 }, (_, i) => ({
      step: 5 * i,
      learning_rate: 0.1 * (1 - i / 20),
      epoch: i,
    }));
    const uri = await write(
      "trainer_state.json",
      new TextEncoder().encode(JSON.stringify({ log_history: history })),
    );
    await vscode.commands.executeCommand("vscode.open", uri);
    await until("the text is open", () =>
      Promise.resolve(vscode.window.activeTextEditor?.document.uri.toString() === uri.toString()),
    );
    await vscode.commands.executeCommand("vscode.openWith", uri, LOG_FILE_EDITOR);
    await until("the view is open", () => Promise.resolve(viewOf() === LOG_FILE_EDITOR));
  });

  it("has a schedule behind it, which is opened as a definition", async () => {
    await vscode.commands.executeCommand(
      COMMANDS.scheduleBehind,
      inWorkspace("trainer_state.json"),
    );
    await until("the definition is open", () =>
      Promise.resolve(
        /"kind": "linear"/.test(vscode.window.activeTextEditor?.document.getText() ?? ""),
      ),
    );
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? "", /"steps": 100/);
  });
});
