import { appendFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const PATIENT = { timeout: 60_000 };
const PLAN = `{
  "length": { "steps": 1000 },
  "learningRate": { "kind": "linear", "from": 0.1, "to": 0 }
}
`;

const workbench = useWorkbench();

/** What a run logs whose rate is half of the plan's, from the plan's beginning at `start` on. */
const rows = (from: number, to: number, start = 0): string =>
  Array.from({ length: (to - from) / 10 }, (_, i) => from + 10 * i)
    .map((step) => `${step},${0.05 * (1 - (step - start) / 1000)},${1 / (1 + step)}\n`)
    .join("");

/** From the explorer to the middle of the panel, with Shift held: without it VS Code keeps the drag. */
async function dragWithShift(page: Page, file: string, target: Locator): Promise<void> {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).hover();
  await page.mouse.down();
  await page.keyboard.down("Shift");
  const box = await target.boundingBox();
  if (!box) throw new Error("the panel is not shown");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  // the first moves begin the drag, later ones are over the panel once VS Code has let them through
  for (const back of [200, 100, 50, 20, 0]) await page.mouse.move(x - back, y, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
}

describe("a log that is dragged from the explorer", () => {
  it("is laid over the plan where it is dropped on the panel with Shift held", async () => {
    const { page, folder } = workbench();
    writeFileSync(path.join(folder, "halved.schedule.json"), PLAN);
    writeFileSync(path.join(folder, "run.csv"), `step,lr,loss\n${rows(0, 300)}`);
    await openFile(page, "halved.schedule.json");
    await runCommand(page, `${CATEGORY}: Open Preview in an Editor Tab`);
    const frame = await webviewFrame(page, "#panel canvas");
    await dragWithShift(page, "run.csv", frame.locator("#panel canvas").first());
    await frame.getByText("0.5 times the plan's (peak 0.05)").first().waitFor(PATIENT);
    appendFileSync(path.join(folder, "run.csv"), rows(300, 600, 300));
    await frame.getByText("The schedule started over at step 300").first().waitFor(PATIENT);
  });
});
