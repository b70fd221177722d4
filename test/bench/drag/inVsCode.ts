// Run by drag.bench.ts in a process of its own: drags a handle in a real VS Code and prints, for each
// move, the milliseconds from the pointer's event in the panel until it has drawn what the source is
// to say then, and until the editor shows that source, as JSON.
import type { Frame, Page } from "playwright-core";
import { openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { openWorkbench } from "../../harness/workbench";

const MOVES = 60;
/** Between two moves, so that each is measured alone: more than the pause after a change. */
const APART_MS = 350;
const HANDLE = "learningRate/0/end";

/** Of the page: when the pointer moved, and when the handle had another value. Handed over as text. */
function watchPanel(id: string): void {
  const handle = document.querySelector(`.handle[data-handle="${id}"]`);
  if (!handle) throw new Error("the handle is not shown");
  const times: { moved?: number; drawn?: number } = {};
  const now = (): number => performance.timeOrigin + performance.now();
  const value = () => handle.getAttribute("aria-valuetext");
  let before = value();
  for (const move of ["pointerrawupdate", "pointermove"]) {
    handle.addEventListener(move, ({ timeStamp }) => {
      times.moved ??= performance.timeOrigin + timeStamp;
    });
  }
  new MutationObserver(() => {
    if (value() !== before) times.drawn ??= now();
    before = value();
  }).observe(handle, { attributes: true, attributeFilter: ["aria-valuetext"] });
  const take = () => {
    const taken = { ...times };
    delete times.moved;
    delete times.drawn;
    return taken;
  };
  Object.assign(window, { take });
}

/** Of the workbench: when the editor's lines said something else. */
function watchEditor(): void {
  const lines = document.querySelector(".editor-instance .view-lines");
  if (!lines) throw new Error("no editor is shown");
  const times: { edited?: number } = {};
  const text = () =>
    [...lines.querySelectorAll(".view-line")]
      .map((line) => line.textContent)
      .sort()
      .join();
  let before = text();
  new MutationObserver(() => {
    if (text() === before) return;
    before = text();
    times.edited ??= performance.timeOrigin + performance.now();
  }).observe(lines, { childList: true, subtree: true, characterData: true });
  const take = () => {
    const taken = { ...times };
    delete times.edited;
    return taken;
  };
  Object.assign(window, { take });
}

type Times = Readonly<Partial<Record<"moved" | "drawn" | "edited", number>>>;
const take = (of: Frame | Page): Promise<Times> => of.evaluate("take()");

const { page, close } = await openWorkbench();
try {
  await openFile(page, "in-step.schedule.json");
  await runCommand(page, "Learning Rate Designer: Open Preview");
  const frame = await webviewFrame(page, "#panel canvas");
  await frame.locator("canvas").first().hover();
  const handle = frame.locator(`.handle[data-handle="${HANDLE}"]`);
  await handle.hover();
  const box = await handle.boundingBox();
  if (!box) throw new Error("the handle is not shown");
  await frame.evaluate(watchPanel, HANDLE);
  await page.evaluate(watchEditor);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 8);
  const results: unknown[] = [];
  for (let i = 1; i <= MOVES; i++) {
    await page.waitForTimeout(APART_MS);
    await take(frame);
    await take(page);
    await page.mouse.move(x + 8 + (i % 2) * 12, y + 8 + (i % 3) * 8);
    await page.waitForTimeout(APART_MS);
    const { moved = NaN, drawn = NaN } = await take(frame);
    const { edited = NaN } = await take(page);
    results.push({ drawn: drawn - moved, edited: edited - moved });
  }
  await page.mouse.up();
  console.log(JSON.stringify(results));
} finally {
  await close();
}
