import type { Page } from "playwright-core";

/**
 * The text as the editor shows it, all lines of a short file: where several stand side by side, of
 * the one whose file's name ends so.
 */
export const editorText = (page: Page, name = ""): Promise<string> =>
  page.evaluate((ending) => {
    const group = [...document.querySelectorAll(".editor-group-container")].find((one) =>
      one.querySelector(`.tab.active[data-resource-name$="${ending}"]`),
    );
    const place = ending === "" ? document : group;
    const lines = [...(place?.querySelectorAll<HTMLElement>(".editor-instance .view-line") ?? [])];
    return lines
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((line) => line.textContent.replaceAll("\u00a0", " "))
      .join("\n");
  }, name);
