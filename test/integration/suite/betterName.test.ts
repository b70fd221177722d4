import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, closeAll, inWorkspace, openNew, until, whenRead } from "../support";

const ONE = `{ "length": { "steps": 100 }, "learningRate": { "kind": "constant", "value": 1 } }\n`;
const OTHER = ONE.replace('"value": 1', '"value": 2');

const textAt = async (uri: vscode.Uri): Promise<string | undefined> => {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
};

describe("a better name that is taken", () => {
  before(activated);
  afterEach(closeAll);

  it("is offered with a number, and what has the name stays as it is", async () => {
    const taken = inWorkspace("taken.schedule.json");
    await vscode.workspace.fs.writeFile(taken, new TextEncoder().encode(OTHER));
    await vscode.commands.executeCommand("notifications.clearAll");
    await openNew("taken.json", ONE);
    const free = inWorkspace("taken-2.schedule.json");
    await until("it has the free name", async () => {
      await vscode.commands.executeCommand("notification.acceptPrimaryAction");
      return (await textAt(free)) === ONE;
    });
    assert.equal(await textAt(taken), OTHER);
    await until(
      "it is shown under it",
      () => vscode.window.activeTextEditor?.document.uri.toString() === free.toString(),
    );
    assert.equal(await textAt(inWorkspace("taken.json")), undefined);
    const shown = vscode.window.activeTextEditor?.document;
    assert.ok(shown);
    await whenRead(shown);
  });
});
