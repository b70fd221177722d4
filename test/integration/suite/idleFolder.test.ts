import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, closeAll, inWorkspace, until, whenRead } from "../support";

/** A script that is worth reading, among so many that nobody opens. */
const SCRIPT = `import torch
optimizer = torch.optim.SGD(params, lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 30)
for epoch in range(90):
    optimizer.step()
    scheduler.step()
`;
const MANY = 2000;
const AT_ONCE = 100;

describe("a folder of 2,000 Python files", () => {
  const folder = inWorkspace("many");
  const fileOf = (index: number): vscode.Uri => vscode.Uri.joinPath(folder, `train${index}.py`);

  const write = (index: number): Thenable<void> =>
    vscode.workspace.fs.writeFile(fileOf(index), new TextEncoder().encode(SCRIPT));

  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it("costs nothing until one of them is shown", async () => {
    const api = await activated();
    await closeAll();
    const costs = () => [api.filesLookedAt, api.grammars.join()];
    const before = costs();
    // of all documents, those of other tests are let go in VS Code's own time
    const held = () =>
      vscode.workspace.textDocuments.filter(({ uri }) => uri.path.startsWith(folder.path)).length;
    const last = fileOf(MANY - 1);
    const told = toldOf(last);
    for (let index = 0; index < MANY - 1; index += AT_ONCE)
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, i) => write(Math.min(index + i, MANY - 2))),
      );
    await write(MANY - 1);
    // watchers of this process have heard of it
    await told;
    const found = await vscode.workspace.findFiles("many/*.py");
    assert.equal(found.length, MANY);
    assert.deepEqual(costs(), before);
    assert.equal(held(), 0);
    await vscode.commands.executeCommand("vscode.open", last, { preview: false });
    await until("it is drawn", () => api.sparklines(last).length === 1);
    const [document] = vscode.workspace.textDocuments.filter(
      ({ uri }) => uri.toString() === last.toString(),
    );
    assert.ok(document);
    await whenRead(document);
    // itself, and none of its neighbours; what it may name beside it (run.sh …) has been looked for
    assert.equal(held(), 1);
    assert.ok(api.filesLookedAt - Number(before[0]) < 50);
    assert.ok(api.grammars.includes("python"));
  });
});

/** Resolves once VS Code has told of a new file. */
async function toldOf(uri: vscode.Uri): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.py");
  try {
    await new Promise<void>((resolve) => {
      watcher.onDidCreate((created) => {
        if (created.toString() === uri.toString()) resolve();
      });
    });
  } finally {
    watcher.dispose();
  }
}
