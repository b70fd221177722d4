import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const workbench = useWorkbench({ size: { width: 1366, height: 768 } });
const PATIENCE = { timeout: 60_000 };
const SOON = { timeout: 10_000 };
const NAME = "short.schedule.json";
const TEXT = `{
  "length": { "steps": 1000 },
  "learningRate": [{ "kind": "constant", "value": 0.01 }],
  "probe": { "steps": 60, "seeds": 2 }
}
`;

const stepOf = (id: string): Locator =>
  workbench().page.locator(`.getting-started-step[data-step-id$="#${id}"]`);
const tickOf = (id: string): Locator => stepOf(id).locator(".codicon-getting-started-step-checked");

/** Brings the walkthrough to the front, wherever VS Code has put its start page. */
async function showWalkthrough(): Promise<void> {
  const { page } = workbench();
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await waitUntil("the walkthrough in front", async () => {
    if (await stepOf("probe").isVisible()) return true;
    await runCommand(page, "Welcome: Open Walkthrough...");
    await rows.filter({ hasText: "Get Started with Learning Rate Designer" }).first().click(SOON);
    return stepOf("probe")
      .waitFor(SOON)
      .then(
        () => true,
        () => false,
      );
  });
}

/** The steps that are ticked. */
async function ticked(): Promise<string[]> {
  await showWalkthrough();
  const ids = ["create", "preview", "check", "probe"];
  const counts = await Promise.all(ids.map((id) => tickOf(id).count()));
  return ids.filter((_id, index) => counts[index]);
}

/** Presses what a step has to be tried, once the step is unfolded. */
async function press(id: string, name: string): Promise<void> {
  await showWalkthrough();
  const sought = stepOf(id).getByText(name, { exact: true });
  await waitUntil(`"${name}" unfolded`, async () => {
    if (await sought.isVisible()) return true;
    await stepOf(id).click(SOON);
    return sought.isVisible();
  });
  await sought.click();
}

// Each begins where the one before it ended.
describe("the walkthrough", () => {
  it("ticks nothing where a schedule is merely open", async () => {
    const { page, folder } = workbench();
    writeFileSync(path.join(folder, NAME), TEXT);
    await openFile(page, NAME);
    await page.locator(".view-line [class*=ced-]").first().waitFor({ state: "attached" });
    expect(await ticked()).toEqual([]);
  });

  it("ticks the step about fixing once the mistake is fixed, not when it is made", async () => {
    const problem = workbench().page.locator(".squiggly-error, .squiggly-warning");
    await press("check", "Make the Mistake");
    await problem.first().waitFor(PATIENCE);
    expect(await ticked()).toEqual([]);
    await press("check", "Fix It");
    await problem.first().waitFor({ ...PATIENCE, state: "detached" });
    await expect.poll(ticked, PATIENCE).toEqual(["check"]);
  });

  it("ticks the step about recipes once one stands in a file", async () => {
    const { page } = workbench();
    await press("create", "ImageNet in one hour");
    await page.locator('.tab.active[data-resource-name^="goyal-imagenet"]').waitFor(PATIENCE);
    await expect.poll(ticked, PATIENCE).toEqual(["create", "check"]);
  });

  it("ticks the step about the curve once the panel shows one", async () => {
    await press("preview", "Open Preview");
    const panel = await webviewFrame(workbench().page, "#panel");
    await panel.locator(".first .plot").waitFor(PATIENCE);
    await expect.poll(ticked, PATIENCE).toEqual(["create", "preview", "check"]);
  });

  it("ticks the step about trying it out once a probe has come to its end", async () => {
    const { page } = workbench();
    await openFile(page, NAME);
    const panel = await webviewFrame(page, "#panel");
    await panel.locator(".file", { hasText: NAME }).waitFor(PATIENCE);
    expect(await ticked()).toEqual(["create", "preview", "check"]);
    await press("probe", "Run Probe Training");
    await panel.getByText(/^Finished /).waitFor(PATIENCE);
    await expect.poll(ticked, PATIENCE).toEqual(["create", "preview", "check", "probe"]);
  });
});
