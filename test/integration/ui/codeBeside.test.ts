import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { convert } from "../../../src/core/write/convert";
import { javascriptWriter } from "../../../src/core/write/targets/javascript";
import { editorText } from "../../harness/editorText";
import { confirmPath } from "../../harness/fileDialog";
import { foreignText } from "../../harness/foreignCases";
import { changed } from "../../harness/handleCases";
import { pull, selectorOf } from "../../harness/handles";
import { goTo, openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { readAlone, readFormat } from "../../unit/formats/read";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const NAME = "axolotl.yaml";
const TEXT = foreignText(NAME);
const HANDLE = "learningRate/warmup_steps+learning_rate";
const PATIENT = { timeout: 60_000 };
const workbench = useWorkbench({
  settings: { "editor.inlayHints.enabled": "off", "files.autoSave": "off" },
});

/** The code that a text of the file is, by the writer itself. */
async function codeOf(text: string): Promise<string> {
  const [first] = (await readFormat(NAME, text)).schedules;
  if (!first?.schedule) throw new Error("the file has no schedule");
  const request = { schedule: first.schedule, file: NAME };
  const { code, refused } = await convert(javascriptWriter, request, readAlone);
  if (code === null) throw new Error(refused ?? "");
  return code;
}

const warmup = (steps: number): string =>
  changed(TEXT, "warmup_steps: 10\n", `warmup_steps: ${steps}\n`);

async function pickJavaScript(page: Page): Promise<void> {
  await page.locator(".quick-input-title", { hasText: "Convert To" }).waitFor();
  const label = page.locator(".label-name").getByText(javascriptWriter.label, { exact: true });
  await page.locator(".quick-input-list .monaco-list-row", { has: label }).click();
}

describe("the code beside the chart", () => {
  it("follows a handle while it is held, and ends as it was let go", async () => {
    const { page, folder } = workbench();
    writeFileSync(path.join(folder, NAME), TEXT);
    await openFile(page, NAME);
    await goTo(page, 1, 1);
    await expect.poll(() => editorText(page), PATIENT).toBe(TEXT);
    await runCommand(page, `${CATEGORY}: Show as Code to the Side…`);
    await pickJavaScript(page);
    const code = (): Promise<string> => editorText(page, ".javascript.js");
    await expect.poll(code, PATIENT).toBe(await codeOf(TEXT));
    await runCommand(page, `${CATEGORY}: Open Preview`);
    const frame = await webviewFrame(page, "#panel canvas");
    await frame.locator("canvas").first().hover();
    await frame.locator(selectorOf(HANDLE)).waitFor();

    // 2.36 updates a pixel, in tens
    await pull(page, frame, HANDLE, [30, 0]);
    await expect.poll(code, PATIENT).toBe(await codeOf(warmup(80)));
    // the pointer is still down: the drag goes on from there
    await frame.locator(`${selectorOf(HANDLE)}.dragged`).waitFor();
    const box = await frame.locator(selectorOf(HANDLE)).boundingBox();
    if (!box) throw new Error("the handle is not shown");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x + 25, y);
    await expect.poll(code, PATIENT).toBe(await codeOf(warmup(140)));
    await frame.locator(`${selectorOf(HANDLE)}.dragged`).waitFor();
    await page.mouse.move(x + 42, y);
    await page.mouse.up();
    await frame.locator(".handle.dragged").waitFor({ state: "detached" });
    await expect.poll(() => editorText(page, NAME), PATIENT).toBe(warmup(180));
    await expect.poll(code, PATIENT).toBe(await codeOf(warmup(180)));
  });

  it("is as before once a drag is taken back", async () => {
    const { page } = workbench();
    const frame = await webviewFrame(page, selectorOf(HANDLE));
    const code = (): Promise<string> => editorText(page, ".javascript.js");
    const before = await editorText(page, NAME);
    const shown = await code();
    await pull(page, frame, HANDLE, [-30, 0]);
    await expect.poll(code, PATIENT).not.toBe(shown);
    await page.keyboard.press("Escape");
    await expect.poll(code, PATIENT).toBe(shown);
    await page.mouse.up();
    expect(await editorText(page, NAME)).toBe(before);
    expect(shown).toBe(await codeOf(before));
  });

  it("goes into a file from the panel, once its difference from what stands there was seen", async () => {
    const { page, folder } = workbench();
    const file = path.join(folder, "axolotl.js");
    writeFileSync(file, "export const mine = 1;\n");
    const frame = await webviewFrame(page, selectorOf(HANDLE));
    const text = await editorText(page, NAME);
    await frame.getByRole("tab", { name: "Values" }).click();
    await frame.getByText("Export", { exact: true }).click();
    await frame.getByRole("button", { name: "Convert to Code in a File…" }).click();
    await pickJavaScript(page);
    await confirmPath(page, file);
    await page.locator(".tab.active", { hasText: "axolotl.js: now and converted" }).waitFor();
    // VS Code shows no toasts to its test driver
    await runCommand(page, "Notifications: Show Notifications");
    const question = page.locator(".notifications-center .notification-list-item", {
      hasText: "Replace what axolotl.js holds by the converted code?",
    });
    await question.waitFor(PATIENT);
    expect(readFileSync(file, "utf8")).toBe("export const mine = 1;\n");
    await question.getByRole("button", { name: "Replace" }).click();
    await page.locator('.tab.active[data-resource-name="axolotl.js"]').waitFor();
    await expect.poll(() => editorText(page, "axolotl.js"), PATIENT).toBe(await codeOf(text));
  });
});
