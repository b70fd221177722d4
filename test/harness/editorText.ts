import type { Page } from "playwright-core";

/** The text as the editor shows it, all lines of a short file. */
export const editorText = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const lines = [...document.querySelectorAll<HTMLElement>(".editor-instance .view-line")];
    return lines
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((line) => line.textContent.replaceAll("\u00a0", " "))
      .join("\n");
  });
