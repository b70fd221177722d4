import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, closeAll, inWorkspace, open, openNew, until } from "../support";

describe("closing", () => {
  it("leaves nothing of a document behind", async () => {
    const api = await activated();
    await closeAll();
    await until("no document is held", () => api.heldDocuments === 0);
    const files = await vscode.workspace.findFiles("json/*.json");
    for (const file of files) await open(file);
    assert.equal(api.heldDocuments, files.length);
    await closeAll();
    await until("all are forgotten", () => api.heldDocuments === 0);
    for (const file of files) assert.deepEqual(api.sparklines(file), []);
  });

  it("happens when a file is no schedule any more", async () => {
    const api = await activated();
    const editor = await openNew(
      "becomes.ts",
      "const s = defineSchedule({ length: { steps: 9 } });",
    );
    assert.equal(api.heldDocuments, 1);
    const { document } = editor;
    await editor.edit((edit) => {
      edit.replace(
        new vscode.Range(document.positionAt(0), document.positionAt(1e9)),
        "const s = 1;",
      );
    });
    await until("it is forgotten", () => api.heldDocuments === 0);
    await closeAll();
  });

  it("does not disturb a document that is edited and closed again and again", async () => {
    const api = await activated();
    const uri = inWorkspace("json", "sgdr.schedule.json");
    for (let round = 0; round < 20; round++) {
      const editor = await open(uri);
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), "// edited\n");
      });
      await closeAll();
    }
    await until("nothing is held", () => api.heldDocuments === 0);
  });
});
