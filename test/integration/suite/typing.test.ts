import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, codeOf, openNew, problemsOf, setWorkspace, whenRead } from "../support";

/** Each has one problem that stays, and values that are wrong while they are half typed. */
const JSON_TEXT = `{
"length": { "epochs": 10, "stepsPerEpoch": 100 },
"optimizer": { "name": "sgd", "momentum": 0.9 },
"learningRate": [
{ "kind": "linear", "from": 0.01, "to": 0.3, "for": "5 epochs" },
{ "kind": "cosine", "from": 0.2, "to": 0 }
]
}
`;

const TS_TEXT = `import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";
export const run = defineSchedule({
length: { epochs: 10, stepsPerEpoch: 100 },
learningRate: [linear({ from: 0.01, to: 0.3, for: epochs(5) }), cosine({ from: 0.2, to: 0 })],
});
`;

/** The longest pause that can be set: no keystroke of this test is this late. */
const PAUSE_MS = 5000;

const toldOf = (uri: vscode.Uri): unknown[] =>
  problemsOf(uri).map((problem) => ({
    code: codeOf(problem),
    message: problem.message,
    range: problem.range,
    severity: problem.severity,
  }));

async function withSettings(
  values: Readonly<Record<string, unknown>>,
  run: () => Promise<void>,
): Promise<void> {
  try {
    for (const [key, value] of Object.entries(values)) await setWorkspace(key, value);
    await run();
  } finally {
    for (const key of Object.keys(values)) await setWorkspace(key, undefined);
  }
}

/** Types a text and notes what is underlined meanwhile. */
async function typeInto(editor: vscode.TextEditor, text: string): Promise<string[]> {
  const { uri } = editor.document;
  const flashed = new Set<string>();
  const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
    if (!uris.some((changed) => changed.toString() === uri.toString())) return;
    for (const problem of problemsOf(uri)) flashed.add(problem.message);
  });
  try {
    for (const character of text) {
      await vscode.commands.executeCommand("type", { text: character });
      // Other features ask for what the text says at once, whatever the pause.
      if (character === " ")
        void vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", uri);
    }
    return [...flashed];
  } finally {
    listening.dispose();
  }
}

describe("typing a definition", () => {
  afterEach(closeAll);

  for (const [name, start, text] of [
    ["typed.schedule.json", "", JSON_TEXT],
    ["typed.ts", "// a ScheduleDefinition\n", TS_TEXT],
  ] as const) {
    it(`flashes nothing before the pause, and ends as ${name} opened`, async () => {
      const settings = {
        "learningRateDesigner.delay": PAUSE_MS,
        "editor.autoIndent": "none",
        "editor.autoClosingBrackets": "never",
        "editor.autoClosingQuotes": "never",
        "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
        "editor.suggestOnTriggerCharacters": false,
        "editor.acceptSuggestionOnEnter": "off",
        "editor.acceptSuggestionOnCommitCharacter": false,
      };
      await withSettings(settings, async () => {
        const editor = await openNew(name, start);
        const end = editor.document.positionAt(start.length);
        editor.selection = new vscode.Selection(end, end);
        const before = toldOf(editor.document.uri);
        const flashed = await typeInto(editor, text);
        assert.equal(editor.document.getText(), start + text);
        const old = new Set(before.map((problem) => (problem as { message: string }).message));
        assert.deepEqual(
          flashed.filter((message) => !old.has(message)),
          [],
        );
        await whenRead(editor.document);
        const opened = await openNew(`opened-${name}`, start + text);
        assert.deepEqual(toldOf(editor.document.uri), toldOf(opened.document.uri));
        assert.notDeepEqual(toldOf(opened.document.uri), []);
      });
    });
  }
});
