import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { useWorkbench } from "./useWorkbench";

const workbench = useWorkbench();

/** The pictures' heights in pixels, and the distances from line to line, of each editor. */
const seen = () =>
  workbench()
    .page.locator(".editor-instance .view-lines")
    .evaluateAll((editors) =>
      editors.map((editor) => {
        const tops = [...editor.querySelectorAll(".view-line")]
          .map((line) => line.getBoundingClientRect().top)
          .sort((a, b) => a - b);
        const pictures = [...editor.querySelectorAll(".view-line [class*=ced-]")]
          .map((place) => getComputedStyle(place, "::after"))
          .filter(({ content }) => content.startsWith("url("));
        return {
          fontSize: getComputedStyle(editor).fontSize,
          pictures: pictures.map(({ height }) => height),
          distances: tops.slice(1).map((top, i) => Math.round(top - (tops[i] ?? 0))),
        };
      }),
    );

function set(settings: Readonly<Record<string, unknown>>): void {
  const folder = path.join(workbench().folder, ".vscode");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings));
}

describe("the inline preview of schedules and phases", () => {
  it("moves no line at any font size, nor in a second editor of the same file", async () => {
    await openFile(workbench().page, "compare-warmups.schedule.json");
    for (const fontSize of [8, 14, 26]) {
      set({ "editor.fontSize": fontSize, "learningRateDesigner.inlinePreview.scope": "phases" });
      const height = `${Math.floor((fontSize * 12) / 14)}px`;
      await waitUntil(`pictures for font size ${fontSize}`, async () => {
        const [editor] = await seen();
        const fits = editor?.pictures.every((one) => one === height) === true;
        return editor?.fontSize === `${fontSize}px` && fits && editor.pictures.length >= 3;
      });
      const [editor] = await seen();
      expect(new Set(editor?.distances).size, `font size ${fontSize}`).toBe(1);
    }
    await runCommand(workbench().page, "View: Split Editor");
    await waitUntil("pictures in both editors", async () => {
      const editors = await seen();
      return editors.length === 2 && editors.every(({ pictures }) => pictures.length >= 3);
    });
    for (const { distances } of await seen()) expect(new Set(distances).size).toBe(1);
  });
});
