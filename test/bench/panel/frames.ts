import type { Page } from "playwright-core";
import { median, milliseconds, type BenchRow } from "../measure";
import { editing, middleOf } from "./editing";
import { workOf } from "./mainThread";

/** 10⁵ cycles of 100 steps. */
const TEXT = `{
  "length": { "steps": 10000000 },
  "learningRate": { "kind": "cosineRestarts", "from": 0.5, "to": 0.01, "period": 100 },
  "momentum": { "follow": "learningRate", "relation": "inverse", "range": [0.95, 0.85] }
}
`;
const FRAMES = 60;

type Gesture = (page: Page, x: number, y: number, i: number) => Promise<void>;

const GESTURES: Readonly<Record<string, Gesture>> = {
  "moving the crosshair": (page, x, y, i) => page.mouse.move(x - 60 + 2 * i, y),
  panning: (page, _x, _y, i) => page.mouse.wheel(i < FRAMES / 2 ? 4 : -4, 0),
  zooming: async (page, _x, _y, i) => {
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, i < FRAMES / 2 ? -20 : 20);
    await page.keyboard.up("Control");
  },
};

/** Of the page: the next frame. */
const nextFrame = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise(requestAnimationFrame));

/**
 * One step of each gesture a frame; the host's answers are drawn as they come. What the main thread
 * does where something else paints: a graphics card, or the process that plays one.
 */
export async function frames(): Promise<BenchRow[]> {
  const panel = await editing(TEXT, { width: 420, graphics: true });
  const { page } = panel;
  const { x, y } = await middleOf(page.locator(".plot").first());
  await page.mouse.move(x, y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await page.waitForTimeout(500);
  const rows: BenchRow[] = [];
  for (const [name, gesture] of Object.entries(GESTURES)) {
    const { tasks, milliseconds: all } = await workOf(page, async () => {
      for (let i = 0; i < FRAMES; i++) {
        await gesture(page, x, y, i);
        await nextFrame(page);
      }
      await page.waitForTimeout(300);
    });
    rows.push({
      name,
      figures: {
        "work a frame": milliseconds(all / FRAMES),
        "longest task": milliseconds(tasks[0] ?? NaN),
        "longest 60, median": milliseconds(median(tasks.slice(0, FRAMES))),
      },
    });
  }
  await panel.close();
  return rows;
}
