import type { Frame, Page } from "playwright-core";

/** Of a handle of the panel's chart. */
export const selectorOf = (id: string): string => `.handle[data-handle="${id}"]`;

/** Takes hold of a handle and moves it so far, in pixels; the button stays down. */
export async function pull(
  page: Page,
  frame: Frame | Page,
  id: string,
  [dx, dy]: readonly [x: number, y: number],
): Promise<void> {
  // waits until it stands still and nothing lies over it
  await frame.locator(selectorOf(id)).hover();
  const box = await frame.locator(selectorOf(id)).boundingBox();
  if (!box) throw new Error(`${id} is not shown`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (const far of [0.5, 1]) await page.mouse.move(x + dx * far, y + dy * far);
}
