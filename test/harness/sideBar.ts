import type { Page } from "playwright-core";

const STEP_PX = 20;

/** Drags the side bar's edge until it has about this width. */
export async function resizeSideBar(page: Page, width: number): Promise<void> {
  const box = await page.locator(".part.sidebar").boundingBox();
  if (!box) throw new Error("the side bar is hidden");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, y);
  await page.mouse.down();
  // In steps, as a hand would: the workbench takes a single leap for a click.
  await page.mouse.move(box.x + width, y, { steps: STEP_PX });
  await page.mouse.up();
}
