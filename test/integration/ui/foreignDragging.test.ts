import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { CELL, cellText, editorText } from "../../harness/editorText";
import {
  FOREIGN_CASES,
  foreignText,
  NOTEBOOK_CASE,
  notebookOf,
  saidOf,
  type ForeignCase,
  type Pulled,
} from "../../harness/foreignCases";
import { changed } from "../../harness/handleCases";
import { pull, selectorOf } from "../../harness/handles";
import { openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { webviewFrame } from "../../harness/webviewFrame";
import { sampled } from "../../unit/runs";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const PATIENT = { timeout: 60_000 };
const written = writtenFolder();
afterAll(() => {
  rmSync(written, { recursive: true, force: true });
});
const workbench = useWorkbench({
  workspace: written,
  settings: {
    "editor.inlayHints.enabled": "off",
    "files.autoSave": "off",
  },
});

/** A folder with the files of all cases, so that none of them waits to be found. */
function writtenFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "foreign-"));
  for (const { name } of FOREIGN_CASES) writeFileSync(path.join(folder, name), foreignText(name));
  const { name, cell } = NOTEBOOK_CASE;
  writeFileSync(path.join(folder, name), notebookOf(cell));
  return folder;
}

let isPanelOpen = false;

const shownText = (name: string): Promise<string> =>
  (name === NOTEBOOK_CASE.name ? cellText : editorText)(workbench().page);

/** Writes a file and opens it with the panel. */
function openNew(
  name: string,
  text: string,
  id: string,
  values?: Readonly<Record<string, number>>,
): Promise<Frame> {
  writeFileSync(path.join(workbench().folder, name), text);
  return openWith(name, text, id, values);
}

/** Opens a file and the panel beside it, which then has this handle. */
async function openWith(
  name: string,
  text: string,
  id: string,
  values: Readonly<Record<string, number>> = {},
): Promise<Frame> {
  const { page } = workbench();
  await openFile(page, name);
  await expect.poll(() => shownText(name), PATIENT).toBe(text);
  if (!isPanelOpen) await runCommand(page, `${CATEGORY}: Open Preview`);
  isPanelOpen = true;
  const frame = await webviewFrame(page, "#panel .heading");
  await frame.locator(".heading .file").getByText(name, { exact: true }).waitFor();
  for (const [symbol, value] of Object.entries(values)) {
    await frame.getByRole("textbox", { name: `Value of ${symbol}` }).focus();
    await page.keyboard.type(String(value));
    await page.keyboard.press("Enter");
    await frame.getByText(`${symbol} = ${value}`).waitFor();
  }
  await frame.locator("canvas").first().hover();
  await frame.locator(selectorOf(id)).waitFor();
  return frame;
}

/** What is selected, as VS Code's status bar says it. */
const selected = (page: Page): Promise<string> =>
  page.locator("#status\\.editor\\.selection").innerText();

/** The same of a part of a text that stands in it once. */
function selectionOf(text: string, part: string): string {
  const end = text.indexOf(part) + part.length;
  const before = text.slice(0, end).split("\n");
  return `Ln ${before.length}, Col ${(before.at(-1) ?? "").length + 1} (${part.length} selected)`;
}

async function undo(page: Page): Promise<void> {
  await page.keyboard.press("Control+1");
  await page.locator(".editor-instance .monaco-editor.focused").waitFor();
  await page.keyboard.press("Control+z");
}

/** Of a notebook, whose cell has to be clicked: else the key is the notebook's own. */
async function undoInCell(page: Page): Promise<void> {
  await page.locator(`${CELL} .view-line`).last().click();
  await page.locator(`${CELL}.focused`).waitFor();
  await page.keyboard.press("Control+z");
}

