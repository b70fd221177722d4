import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { goTo, openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const workbench = useWorkbench();

const JSON_TEXT = `{ // every kind of handle
  "name": "drag.schedule.json",
  "length": { "epochs": 50, "stepsPerEpoch": 20 },
  "learningRate": [
    { "kind": "linear", "from": 1e-3, "to": 0.10, "for": "5 epochs" }, // warmup
    { "kind": "constant", "value": 0.10, "for": "20 epochs" }, /* stable */
    { "kind": "cosine", "to": 0.001 }
  ],
  "momentum": { "follow": "learningRate", "relation": "inverse", "range": [0.95, 0.85] },
  "weightDecay": { "follow": "learningRate", "relation": "constantProduct", "product": 1e-4, "max": 0.01 },
  "drops": { "kind": "step", "from": 1.0, "factor": 0.5, "every": 2_00 },
  "stones": { "kind": "multiStep", "from": 1, "at": ["20 epochs", "70%"], "factor": 0.25 },
  "waves": { "kind": "cyclic", "low": 0.1, "high": 0.6, "up": 50, "down": 150 },
  "restarts": { "kind": "cosineRestarts", "from": 0.5, "to": 0.01, "period": 400 },
  "one": { "kind": "oneCycle", "peak": 0.4, "rise": "40%", "initialDivisor": 10, "finalDivisor": 100 },
  "points": { "kind": "piecewise", "points": [[0, 0.1], [400, 0.8], [1000, 0]] },
  "scaled": { "phases": { "kind": "linear", "from": 1, "to": 2 }, "scale": 0.5, "min": 0.6 }
}
`.replace("2_00", "200");
const TYPESCRIPT_TEXT = `import { defineSchedule, linear, constant, cosine, epochs, step } from "learning-rate-designer";

const PEAK = 0.1; // per 256
export default defineSchedule({
  name: "drag.ts",
  length: { epochs: 50, stepsPerEpoch: 20 },
  learningRate: [
    linear({ from: 1e-3, to: .10, for: epochs(5) }), // warmup
    constant({ value: 2 * PEAK, for: epochs(20) }),
    cosine({ to: 0.001 }), /* to the end */
  ],
  momentum: { follow: 'learningRate', relation: 'inverse', range: [0.95, 0.85] },
  drops: step({ from: 1_000, factor: 0.5, every: 2_00 }),
});
`;

/** Handles and how far each is dragged, in pixels. */
type Drags = readonly (readonly [id: string, dx: number, dy: number])[];
const JSON_DRAGS: Drags = [
  ["learningRate/0/from", 0, -30],
  ["learningRate/0/end", 20, 20],
  ["learningRate/1/end", 20, 0],
  ["learningRate/2/end", 0, -30],
  ["momentum/range.0", 0, 12],
  ["momentum/range.1", 0, -12],
  ["weightDecay/product", 0, -12],
  ["weightDecay/max", 0, 14],
  ["drops/0/every", 20, 10],
  ["stones/0/at.0", 20, 0],
  ["stones/0/at.1", -20, 0],
  ["waves/0/up", 8, 12],
  ["waves/0/cycle", 12, -12],
  ["restarts/0/period", 20, -12],
  ["one/0/peak", 20, 12],
  ["one/0/initialDivisor", 0, -12],
  ["points/0/points.1", 20, 12],
  ["scaled/min", 0, 8],
];
const TYPESCRIPT_DRAGS: Drags = [
  ["learningRate/0/from", 0, -30],
  ["learningRate/0/end", 24, 30],
  ["learningRate/1/end", 20, 0],
  ["learningRate/2/end", 0, -30],
  ["momentum/range.1", 0, -12],
  ["drops/0/every", 20, 10],
];

const handle = (frame: Frame, id: string) => frame.locator(`.handle[data-handle="${id}"]`);

const placeOf = (frame: Frame, id: string) => handle(frame, id).getAttribute("aria-valuetext");

/** The text as the editor shows it, all lines of a short file. */
const editorText = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const lines = [...document.querySelectorAll<HTMLElement>(".editor-instance .view-line")];
    return lines
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((line) => line.textContent.replaceAll("\u00a0", " "))
      .join("\n");
  });
