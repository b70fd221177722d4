import { describe, expect, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const NAME = "ImageNet in one hour, batch 8k";

const workbench = useWorkbench({ graphics: "webgpu" });

const panel = () => webviewFrame(workbench().page, "#panel canvas");

/** The view is made anew when it is shown again, so the frame is looked for each time. */
async function finishedProbe() {
  const frame = await panel();
  await frame.locator(".probe-status", { hasText: "Finished" }).waitFor({ timeout: 110_000 });
  return frame.locator(".probe-results").innerText();
}

describe("the panel", () => {
  it("shows the schedule of the active editor", async () => {
    const { page } = workbench();
    await openFile(page, "goyal-imagenet.schedule.json");
    await runCommand(page, `${CATEGORY}: Open Preview`);
    const name = (await panel()).locator(".schedule-name");
    expect(await name.textContent()).toBe(NAME);
  });

  it("trains a probe to its end", async () => {
    await runCommand(workbench().page, `${CATEGORY}: Run Probe Training`);
    expect(await finishedProbe()).toMatch(/Backend: (webgpu|webgl|wasm|cpu)/i);
  });

  it("keeps its results while it is hidden", async () => {
    const { page } = workbench();
    const before = await finishedProbe();
    await runCommand(page, "View: Show Explorer");
    await page.locator(".explorer-folders-view").waitFor();
    await runCommand(page, `${CATEGORY}: Open Preview`);
    await expect.poll(finishedProbe, { timeout: 30_000 }).toBe(before);
  });
});
