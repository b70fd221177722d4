import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  closeAll,
  codeOf,
  inWorkspace,
  openNew,
  problemsOf,
  rangeOf,
  until,
  whenRead,
} from "../support";

const CODE = "warmup-longer-than-run";

const TEXT = `{
  "length": { "steps": 1000 },
  "learningRate": [
    { "kind": "linear", "from": 0.01, "to": 3e-1, "for": 1500 }, // a comment that must survive
    { "kind": "cosine", "to": 0 },
  ],
}
`;

const found = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  problemsOf(document.uri).filter((problem) => codeOf(problem) === CODE);

async function actionAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  title: RegExp,
): Promise<vscode.CodeAction> {
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const [action] = offered.filter((candidate) => title.test(candidate.title));
  assert.ok(action, offered.map((candidate) => candidate.title).join("; "));
  return action;
}

describe("suppressing a rule", () => {
  afterEach(closeAll);

  for (const [where, comment, line] of [
    ["on this line", "// schedule-ignore-next-line", 3],
    ["in this schedule", "// schedule-ignore-schedule", 0],
  ] as const) {
    it(`by a comment ${where}, in one undo step`, async () => {
      const { document } = await openNew(`suppress-${line}.schedule.json`, TEXT);
      const title = new RegExp(`^Suppress ${CODE} ${where}$`);
      const action = await actionAt(document, rangeOf(document, "1500"), title);
      assert.equal(action.isPreferred ?? false, false);
      assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
      await whenRead(document);
      assert.deepEqual(found(document), []);
      assert.equal(document.lineAt(line).text.trim(), `${comment} ${CODE}`);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), TEXT);
    });
  }

  it("in the settings, beside what they say of other rules", async () => {
    const { document } = await openNew("off-settings.schedule.json", TEXT);
    const section = () => vscode.workspace.getConfiguration("learningRateDesigner", document.uri);
    const target = vscode.ConfigurationTarget.Workspace;
    try {
      await section().update("rules", { "dead-tail": "hint" }, target);
      const range = rangeOf(document, "1500");
      const { command } = await actionAt(document, range, /in settings$/);
      assert.ok(command);
      const rest = (command.arguments ?? []) as unknown[];
      await vscode.commands.executeCommand(command.command, ...rest);
      await until("the problem is gone", () => found(document).length === 0);
      assert.deepEqual(section().inspect("rules")?.workspaceValue, {
        "dead-tail": "hint",
        [CODE]: "off",
      });
    } finally {
      await section().update("rules", undefined, target);
    }
    await until("the problem is back", () => found(document).length === 1);
  });
});

describe("a value from another file", () => {
  afterEach(closeAll);

  const CONSTANTS = "// lengths, in steps\nexport const LENGTHS = { run: 1_000, warmup: 1_500 };\n";
  const USE = `import { cosine, defineSchedule, linear } from "learning-rate-designer";
import { LENGTHS } from "./origins-lengths";
export const schedule = defineSchedule({
  length: { steps: LENGTHS.run },
  learningRate: [linear({ from: 0.01, to: 0.3, for: LENGTHS.warmup }), cosine({ to: 0 })],
});
`;

  it("is reported at its use, points at its literal, and is mended there", async () => {
    const lengths = inWorkspace("origins-lengths.ts");
    await vscode.workspace.fs.writeFile(lengths, new TextEncoder().encode(CONSTANTS));
    const { document } = await openNew("origins.ts", USE);
    await until("the warmup is found too long", () => found(document).length === 1);
    const [problem] = found(document);
    assert.ok(problem);
    assert.deepEqual(problem.range, rangeOf(document, "LENGTHS.warmup"));
    const [origin] = problem.relatedInformation ?? [];
    assert.ok(origin);
    assert.equal(origin.location.uri.toString(), lengths.toString());
    const other = await vscode.workspace.openTextDocument(lengths);
    assert.equal(other.getText(origin.location.range), "1_500");
    const fix = await actionAt(
      document,
      problem.range,
      /^Warm up for .*\(in origins-lengths\.ts\)$/,
    );
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.equal(other.getText(), CONSTANTS.replace("1_500", "50"));
    assert.equal(document.getText(), USE);
    await until("the problem is gone", () => found(document).length === 0);
    await vscode.window.showTextDocument(other);
    await vscode.commands.executeCommand("undo");
    assert.equal(other.getText(), CONSTANTS);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
