import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { showHover } from "../../harness/hover";
import { goTo, openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { useWorkbench } from "./useWorkbench";

const TOO_LONG = `{
  "name": "Warmup longer than the run",
  "length": { "steps": 600 },
  "learningRate": [
    { "kind": "linear", "from": 0.001, "to": 0.1, "for": 1000 },
    { "kind": "cosine", "to": 0 }
  ]
}
`;

const workbench = useWorkbench();

const count = (selector: string) => workbench().page.locator(selector).count();

/** The different distances between lines that follow one another, in pixels. */
async function lineHeights(page: Page): Promise<number[]> {
  const tops = await page
    .locator(".view-lines .view-line")
    .evaluateAll((lines) =>
      lines.map((line) => line.getBoundingClientRect().top).sort((a, b) => a - b),
    );
  return [...new Set(tops.slice(1).map((top, index) => top - (tops[index] ?? 0)))];
}

describe("the editor", () => {
  it("shows a curve behind the definition and moves no line for it", async () => {
    const { page } = workbench();
    await openFile(page, "goyal-imagenet.schedule.json");
    const sparkline = page.locator(".view-line [class*=ced-]");
    await sparkline.first().waitFor({ state: "attached" });
    // While the editor still lays its lines out, they stand anywhere.
    await expect.poll(() => lineHeights(page)).toHaveLength(1);
  });

  it("shows the curve and its facts on hover", async () => {
    const hover = await showHover(workbench().page, 3, 1);
    await hover.locator("img[src^='data:image/svg']").first().waitFor();
    expect(await hover.innerText()).toContain("3.2 at step");
    await workbench().page.keyboard.press("Escape");
  });

  it("mends an underlined warmup, and takes that back in one step", async () => {
    const { page, folder } = workbench();
    writeFileSync(path.join(folder, "too-long.schedule.json"), TOO_LONG);
    await openFile(page, "too-long.schedule.json");
    await page.locator(".squiggly-error").first().waitFor();
    await goTo(page, 5, 58);
    await runCommand(page, "Quick Fix...");
    await page.locator(".action-widget .monaco-list-row.action").first().waitFor();
    await page.keyboard.press("Enter");
    await waitUntil("the mended text", async () => (await count(".squiggly-error")) === 0);
    await page.keyboard.press("Control+Z");
    await page.locator(".view-line", { hasText: /"for":\s1000/ }).waitFor();
    await page.locator(".squiggly-error").first().waitFor();
  });
});
