import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  activated,
  closeAll,
  codeOf,
  open,
  openNew,
  problemsOf,
  until,
  whenRead,
} from "../support";

const EDITS = 150;
const SCRAPS = [
  "{",
  "}",
  "(",
  ")",
  '"',
  ",",
  ":",
  "1",
  "e",
  "\n",
  "//",
  "linear(",
  "defineSchedule({",
];

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** All that is shown of a document, by places and texts. */
async function shown(document: vscode.TextDocument): Promise<unknown> {
  const api = await activated();
  return {
    problems: problemsOf(document.uri).map((problem) => [
      codeOf(problem),
      problem.message,
      problem.range.start.line,
      problem.range.start.character,
      problem.range.end.line,
      problem.range.end.character,
    ]),
    curves: api.sparklines(document.uri).map(({ line, svg }) => [line, svg]),
  };
}

async function edited(editor: vscode.TextEditor, random: () => number): Promise<void> {
  const { document } = editor;
  const end = document.getText().length;
  const at = Math.floor(random() * (end + 1));
  const removed = random() < 0.5 ? 0 : Math.floor(random() * 12);
  const scrap = SCRAPS[Math.floor(random() * SCRAPS.length)] ?? "";
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + removed));
  await editor.edit((edit) => {
    edit.replace(range, random() < 0.6 ? scrap : "");
  });
}

describe("after random edits", () => {
  afterEach(closeAll);

  for (const file of ["json/sgdr.schedule.json", "typescript/goyal-imagenet.ts"]) {
    it(`what is shown of ${file} is what the text opened anew shows`, async function () {
      this.timeout(120_000);
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      assert.ok(folder);
      const original = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, file));
      const name = (kind: string): string => `${kind}-${file.split("/").at(-1) ?? ""}`;
      const text = original.getText();
      const random = randomNumbers(7);
      for (let round = 0; round < 3; round++) {
        const editor = await openNew(name(`edited${round}`), text);
        for (let i = 0; i < EDITS / 3; i++) await edited(editor, random);
        const { document } = editor;
        await whenRead(document);
        const other = await openNew(name(`fresh${round}`), document.getText());
        await whenRead(other.document);
        const expected = await shown(other.document);
        await until("all is brought up to date", async () => {
          const now = await shown(document);
          return JSON.stringify(now) === JSON.stringify(expected);
        });
      }
      await open(original.uri);
    });
  }
});