const cursorOf = (page: Page): Promise<string> =>
  page.locator("#status\\.editor\\.selection").innerText();

async function openPanel(name: string, text: string): Promise<Frame> {
  const { page, folder } = workbench();
  // inlay hints would stand between what the text says
  mkdirSync(path.join(folder, ".vscode"), { recursive: true });
  const settings = JSON.stringify({ "editor.inlayHints.enabled": "off" });
  writeFileSync(path.join(folder, ".vscode/settings.json"), settings);
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

async function drag(page: Page, frame: Frame, id: string, dx: number, dy: number): Promise<void> {
  // waits until it stands still and nothing lies over it
  await handle(frame, id).hover();
  const box = await handle(frame, id).boundingBox();
  if (!box) throw new Error(`${id} is not shown`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 5; i++) await page.mouse.move(x + (dx * i) / 5, y + (dy * i) / 5);
  await page.mouse.up();
}

/** What of a text is no number: words, units, comments, layout. */
const frameOf = (text: string): string => text.replace(/[\d._]+(?:e-?\d+)?/g, "#");

async function undoOnce(page: Page): Promise<void> {
  await waitUntil("the editor to have the keyboard", async () => {
    await page.keyboard.press("Control+1");
    return (await page.locator(".monaco-editor.focused").count()) > 0;
  });
  await page.keyboard.press("Control+z");
}

describe.each([
  ["JSON", "drag.schedule.json", JSON_TEXT, JSON_DRAGS],
  ["TypeScript", "drag.ts", TYPESCRIPT_TEXT, TYPESCRIPT_DRAGS],
] as const)("handles in %s", (_, name, text, drags) => {
  it("are dragged by mouse: numbers change and nothing else, one undo restores", async () => {
    const { page } = workbench();
    const frame = await openPanel(name, text);
    const cursor = await cursorOf(page);
    for (const [id, dx, dy] of drags) {
      const place = await placeOf(frame, id);
      await drag(page, frame, id, dx, dy);
      await expect.poll(() => editorText(page), { message: id, timeout: 10_000 }).not.toBe(text);
      await frame.locator(".handle.dragged").waitFor({ state: "detached" });
      const after = await editorText(page);
      expect(frameOf(after), id).toBe(frameOf(text));
      expect(await cursorOf(page), id).toBe(cursor);
      await undoOnce(page);
      await expect.poll(() => editorText(page), { message: id }).toBe(text);
      // the panel has read it, too
      await expect.poll(() => placeOf(frame, id), { message: id }).toBe(place);
    }
    await runCommand(page, "File: Save All");
    expect(readFileSync(path.join(workbench().folder, name), "utf8")).toBe(text);
  });

  it("are moved by keys: Escape restores, and one undo does", async () => {
    const { page } = workbench();
    const frame = await webviewFrame(page, '.handle[data-handle="learningRate/2/end"]');
    for (const [id] of drags) {
      const place = await placeOf(frame, id);
      await handle(frame, id).focus();
      const moves = await handle(frame, id).getAttribute("data-moves");
      await page.keyboard.press(moves === "level" ? "Shift+ArrowUp" : "Shift+ArrowRight");
      await expect.poll(() => editorText(page), { message: id, timeout: 10_000 }).not.toBe(text);
      expect(frameOf(await editorText(page)), id).toBe(frameOf(text));
      await page.keyboard.press("Escape");
      await expect.poll(() => editorText(page), { message: id }).toBe(text);
      await expect.poll(() => placeOf(frame, id), { message: id }).toBe(place);
    }
    await handle(frame, "learningRate/0/end").focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
    await expect
      .poll(() => editorText(page))
      .toMatch(name.endsWith("ts") ? /epochs\(7\)/ : /"for": "7 epochs"/);
    await undoOnce(page);
    await expect.poll(() => editorText(page)).toBe(text);
  });
});