describe("handles in files of other programs", () => {
  /** By the mouse and by a key, each undone. */
  async function tried(
    { name, mouse, keys }: ForeignCase,
    text: string,
    frame: Frame,
    undoOne: (page: Page) => Promise<void>,
  ): Promise<void> {
    const { page } = workbench();
    const place = (): Promise<string | null> =>
      frame.locator(selectorOf(mouse.handle)).getAttribute("aria-valuetext");
    const says = (part: Pulled) =>
      expect.poll(() => shownText(name), PATIENT).toBe(changed(text, part.before, part.after));
    const undone = async (): Promise<void> => {
      await undoOne(page);
      await expect.poll(() => shownText(name), PATIENT).toBe(text);
    };
    const before = await place();
    await pull(page, frame, mouse.handle, mouse.by);
    await page.mouse.up();
    await says(mouse);
    await undone();
    await expect.poll(place, PATIENT).toBe(before);
    await frame.locator(selectorOf(keys.handle)).focus();
    await page.keyboard.press(keys.key);
    await says(keys);
    await undone();
  }

  it.each(sampled(FOREIGN_CASES, 4))(
    "change the one number, one step to undo: $name",
    async (row) => {
      const text = foreignText(row.name);
      const frame = await openWith(row.name, text, row.mouse.handle, saidOf(row.name));
      await tried(row, text, frame, undo);
    },
  );

  it("change the one number of a notebook, one step to undo", async () => {
    const { name, cell, mouse } = NOTEBOOK_CASE;
    const frame = await openWith(name, cell, mouse.handle);
    await tried(NOTEBOOK_CASE, cell, frame, undoInCell);
  });

  it("change a number that stands in another file, there", async () => {
    const { page, folder } = workbench();
    const options = `import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=1e-3, help="the peak")
`;
    const text = `import torch
from dragged_options import parser

args = parser.parse_args()
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=500)
for step in range(500):
    optimizer.step()
    scheduler.step()
`;
    const other = path.join(folder, "dragged_options.py");
    writeFileSync(other, options);
    const frame = await openNew("dragged_train.py", text, "learningRate/lr");
    await pull(page, frame, "learningRate/lr", [0, 20]);
    await page.mouse.up();
    const said = /^[^]*default=(\S+), help="the peak"\)\n$/;
    await waitUntil("the other file to be changed", async () => {
      await runCommand(page, "File: Save All");
      return readFileSync(other, "utf8") !== options;
    });
    const now = readFileSync(other, "utf8");
    const [, number = ""] = said.exec(now) ?? [];
    expect(Number(number)).toBeLessThan(1e-3);
    expect(number).toMatch(/^\d(?:\.\d+)?e-4$/);
    expect(now).toBe(options.replace("1e-3", number));
    expect(await editorText(page)).toBe(text);
  });

  it.each([
    {
      what: "is computed",
      name: "computed_rate.py",
      text: `import torch
base = 1e-4
optimizer = torch.optim.SGD(model.parameters(), lr=base * 8)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 30)
for epoch in range(90):
    optimizer.step()
    scheduler.step()
`,
      id: "learningRate/lr",
      reason: "it is computed, not written as a number",
      part: "base * 8",
    },
    {
      what: "only the run knows",
      name: "open_rate.yaml",
      text: `optimizer:
  _target_: torch.optim.SGD
  lr: \${oc.env:LR}
scheduler:
  _target_: torch.optim.lr_scheduler.MultiStepLR
  milestones: [30, 60]
  gamma: 0.5
trainer:
  max_epochs: 90
`,
      values: { "${oc.env:LR}": 0.1 },
      id: "learningRate/lr",
      reason: "only the running program knows ${oc.env:LR}",
      part: "${oc.env:LR}",
    },
    {
      what: "another file says",
      name: "revealed.ts",
      text: `import { cosine, defineSchedule, linear } from "learning-rate-designer";
import { PEAK } from "./revealedPeak";

export default defineSchedule({
  length: { steps: 500 },
  learningRate: [linear({ from: 0, to: PEAK, for: 100 }), cosine({ to: 0 })],
});
`,
      beside: { name: "revealedPeak.ts", text: "export const PEAK = 0.1; // of the paper\n" },
      id: "learningRate/0/end",
      reason: "PEAK comes from another file",
      part: "0.1",
    },
  ])("go to the place of what $what", async ({ name, text, values, beside, id, reason, part }) => {
    const { page, folder } = workbench();
    if (beside) writeFileSync(path.join(folder, beside.name), beside.text);
    const frame = await openNew(name, text, id, values);
    await frame.locator(selectorOf(id)).focus();
    await page.keyboard.press("Enter");
    const popover = frame.getByRole("dialog");
    await popover.getByText(`Cannot be moved: ${reason}.`).waitFor();
    await popover.getByRole("button", { name: "Show in Source" }).click();
    const there = beside?.text ?? text;
    await expect.poll(() => selected(page), PATIENT).toBe(selectionOf(there, part));
    await expect.poll(() => editorText(page), PATIENT).toBe(there);
  });
});
