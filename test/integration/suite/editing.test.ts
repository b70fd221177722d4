import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  activated,
  closeAll,
  codeOf,
  inWorkspace,
  openNew,
  problemsOf,
  until,
  whenRead,
} from "../support";

const ROUNDS = 3;
const EDITS = 50;
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
      this.timeout(300_000);
      const uri = inWorkspace(...file.split("/"));
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const name = (kind: string): string => `${kind}-${file.split("/").at(-1) ?? ""}`;
      const random = randomNumbers(7);
      for (let round = 0; round < ROUNDS; round++) {
        const editor = await openNew(name("edited"), text);
        for (let i = 0; i < EDITS; i++) await edited(editor, random);
        const { document } = editor;
        await document.save();
        const anew = document.getText();
        const other = await openText(name("fresh"), anew);
        if (isRead(anew, file)) await whenRead(other);
        const expected = JSON.stringify(await shown(other));
        await until(
          "all is brought up to date",
          async () => JSON.stringify(await shown(document)) === expected,
        );
        assert.equal(document.getText(), anew);
        await closeAll();
      }
    });
  }
});

/** Without these words a TypeScript file is none of ours, and nothing is shown of it. */
const isRead = (text: string, file: string): boolean =>
  file.endsWith(".json") || /defineSchedule|ScheduleDefinition/.test(text);

async function openText(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = inWorkspace(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
  const document = vscode.workspace.textDocuments.find(
    (open) => open.uri.toString() === uri.toString(),
  );
  if (!document) throw new Error(`${name} is not open`);
  return document;
}
