import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  changed,
  JSON_CASES,
  JSON_TEXT,
  KEYS,
  TYPESCRIPT_CASES,
  TYPESCRIPT_TEXT,
  WAYS,
  type HandleCase,
} from "../../harness/handleCases";
import { editorText } from "../../harness/editorText";
import { goTo, openFile, runCommand } from "../../harness/keyboard";
import { JSON_PHASES, TYPESCRIPT_PHASES } from "../../harness/phaseCases";
import { waitUntil } from "../../harness/waitUntil";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
// inlay hints would stand between what the text says, and each saving begins a step to undo
const workbench = useWorkbench({
  settings: { "editor.inlayHints.enabled": "off", "files.autoSave": "off" },
});
/** Each row is a drag and an undo in a whole VS Code. */
const MANY_ROWS_MS = 900_000;

const handle = (frame: Frame, id: string) => frame.locator(`.handle[data-handle="${id}"]`);

const placeOf = (frame: Frame, id: string) => handle(frame, id).getAttribute("aria-valuetext");

const cursorOf = (page: Page): Promise<string> =>
  page.locator("#status\\.editor\\.selection").innerText();

async function openPanel(name: string, text: string): Promise<Frame> {
  const { page, folder } = workbench();
  writeFileSync(path.join(folder, name), text);
  await openFile(page, name);
  await goTo(page, 4, 3);
  await expect.poll(() => editorText(page)).toBe(text);
  await runCommand(page, `${CATEGORY}: Open Preview`);
  const frame = await webviewFrame(page, "#panel canvas");
  await frame.locator("canvas").first().hover();
  await frame.locator(".schedule-name", { hasText: name }).waitFor();
  await handle(frame, "learningRate/2/end").waitFor();
  return frame;
}

async function drag(page: Page, frame: Frame, { id, pull, pixels }: HandleCase): Promise<void> {
  // waits until it stands still and nothing lies over it
  await handle(frame, id).hover();
  const box = await handle(frame, id).boundingBox();
  if (!box) throw new Error(`${id} is not shown`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const [dx, dy] = WAYS[pull];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const far of [pixels / 2, pixels]) await page.mouse.move(x + dx * far, y + dy * far);
  await page.mouse.up();
  await frame.locator(".handle.dragged").waitFor({ state: "detached" });
}

async function press(page: Page, frame: Frame, { id, pull }: HandleCase): Promise<void> {
  await handle(frame, id).focus();
  await page.keyboard.press(KEYS[pull]);
}

async function undoOnce(page: Page): Promise<void> {
  await page.keyboard.press("Control+1");
  await page.locator(".editor-instance .monaco-editor.focused").waitFor();
  await page.keyboard.press("Control+z");
}

/** Which text the panel shows, and all that is told of the handles in it. */
const shownBy = (frame: Frame) =>
  frame.locator("#panel").evaluate((panel) => ({
    revision: Number(panel.dataset.revision),
    handles: [...panel.querySelectorAll(".handle")]
      .map((one) => one.getAttribute("aria-valuetext"))
      .join("; "),
  }));

/**
 * Waits until the panel shows what it showed before, from a text that it has read since: what it
 * asks for about a text that has changed is refused.
 */
const settled = (frame: Frame, before: Awaited<ReturnType<typeof shownBy>>): Promise<unknown> =>
  waitUntil("the panel to have read the text", async () => {
    const { revision, handles } = await shownBy(frame);
    return revision > before.revision && handles === before.handles;
  });

// Each kind of handle in each language: by mouse in the one, by keyboard in the other.
describe.each([
  ["JSON", "drag.schedule.json", JSON_TEXT, JSON_CASES, JSON_PHASES, 0],
  ["TypeScript", "drag.ts", TYPESCRIPT_TEXT, TYPESCRIPT_CASES, TYPESCRIPT_PHASES, 1],
] as const)("handles in %s", (_, name, text, cases, phases, first) => {
  const title = "change the text as expected, cursor and file untouched, and one undo restores";
  it(title, { timeout: MANY_ROWS_MS }, async () => {
    const { page } = workbench();
    const frame = await openPanel(name, text);
    const cursor = await cursorOf(page);
    for (const [index, row] of cases.entries()) {
      const { id, before, after, dragged } = row;
      const message = id;
      const byMouse = index % 2 === first;
      const place = await placeOf(frame, id);
      await (byMouse ? drag : press)(page, frame, row);
      const expected = changed(text, before, byMouse ? dragged : after);
      await expect.poll(() => editorText(page), { message, timeout: 60_000 }).toBe(expected);
      expect(await cursorOf(page), id).toBe(cursor);
      await undoOnce(page);
      await expect.poll(() => editorText(page), { message, timeout: 60_000 }).toBe(text);
      // the panel has read it, too
      await expect.poll(() => placeOf(frame, id), { message, timeout: 60_000 }).toBe(place);
    }
    await runCommand(page, "File: Save All");
    expect(readFileSync(path.join(workbench().folder, name), "utf8")).toBe(text);
  });

  it("phases are changed from the chart, each as one step to undo", async () => {
    const { page } = workbench();
    const frame = await webviewFrame(page, '.handle[data-handle="learningRate/2/end"]');
    for (const { name: message, handle: id, keys, changes } of phases) {
      const shown = await shownBy(frame);
      const expected = changes.reduce<string>(
        (now, [before, after]) => changed(now, before, after),
        text,
      );
      await handle(frame, id).focus();
      await page.keyboard.press("Shift+F10");
      await frame.getByRole("menu").waitFor();
      for (const key of keys) await page.keyboard.press(key);
      await expect.poll(() => editorText(page), { message, timeout: 60_000 }).toBe(expected);
      await undoOnce(page);
      await expect.poll(() => editorText(page), { message, timeout: 60_000 }).toBe(text);
      await settled(frame, shown);
    }
  });

  it("are moved by several keys as one step to undo, or to take back with Escape", async () => {
    const { page } = workbench();
    const frame = await webviewFrame(page, '.handle[data-handle="learningRate/2/end"]');
    const seven = name.endsWith("ts") ? /epochs\(7\)/ : /"for": "7 epochs"/;
    for (const takeBack of [() => page.keyboard.press("Escape"), () => undoOnce(page)]) {
      const shown = await shownBy(frame);
      await handle(frame, "learningRate/0/end").focus();
      for (const key of ["ArrowRight", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
      await expect.poll(() => editorText(page)).toMatch(seven);
      await takeBack();
      await expect.poll(() => editorText(page)).toBe(text);
      await settled(frame, shown);
    }
  });

  it("what is typed after a drag is a step of its own to undo", async () => {
    const { page } = workbench();
    const frame = await webviewFrame(page, '.handle[data-handle="learningRate/2/end"]');
    await handle(frame, "learningRate/0/end").focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => editorText(page)).not.toBe(text);
    const dragged = await editorText(page);
    await page.keyboard.press("Control+1");
    await page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await page.keyboard.type(" ");
    await expect.poll(() => editorText(page)).not.toBe(dragged);
    for (const before of [dragged, text]) {
      await undoOnce(page);
      await expect.poll(() => editorText(page)).toBe(before);
    }
  });
});
