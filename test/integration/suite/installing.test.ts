import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activated, closeAll, inWorkspace, openNew } from "../support";

const NAME = "learning-rate-designer";
const TEXT = `import { defineSchedule } from "${NAME}";\nimport { z } from "zod";\n`;
const MANIFEST = '{\n  "name": "training"\n}\n';

/** What TypeScript says of a module that it doesn't find; this machine's editor may be without it. */
const typescript = vscode.languages.createDiagnosticCollection("as typescript");

async function actionsOn(document: vscode.TextDocument, name: string, message: string) {
  const start = document.getText().indexOf(name);
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + name.length),
  );
  const diagnostic = new vscode.Diagnostic(range, message);
  diagnostic.source = "ts";
  diagnostic.code = 2307;
  typescript.set(document.uri, [diagnostic]);
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return found.filter(({ title }) => title.includes(NAME));
}

const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(inWorkspace(name), new TextEncoder().encode(text));

describe("a file that imports the library where it is not installed", () => {
  before(activated);
  afterEach(async () => {
    typescript.clear();
    await closeAll();
  });
  after(() => {
    typescript.dispose();
  });

  it("is offered both ways to have it, by the manager whose lock file is there", async () => {
    await write("training/package.json", MANIFEST);
    await write("training/pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
    const { document } = await openNew("training/src/a.ts", TEXT);
    const actions = await actionsOn(document, `"${NAME}"`, `Cannot find module '${NAME}'.`);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [`Run “pnpm add ${NAME}” in a Terminal`, `Add ${NAME} to package.json`],
    );
    const [install, add] = actions;
    assert.ok(install?.isPreferred);
    const edits = add?.edit?.get(inWorkspace("training/package.json")) ?? [];
    assert.equal(edits.length, 1);
    assert.match(edits[0]?.newText ?? "", /"learning-rate-designer": "\^\d+\.\d+\.\d+"/);
    // No terminal here, where there is no pseudoterminal: test/unit/host/installPackage.test.ts.
    assert.ok(install.command);
    assert.deepEqual(install.command.arguments?.map(String), [
      inWorkspace("training/package.json").toString(),
    ]);
    assert.ok((await vscode.commands.getCommands()).includes(install.command.command));
  });

  it("is offered nothing for another package, or without a manifest", async () => {
    const { document } = await openNew("training/src/b.ts", TEXT);
    assert.deepEqual(await actionsOn(document, '"zod"', "Cannot find module 'zod'."), []);
    const alone = await openNew("alone.ts", TEXT);
    const found = await actionsOn(alone.document, `"${NAME}"`, `Cannot find module '${NAME}'.`);
    assert.deepEqual(found, []);
  });
});
