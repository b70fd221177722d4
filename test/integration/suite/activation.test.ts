import assert from "node:assert/strict";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import { activated } from "../support";

describe("activation", () => {
  it("exports its read-only interface", async () => {
    const api = await activated();
    assert.equal(api.version, 1);
  });

  it("registers every command", async () => {
    await activated();
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const command of Object.values(COMMANDS)) assert.ok(registered.has(command), command);
  });
});
