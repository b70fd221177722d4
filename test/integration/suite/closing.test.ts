import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as vscode from "vscode";
import { activated, closeAll, inWorkspace, open, openNew, until, whenRead } from "../support";

/** `npm run test:long` goes on for longer. */
const ROUNDS = process.env["LONG"] ? 400 : 20;

/**
 * VS Code itself keeps a document for minutes that was opened without an editor, or changed by a
 * `WorkspaceEdit`: no suite that does such things may run before this one. (They run by name.)
 */
const openNames = (): string[] => vscode.workspace.textDocuments.map(({ uri }) => uri.toString());

describe("closing", () => {
  it("leaves nothing of a document behind", async () => {
    const api = await activated();
    await closeAll();
    await until("no document is held", () => api.heldDocuments === 0).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${openNames().join(", ")}`);
    });
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

  it(`brings memory back to its level, after ${ROUNDS} times of opening, editing and closing`, async function () {
    this.timeout(900_000);
    const api = await activated();
    const files = ["json/sgdr.schedule.json", "typescript/custom.ts"].map((path) =>
      inWorkspace(...path.split("/")),
    );
    const rounds = async (count: number): Promise<number> => {
      for (let round = 0; round < count; round++) {
        const file = files[round % files.length];
        if (file) await openEditClose(file);
      }
      await until("nothing is held", () => api.heldDocuments === 0);
      return usedMemory();
    };
    const before = await rounds(10);
    const after = await rounds(ROUNDS);
    // One document's text, tree and curves are 2 MB and more: a leak of each would be twice the bound.
    assert.ok(after - before < ROUNDS * 1e6, `${before} bytes before, ${after} after`);
  });
});

async function openEditClose(uri: vscode.Uri): Promise<void> {
  const editor = await open(uri);
  await editor.edit((edit) => {
    edit.insert(new vscode.Position(0, 0), "// edited\n");
  });
  await whenRead(editor.document);
  await closeAll();
}

/** Bytes of the JavaScript heap and of WebAssembly's memory in use, all garbage collected. */
function usedMemory(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
