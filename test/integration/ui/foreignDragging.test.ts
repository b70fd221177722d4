import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { editorText } from "../../harness/editorText";
import { FOREIGN_CASES, foreignText, saidOf } from "../../harness/foreignCases";
import { changed } from "../../harness/handleCases";
import { pull, selectorOf } from "../../harness/handles";
import { openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const PATIENT = { timeout: 60_000 };
const workbench = useWorkbench({
  settings: { "editor.inlayHints.enabled": "off", "files.autoSave": "off" },
});

let isPanelOpen = false;

/** Opens a file and the panel beside it, which then has this handle. */
async function openWith(
  name: string,
  text: string,
  id: string,
  values: Readonly<Record<string, number>> = {},
): Promise<Frame> {
  const { page, folder } = workbench();
  writeFileSync(path.join(folder, name), text);
  await openFile(page, name);
  await expect.poll(() => editorText(page), PATIENT).toBe(text);
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

describe("handles in files of other programs", () => {
  it.each(FOREIGN_CASES)("change the one number, one step to undo: $name", async (row) => {
    const { page } = workbench();
    const { name, mouse, keys } = row;
    const text = foreignText(name);
    const frame = await openWith(name, text, mouse.handle, saidOf(name));
    const place = (): Promise<string | null> =>
      frame.locator(selectorOf(mouse.handle)).getAttribute("aria-valuetext");
    const before = await place();
    await pull(page, frame, mouse.handle, mouse.by);
    await page.mouse.up();
    const dragged = changed(text, mouse.before, mouse.after);
    await expect.poll(() => editorText(page), PATIENT).toBe(dragged);
    await undo(page);
    await expect.poll(() => editorText(page), PATIENT).toBe(text);
    await expect.poll(place, PATIENT).toBe(before);
    await frame.locator(selectorOf(keys.handle)).focus();
    await page.keyboard.press(keys.key);
    const pressed = changed(text, keys.before, keys.after);
    await expect.poll(() => editorText(page), PATIENT).toBe(pressed);
    await undo(page);
    await expect.poll(() => editorText(page), PATIENT).toBe(text);
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
    const frame = await openWith("dragged_train.py", text, "learningRate/lr");
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
    const frame = await openWith(name, text, id, values);
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
