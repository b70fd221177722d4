import assert from "node:assert/strict";
import * as vscode from "vscode";

const ID = "learning-rate-designer.learning-rate-designer";

describe("the packaged extension", () => {
  it("activates when a schedule file is opened", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension, "the package is not installed");
    assert.ok(!extension.extensionPath.includes("harness"), extension.extensionPath);
    await vscode.window.showTextDocument(
      vscode.Uri.joinPath(folder, "json/goyal-imagenet.schedule.json"),
    );
    await extension.activate();
    assert.ok(extension.isActive);
  });
});
