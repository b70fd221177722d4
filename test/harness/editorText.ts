import type { Page } from "playwright-core";

/**
 * The text as the editor shows it, all lines of a short file: where several stand side by side, of
 * the one whose file's name ends so.
 */
export const editorText = (page: Page, name = "", within = ".editor-instance"): Promise<string> =>
  page.evaluate(
    ([ending = "", inside = ""]) => {
      const group = [...document.querySelectorAll(".editor-group-container")].find((one) =>
        one.querySelector(`.tab.active[data-resource-name$="${ending}"]`),
      );
      const place = ending === "" ? document : group;
      const lines = [...(place?.querySelectorAll<HTMLElement>(`${inside} .view-line`) ?? [])];
      return lines
        .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
        .map((line) => line.textContent.replaceAll("\u00a0", " "))
        .join("\n");
    },
    [name, within],
  );

/** The editor of a notebook's cell lies over the notebook's place, not in it. */
export const CELL = ".notebookOverlay .monaco-editor";
export const cellText = (page: Page): Promise<string> => editorText(page, "", CELL);
