import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

// The ways through the panel at the size of an ordinary laptop: what is looked for must be in sight
// after as many clicks as are made here, and without scrolling.

const CATEGORY = "Learning Rate Designer";
const PEAK = "learningRate/0/end";
const TEXT = `{
  "name": "way",
  "length": { "steps": 4689, "stepsPerEpoch": 1563 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 3e-4, "for": "17%" },
    { "kind": "cosine", "to": 0 }
  ],
  "probe": { "steps": 60, "seeds": 2 }
}
`;

const workbench = useWorkbench({
  size: { width: 1366, height: 768 },
  settings: { "editor.inlayHints.enabled": "off", "files.autoSave": "off" },
});

const panel = () => webviewFrame(workbench().page, "#panel");

/** How far the panel is scrolled, and whether the whole of what is named lies in its view. */
const inSight = (frame: Frame, selector: string) =>
  frame.evaluate((sought) => {
    const box = document.querySelector(sought)?.getBoundingClientRect();
    const whole = box && box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight;
    return { scrolled: window.scrollY, whole: whole === true };
  }, selector);

const SEEN = { scrolled: 0, whole: true };

const editorText = (): Promise<string> =>
  workbench()
    .page.locator(".editor-instance .view-lines")
    .first()
    .innerText()
    .then((text) => text.replaceAll("\u00a0", " "));

describe("ways through the panel at 1366 × 768", () => {
  it("from Run to the verdict: one click, no scroll, rate and loss in sight", async () => {
    const { page, folder } = workbench();
    writeFileSync(path.join(folder, "way.schedule.json"), TEXT);
    await openFile(page, "way.schedule.json");
    await runCommand(page, `${CATEGORY}: Open Preview`);
    const frame = await panel();
    await frame.locator(".file", { hasText: "way.schedule.json" }).waitFor();
    await frame.getByRole("button", { name: "Run", exact: true }).click();
    await frame.locator(".chip").waitFor({ timeout: 110_000 });
    for (const part of [".first .plot", ".loss-track .plot", ".chip", ".probe-status"]) {
      expect(await inSight(frame, part), part).toEqual(SEEN);
    }
  });

  it("dragging, and Ctrl+Z in the panel: the text changes and comes back", async () => {
    const { page } = workbench();
    const frame = await panel();
    const handle = frame.locator(`.handle[data-handle="${PEAK}"]`);
    await handle.hover();
    const box = await handle.boundingBox();
    if (!box) throw new Error("the peak has no handle");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 20, { steps: 3 });
    // one value in one place: the handle's own
    await frame.locator(".handle-tip", { hasText: "step" }).waitFor();
    await expect.poll(() => frame.locator(".reading").allInnerTexts()).toEqual(["", ""]);
    await page.mouse.up();
    await waitUntil("another text", async () => !(await editorText()).includes('"17%"'));
    await page.keyboard.press("Control+z");
    await waitUntil("the old text", async () => (await editorText()).includes('"17%"'));
    await page.keyboard.press("Control+Shift+z");
    await waitUntil("the change again", async () => !(await editorText()).includes('"17%"'));
  });

  it("a file that is not read: a sentence, and one click back with all that was shown", async () => {
    const { page, folder } = workbench();
    writeFileSync(path.join(folder, "notes.txt"), "warm up, then decay\n");
    await openFile(page, "notes.txt");
    const frame = await panel();
    await frame.getByText("notes.txt holds no schedule that can be read.").waitFor();
    await frame.getByRole("button", { name: "Show way.schedule.json Again" }).click();
    await frame.locator(".chip").waitFor();
    expect(await inSight(frame, ".first .plot")).toEqual(SEEN);
  });

  it("from a template to a saved file: two clicks and Ctrl+S, and its curve is shown", async () => {
    const { page, folder } = workbench();
    const frame = await panel();
    await frame.getByRole("button", { name: "New from Template" }).first().click();
    await frame.getByRole("button", { name: /BERT pre-training/ }).click();
    const name = await waitUntil("the new file", async () => {
      const tab = page.locator('.tab.active[data-resource-name^="bert-pretraining"]');
      return (
        (await tab.count()) > 0 && ((await tab.getAttribute("data-resource-name")) ?? undefined)
      );
    });
    await frame.locator(".file", { hasText: name }).waitFor();
    expect(await frame.getByRole("region", { name: "Templates" }).isVisible()).toBe(false);
    await page.keyboard.press("Control+s");
    await waitUntil("the file", () => existsSync(path.join(folder, name)));
  });
});
