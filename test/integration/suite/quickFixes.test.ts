import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, codeOf, openNew, problemsOf, rangeOf, until, whenRead } from "../support";

const CODE = "warmup-longer-than-run";

const JSON_TEXT = `{
  // a comment that must survive
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 0.01, "to": 3e-1, "for": 1500 }, // and this one
    { "kind": "cosine", "to": 0 },
  ],
}
`;

const TS_TEXT = `import { cosine, defineSchedule, linear } from "learning-rate-designer";

export const schedule = defineSchedule({
  length: { steps: 1_000 },
  // a comment that must survive
  learningRate: [linear({ from: 0.01, to: 3e-1, for: 1_500 }), cosine({ to: 0 })],
});
`;

async function fixesAt(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  // Fixes of other extensions for the same place have edits of their own, or none.
  return found.filter(({ title }) => /^(Warm up for|Lengthen the run)/.test(title));
}

for (const [name, text, blamed] of [
  ["fix.schedule.json", JSON_TEXT, "1500"],
  ["fix.ts", TS_TEXT, "1_500"],
] as const) {
  describe(`quick fixes in ${name}`, () => {
    afterEach(closeAll);

    it("are offered at the problem, and exactly one is preferred", async () => {
      const { document } = await openNew(name, text);
      const fixes = await fixesAt(document, rangeOf(document, blamed));
      assert.ok(fixes.length >= 1);
      assert.equal(fixes.filter(({ isPreferred }) => isPreferred).length, 1);
    });

    it("mend it with the smallest change, in one undo step, the cursor unmoved", async () => {
      const editor = await openNew(name, text);
      const { document } = editor;
      const cursor = document.positionAt(text.length);
      editor.selection = new vscode.Selection(cursor, cursor);
      const fixes = await fixesAt(document, rangeOf(document, blamed));
      const fix = fixes.find(({ isPreferred }) => isPreferred);
      assert.ok(fix?.edit);
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      await whenRead(document);
      assert.ok(problemsOf(document.uri).every((problem) => codeOf(problem) !== CODE));
      // 5 % of 1,000 steps, as the fix's title says; nothing else of the file may differ.
      assert.match(fix.title, /50/);
      assert.equal(document.getText(), text.replace(blamed, "50"));
      assert.deepEqual(editor.selection.active, document.positionAt(document.getText().length));
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), text);
      await until("the problem is back", () =>
        problemsOf(document.uri).some((problem) => codeOf(problem) === CODE),
      );
    });
  });
}
