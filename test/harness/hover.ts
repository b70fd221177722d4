import type { Locator, Page } from "playwright-core";
import { goTo, runCommand } from "./keyboard";

/** Shows the hover at a place of the active editor, as the keyboard does. Counts from 1. */
export async function showHover(page: Page, line: number, column: number): Promise<Locator> {
  await goTo(page, line, column);
  await runCommand(page, "Show or Focus Hover");
  const hover = page.locator(".monaco-hover:not(.hidden)", {
    has: page.locator(".hover-contents"),
  });
  await hover.first().waitFor({ timeout: 60_000 });
  return hover.first();
}

/** Drags the lower edge of a hover, which opens only 250 pixels high. */
export async function enlargeHover(page: Page, hover: Locator, height: number): Promise<void> {
  const box = await hover.boundingBox();
  if (!box) throw new Error("the hover has gone");
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + box.height - 1);
  await page.mouse.down();
  await page.mouse.move(x, box.y + height, { steps: 10 });
  await page.mouse.up();
}
