import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  activated,
  closeAll,
  codeOf,
  inWorkspace,
  open,
  openNew,
  problemsOf,
  rangeOf,
  setWorkspace,
  until,
} from "../support";

interface Provoking {
  readonly code: string;
  readonly blamed: string;
  readonly severity: vscode.DiagnosticSeverity;
  readonly phases: string;
}

const { Error: ERROR, Warning: WARNING } = vscode.DiagnosticSeverity;

const PROVOKING: readonly Provoking[] = [
  {
    code: "warmup-longer-than-run",
    blamed: "1500",
    severity: ERROR,
    phases: `{ "kind": "linear", "from": 0.01, "to": 0.3, "for": 1500 }, { "kind": "cosine", "to": 0 }`,
  },
  {
    code: "phases-do-not-meet",
    blamed: "0.3",
    severity: WARNING,
    phases: `{ "kind": "linear", "from": 0.01, "to": 0.3, "for": 100 }, { "kind": "cosine", "from": 0.2, "to": 0 }`,
  },
];

const fileOf = (phases: string): string => `{
  // a comment that must survive
  "length": { "steps": 1000 },
  "optimizer": { "name": "sgd", "momentum": 0.9 },
  "learningRate": [${phases}]
}
`;

describe("diagnostics", () => {
  afterEach(closeAll);

  for (const { code, blamed, severity, phases } of PROVOKING) {
    it(`underlines exactly the value of ${code}`, async () => {
      const { document } = await openNew(`${code}.schedule.json`, fileOf(phases));
      const found = problemsOf(document.uri).filter((problem) => codeOf(problem) === code);
      assert.equal(found.length, 1, JSON.stringify(problemsOf(document.uri)));
      const problem = found.at(0);
      assert.ok(problem);
      assert.deepEqual(problem.range, rangeOf(document, blamed));
      assert.equal(problem.severity, severity);
      assert.ok(typeof problem.code === "object" && problem.code.target.path.endsWith("rules.md"));
    });
  }

  it("finds no error in any example", async () => {
    const files = await vscode.workspace.findFiles("{json,typescript}/*.{json,ts}");
    assert.ok(files.length >= 20, `${files.length} examples`);
    const errors: string[] = [];
    for (const file of files) {
      await open(file);
      for (const problem of problemsOf(file)) {
        if (problem.severity === ERROR) errors.push(`${file.path}: ${problem.message}`);
      }
    }
    assert.deepEqual(errors, []);
  });

  it("follows constants into other files, and their changes", async () => {
    const save = (text: string) =>
      vscode.workspace.fs.writeFile(inWorkspace("lengths.ts"), new TextEncoder().encode(text));
    await save("export const LENGTHS = { run: 1000, warmup: 1500 };\n");
    const { document } = await openNew(
      "imports.ts",
      `import { cosine, defineSchedule, linear } from "learning-rate-designer";
import { LENGTHS } from "./lengths";
export const schedule = defineSchedule({
  length: { steps: LENGTHS.run },
  learningRate: [linear({ from: 0.01, to: 0.3, for: LENGTHS.warmup }), cosine({ to: 0 })],
});
`,
    );
    const found = (): vscode.Diagnostic | undefined =>
      problemsOf(document.uri).find((problem) => codeOf(problem) === "warmup-longer-than-run");
    await until("the warmup of the other file is found too long", () => found() !== undefined);
    assert.equal(document.getText(found()?.range), "LENGTHS.warmup");
    await save("export const LENGTHS = { run: 1000, warmup: 50 };\n");
    await until("the warmup of the other file is no longer too long", () => found() === undefined);
  });

  it("follows the text, and goes with it", async () => {
    const [first] = PROVOKING;
    assert.ok(first);
    const editor = await openNew("follow.schedule.json", fileOf(first.phases));
    const { document } = editor;
    assert.equal(problemsOf(document.uri).filter((p) => codeOf(p) === first.code).length, 1);
    await editor.edit((edit) => {
      edit.replace(rangeOf(document, "1500"), "100");
    });
    await until("the problem is gone", () =>
      problemsOf(document.uri).every((problem) => codeOf(problem) !== first.code),
    );
    await vscode.commands.executeCommand("undo");
    await until("the problem is back", () =>
      problemsOf(document.uri).some((problem) => codeOf(problem) === first.code),
    );
  });

  it("are cleared when the file is closed", async () => {
    const [first] = PROVOKING;
    const { document } = await openNew("closed.schedule.json", fileOf(first?.phases ?? ""));
    assert.notEqual(problemsOf(document.uri).length, 0);
    await closeAll();
    await until("the file has no problems", () => problemsOf(document.uri).length === 0);
  });

  it("obeys the severities of the settings", async () => {
    const [first] = PROVOKING;
    assert.ok(first);
    const { document } = await openNew("severities.schedule.json", fileOf(first.phases));
    const set = (rules: unknown): Promise<void> =>
      setWorkspace("learningRateDesigner.rules", rules);
    const has = (severity: vscode.DiagnosticSeverity): boolean =>
      problemsOf(document.uri).some((p) => codeOf(p) === first.code && p.severity === severity);
    try {
      await set({ [first.code]: "hint" });
      await until("it is a hint", () => has(vscode.DiagnosticSeverity.Hint));
      await set({ [first.code]: "off" });
      await until("it is off", () =>
        problemsOf(document.uri).every((p) => codeOf(p) !== first.code),
      );
      await set(undefined);
      await until("it is an error again", () => has(ERROR));
    } finally {
      await set(undefined);
    }
  });

  it("survives junk, with a message rather than silence", async () => {
    const junk: Record<string, string> = {
      empty: "",
      number: "1e999",
      prototype: '{ "__proto__": { "length": { "steps": 10 } }, "constructor": 1 }',
      brackets: "[".repeat(20_000),
      unknown: '{ "length": { "steps": 10 }, "learningRate": { "kind": "sawtooth" } }',
    };
    for (const [name, text] of Object.entries(junk)) {
      const { document } = await openNew(`junk-${name}.schedule.json`, text);
      assert.notEqual(problemsOf(document.uri).length, 0, name);
    }
  });

  it("leaves other JSON files alone", async () => {
    const uri = inWorkspace("other.json");
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('{ "learningRate": -1 }'));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    // What was opened later is read and underlined: this one's turn, had it one, has been.
    const later = await openNew("later.schedule.json", fileOf(PROVOKING[0]?.phases ?? ""));
    assert.notDeepEqual(problemsOf(later.document.uri), []);
    const api = await activated();
    assert.equal(api.analyzedVersion(uri), undefined);
    assert.deepEqual(problemsOf(uri), []);
  });
});
