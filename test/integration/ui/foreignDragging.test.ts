import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { editorText } from "../../harness/editorText";
import { FOREIGN_CASES, foreignText } from "../../harness/foreignCases";
import { changed } from "../../harness/handleCases";
import { pull, selectorOf } from "../../harness/handles";
import { goTo, openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const PATIENT = { timeout: 60_000 };
const workbench = useWorkbench({
  settings: { "editor.inlayHints.enabled": "off", "files.autoSave": "off" },
});

/** Opens a file and the panel beside it, which then has this handle. */
async function openWith(name: string, text: string, id: string): Promise<Frame> {
  const { page, folder } = workbench();
  writeFileSync(path.join(folder, name), text);
  await openFile(page, name);
  await goTo(page, 1, 1);
  await expect.poll(() => editorText(page), PATIENT).toBe(text);
  await runCommand(page, `${CATEGORY}: Open Preview`);
  const frame = await webviewFrame(page, "#panel canvas");
  await frame.locator("canvas").first().hover();
  await frame.locator(selectorOf(id)).waitFor();
  return frame;
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
    const frame = await openWith(name, text, mouse.handle);
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
});
