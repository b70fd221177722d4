import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parseRunFile } from "../../../src/probe/results/runFile";
import { confirmPath } from "../../harness/fileDialog";
import { showHover } from "../../harness/hover";
import { openFile, runCommand } from "../../harness/keyboard";
import { ROOT } from "../../harness/paths";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const NAME = "ImageNet in one hour, batch 8k";

const UNKNOWN = `import { cosine, defineSchedule, epochs, linear } from "learning-rate-designer";

declare const loader: unknown[];
export const run = defineSchedule({
  length: { epochs: 90, stepsPerEpoch: loader.length / 2 },
  learningRate: [linear({ from: 0.1, to: 3.2, for: epochs(5) }), cosine({ to: 0 })],
});
`;

/** The steepest curvature of the canyon is 1: SGD's limit is 2. */
const TOO_FAST = `{
  "name": "Too fast",
  "length": { "steps": 100 },
  "optimizer": { "name": "sgd" },
  "learningRate": 2.5,
  "probe": { "task": "quadratic", "steps": 50, "seeds": 1 }
}
`;

/** Two machines' shares of a grid and the run that the built command line makes of them. */
async function mergedRun(folder: string): Promise<string> {
  const cli = path.join(ROOT, "dist/npm/cli.cjs");
  const probe = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [cli, "probe", ...args], { cwd: folder });
  const grid = ["--grid", "learningRate=0.1,0.3,1", "--steps", "20", "--seeds", "12"];
  for (const shard of ["1", "2"]) {
    const share = ["--shard", `${shard}/2`, "--save", `part${shard}.json`];
    await probe("fast.schedule.json", ...grid, "--backend", "wasm", ...share);
  }
  await probe("merge", "part2.json", "part1.json", "--save", "merged.json");
  return path.join(folder, "merged.json");
}

const workbench = useWorkbench({ graphics: "webgpu" });

const panel = () => webviewFrame(workbench().page, "#panel canvas");

/** The view is made anew when it is shown again, so the frame is looked for each time. */
async function finishedProbe() {
  const frame = await panel();
  await frame.locator(".probe-status", { hasText: "Finished" }).waitFor({ timeout: 240_000 });
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

  it("saves its run where the user says, and opens it again", async () => {
    const { page, folder } = workbench();
    const frame = await panel();
    await frame.getByRole("button", { name: "Save Run…" }).click();
    const target = path.join(folder, "run.json");
    await confirmPath(page, target);
    await frame.getByText("Saved as run.json.").waitFor();
    expect(parseRunFile(await readFile(target, "utf8"))).toMatchObject({ state: "done" });
    const isOpened = async (): Promise<void> => {
      await frame.getByText("run.json lies over this run.").waitFor();
      await frame.getByRole("button", { name: "Remove" }).click();
      await frame.getByText("run.json lies over this run.").waitFor({ state: "hidden" });
    };
    const choice = (name: string) =>
      page.locator(".quick-input-list .label-name").getByText(name, { exact: true });
    // by the name of its schedule, and by its file
    await runCommand(page, `${CATEGORY}: Open Saved Probe Run…`);
    await choice(NAME).click();
    await isOpened();
    await runCommand(page, `${CATEGORY}: Open Saved Probe Run…`);
    await choice("Another file…").click();
    await confirmPath(page, target);
    await isOpened();
  });

  it("exports the curves as a picture for paper", async () => {
    const { page, folder } = workbench();
    await runCommand(page, `${CATEGORY}: Export the Curves…`);
    await page.locator(".quick-input-list .label-name").getByText("SVG", { exact: true }).click();
    const target = path.join(folder, "score.svg");
    await confirmPath(page, target);
    const frame = await panel();
    await frame.getByText("Saved as score.svg.").waitFor();
    const svg = await readFile(target, "utf8");
    expect(svg).toMatch(/^<svg xmlns/);
    for (const text of [NAME, "Learning rate", "Momentum"]) expect(svg).toContain(`>${text}<`);
  });

  it("keeps its results while it is hidden", async () => {
    const { page } = workbench();
    const before = await finishedProbe();
    await runCommand(page, "View: Show Explorer");
    await page.locator(".explorer-folders-view").waitFor();
    await runCommand(page, `${CATEGORY}: Open Preview`);
    await expect.poll(finishedProbe, { timeout: 120_000 }).toBe(before);
  });

  it("tells in the file where the rate is above the limit that a probe has measured", async () => {
    const { page, folder } = workbench();
    await writeFile(path.join(folder, "fast.schedule.json"), TOO_FAST);
    await openFile(page, "fast.schedule.json");
    const frame = await panel();
    await frame.locator(".schedule-name", { hasText: "Too fast" }).waitFor();
    await frame.getByRole("tab", { name: "Probe" }).click();
    const measure = frame.getByRole("checkbox", { name: "Measure gradients and curvature" });
    await measure.click();
    await expect.poll(() => measure.getAttribute("aria-checked")).toBe("true");
    await runCommand(page, `${CATEGORY}: Run Probe Training`);
    await page.locator(".squiggly-info").first().waitFor({ timeout: 240_000 });
    const hover = await showHover(page, 5, 5);
    await hover
      .getByText(/above the speed limit last measured, 2 at step 0 \(planned there: 2\.5\)/)
      .waitFor();
    await page.keyboard.press("Escape");
  });

  it("asks for a value that only the program knows, draws with it, and forgets it", async () => {
    const { page, folder } = workbench();
    await writeFile(path.join(folder, "unknown.ts"), UNKNOWN);
    await openFile(page, "unknown.ts");
    const frame = await webviewFrame(page, "#panel .unknown");
    const field = frame.getByRole("textbox", { name: "Value of loader.length" });
    await field.fill("312");
    await field.press("Enter");
    // 312 / 2 = 156 steps an epoch
    await frame.locator(".place", { hasText: "14,040 steps · 90 epochs" }).waitFor();
    await frame.getByText("loader.length = 312").waitFor();
    await frame.getByRole("button", { name: "Forget" }).click();
    await field.waitFor();
    expect(await readFile(path.join(folder, "unknown.ts"), "utf8")).toBe(UNKNOWN);
  });

  it("opens a run that probe merge has made of shards, with the verdict over all of it", async () => {
    const { page, folder } = workbench();
    await writeFile(path.join(folder, "fast.schedule.json"), TOO_FAST);
    const merged = await mergedRun(folder);
    const { schedules } = parseRunFile(await readFile(merged, "utf8"));
    await openFile(page, "fast.schedule.json");
    await runCommand(page, `${CATEGORY}: Open Saved Probe Run…`);
    await page.locator(".quick-input-list .label-name").getByText("Another file…").click();
    await confirmPath(page, merged);
    const frame = await panel();
    await frame.getByText("Opened from merged.json").waitFor();
    const alone = frame.getByRole("button", { name: "Show It Alone" });
    const heads = frame.getByRole("table", { name: "Results of the probe" }).locator("thead th");
    // It lies over the run of a test before, once that is drawn.
    const shownAlone = async (): Promise<string[]> => {
      if (await alone.isVisible()) await alone.click();
      return (await heads.allInnerTexts()).slice(1);
    };
    await expect.poll(shownAlone, { timeout: 60_000 }).toEqual(schedules.map(({ name }) => name));
    expect(schedules).toHaveLength(3);
    await frame.getByText("3 settings were tried").waitFor();
    await frame.getByText("corrected for 3 comparisons by Holm's method").waitFor();
  });
});
