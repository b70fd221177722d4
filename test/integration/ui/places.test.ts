import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openFile, runCommand } from "../../harness/keyboard";
import { webviewFrame } from "../../harness/webviewFrame";
import { whenReady } from "../../harness/workbench";
import { useWorkbench } from "./useWorkbench";

const CATEGORY = "Learning Rate Designer";
const workbench = useWorkbench();

const panel = () => webviewFrame(workbench().page, "#panel canvas");

/** What the user can set, as the panel shows it. */
const settings = (frame: Frame) =>
  frame.locator("#panel").evaluate((root) => ({
    schedule: root.querySelector(".schedule-name")?.textContent,
    unit: root.querySelector<HTMLSelectElement>(".toolbar select")?.value,
    log: [...root.querySelectorAll(".toggle[aria-pressed=true]")].map((button) =>
      button.getAttribute("aria-label"),
    ),
    labels: [...root.querySelectorAll(".time-labels span")].map((label) => label.textContent),
    seeds: (root.querySelector("vscode-text-field[aria-label=Seeds]") as { value?: string } | null)
      ?.value,
  }));

/** Sets a unit, a logarithmic scale, a part of the run, a wish for the probe; tells what is shown. */
async function setEverything(frame: Frame) {
  await frame.getByRole("combobox", { name: "Time axis" }).selectOption({ label: "Epochs" });
  await frame.getByRole("button", { name: "log scale of Momentum" }).click();
  await frame.getByRole("button", { name: "Zoom in" }).click();
  await frame.getByRole("tab", { name: "Probe" }).click();
  await frame.getByRole("textbox", { name: "Seeds" }).fill("5");
  await expect.poll(async () => (await settings(frame)).seeds).toBe("5");
  await frame.locator("body:not([data-keeping])").waitFor();
  return settings(frame);
}

/** As a person does it: the browser's own reload would give VS Code no time to store anything. */
async function reloadWindow(): Promise<void> {
  const { page } = workbench();
  await Promise.all([
    page.waitForEvent("load", { timeout: 90_000 }),
    runCommand(page, "Developer: Reload Window"),
  ]);
  await whenReady(page);
}

const otherSideBar = () =>
  workbench().page.locator(".part.auxiliarybar", { hasText: "Learning Rate Designer" });

/** As the view's own menu does it: the container goes to the secondary side bar. */
async function moveToOtherSideBar(): Promise<void> {
  const { page } = workbench();
  await (await panel()).locator("#panel").click({ position: { x: 2, y: 2 } });
  await runCommand(page, "View: Move View");
  const box = page.locator(".quick-input-widget:visible input[type=text]").first();
  for (const choice of ["Learning Rate", "New Secondary Side Bar Entry"]) {
    await box.fill(choice);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: choice }).first().click();
  }
  await otherSideBar().waitFor();
}

const showsAgain = async (before: Awaited<ReturnType<typeof settings>>): Promise<void> => {
  await expect
    .poll(async () => settings(await panel()).catch(() => undefined), { timeout: 120_000 })
    .toEqual(before);
};

describe("what the user set in the panel", () => {
  it("outlives hiding, a move to the other side bar, and a reload of the window", async () => {
    const { page } = workbench();
    await openFile(page, "goyal-imagenet.schedule.json");
    await runCommand(page, `${CATEGORY}: Open Preview`);
    const before = await setEverything(await panel());
    expect(before).toMatchObject({ unit: "epochs", seeds: "5", log: ["log scale of Momentum"] });

    await runCommand(page, "View: Show Explorer");
    await page.locator(".explorer-folders-view").waitFor();
    await runCommand(page, `${CATEGORY}: Open Preview`);
    await showsAgain(before);

    await moveToOtherSideBar();
    await showsAgain(before);

    await reloadWindow();
    await showsAgain(before);
    await otherSideBar().waitFor();
  });

  it("comes back with the tab after a reload of the window, though no text is in view", async () => {
    const { page } = workbench();
    await openFile(page, "sgdr.schedule.json");
    await runCommand(page, `${CATEGORY}: Open Preview in an Editor Tab`);
    const name = async () => (await panel()).locator(".schedule-name").textContent();
    await expect.poll(name).not.toMatch(/ImageNet/);
    const schedule = await name();
    await reloadWindow();
    await expect.poll(name, { timeout: 120_000 }).toBe(schedule);
    expect(await page.locator(".part.editor .monaco-editor").count()).toBe(0);
  });
});

describe("keys that are VS Code's", () => {
  it("open the palette and the list of files from a handle's values and a phase's menu", async () => {
    const { page } = workbench();
    await openFile(page, "gpt3.schedule.json");
    await runCommand(page, `${CATEGORY}: Open Preview`);
    const frame = await panel();
    await frame.locator("canvas").first().hover();
    const handle = frame.locator('.handle[data-handle^="learningRate/"]').first();
    const box = page.locator(".quick-input-widget:visible input[type=text]").first();
    const overlays = { Enter: ".handle-popover", "Shift+F10": ".phase-menu" };
    for (const [opening, overlay] of Object.entries(overlays)) {
      for (const key of ["F1", "Control+P"]) {
        await handle.focus();
        await page.keyboard.press(opening);
        await frame.locator(overlay).waitFor();
        await page.keyboard.press(key);
        await box.waitFor();
        await page.keyboard.press("Escape");
        await box.waitFor({ state: "hidden" });
      }
    }
  });
});
