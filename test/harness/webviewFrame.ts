import type { Frame, Page } from "playwright-core";
import { waitUntil } from "./waitUntil";

// VS Code writes an extension's HTML into a frame inside a frame; the inner one has this address.
const INNER_FRAME = /\/pre\/fake\.html/;

/**
 * The frame of the webview that contains an element with this selector. It is looked for again and
 * again, because VS Code replaces the frame whenever a view is made or shown again.
 */
export function webviewFrame(page: Page, selector: string, limitMs = 120_000): Promise<Frame> {
  return waitUntil(
    `a webview with ${selector}`,
    async () => {
      for (const frame of page.frames()) {
        if (INNER_FRAME.test(frame.url()) && (await contains(frame, selector))) return frame;
      }
      return undefined;
    },
    limitMs,
  );
}

async function contains(frame: Frame, selector: string): Promise<boolean> {
  try {
    return (await frame.locator(selector).count()) > 0;
  } catch {
    // The frame was replaced while it was asked.
    return false;
  }
}
