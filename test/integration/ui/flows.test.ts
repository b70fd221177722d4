import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Frame, Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { confirmPath } from "../../harness/fileDialog";
import { answerCommand, openFile, runCommand } from "../../harness/keyboard";
import { GIT_STAND_IN } from "../../harness/paths";
import { waitUntil } from "../../harness/waitUntil";
import { Way, writtenCost } from "../../harness/way";
import { webviewFrame } from "../../harness/webviewFrame";
import { useWorkbench } from "./useWorkbench";

// The ways through the panel at the size of an ordinary laptop, each with what it costs a person, as
// docs/ways.md says. What a way begins with is open already.

const CATEGORY = "Learning Rate Designer";
const PEAK = "learningRate/0/end";
const NAME = "way.schedule.json";
const TEXT = `{
  "name": "way",
  "length": { "steps": 4689, "stepsPerEpoch": 1563 },
  "learningRate": [
    { "kind": "linear", "from": 0, "to": 3e-4, "for": "17%" },
    { "kind": "cosine", "to": 0 }
  ],
  "probe": { "steps": 60, "seeds": 2 }
}
`;
const PYTHON = `import torch
from torch.optim.lr_scheduler import OneCycleLR

model = torch.nn.Linear(10, 2)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
scheduler = OneCycleLR(optimizer, max_lr=0.01, total_steps=1000)
for step in range(1000):
    optimizer.step()
    scheduler.step()
`;

const workbench = useWorkbench({
  size: { width: 1366, height: 768 },
  settings: { "editor.inlayHints.enabled": "off", "files.autoSave": "off" },
  installedFolder: GIT_STAND_IN,
});

const fileAt = (name: string): string => path.join(workbench().folder, name);

/** The frame is made anew when the view is shown again. */
const panel = (): Promise<Frame> => webviewFrame(workbench().page, "#panel");

/** Opens a file with this text, and waits until the panel shows it. */
async function opened(name: string, text: string): Promise<Frame> {
  writeFileSync(fileAt(name), text);
  await openFile(workbench().page, name);
  const frame = await panel();
  await frame.locator(".file", { hasText: name }).waitFor();
  return frame;
}

const editorText = (): Promise<string> =>
  workbench()
    .page.locator(".editor-instance .view-lines")
    .first()
    .innerText()
    .then((text) => text.replaceAll("\u00a0", " "));

const saysText = (what: string, says: (text: string) => boolean): Promise<boolean> =>
  waitUntil(what, async () => says(await editorText()));

const quickPick = (name: string | RegExp): Locator =>
  workbench()
    .page.locator(".quick-input-list .monaco-list-row", {
      has: workbench().page.locator(".label-name").getByText(name, { exact: true }),
    })
    .first();

const button = (frame: Frame, name: string): Locator =>
  frame.getByRole("button", { name, exact: true });

/** Drags the peak of the rate by this many pixels both ways. */
async function dragPeak(frame: Frame, whileHeld: () => Promise<unknown>): Promise<void> {
  const { page } = workbench();
  const handle = frame.locator(`.handle[data-handle="${PEAK}"]`);
  await frame.locator(".first .plot").hover();
  await handle.hover();
  const box = await handle.boundingBox();
  if (!box) throw new Error("the peak has no handle");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 20, { steps: 3 });
  // A button that stayed pressed would be in the way of all that comes.
  await whileHeld().finally(() => page.mouse.up());
}

function expectCost(way: Way, name: string): void {
  console.log(`${name}: ${JSON.stringify(way.cost)}`);
  expect(way.cost, name).toEqual(writtenCost(name));
}

describe("ways through the panel at 1366 × 768", () => {
  it("first contact: a file is opened, its curve is in the line and in the panel", async () => {
    const { page } = workbench();
    const way = new Way(page);
    writeFileSync(fileAt(NAME), TEXT);
    await openFile(page, NAME);
    await page.locator(".view-line [class*=ced-]").first().waitFor({ state: "attached" });
    await way.click(page.locator('.editor-actions a[aria-label^="Open Preview"]').first());
    const frame = await panel();
    await frame.locator(".file", { hasText: NAME }).waitFor();
    for (const part of [".first .plot", ".run-bar", ".tab-list"]) {
      await way.see(frame.locator(part).first());
    }
    expectCost(way, "First contact");
  });

  it("a probe: from Run to the verdict, rate and loss in sight", async () => {
    const way = new Way(workbench().page);
    const frame = await panel();
    await way.click(button(frame, "Run"));
    await frame.locator(".chip").waitFor({ timeout: 110_000 });
    for (const part of [".first .plot", ".loss-track .plot", ".chip", ".probe-status"]) {
      await way.see(frame.locator(part).first());
    }
    expectCost(way, "Probe and verdict");
  });

  it("a run is saved, and laid over the next one", async () => {
    const { page } = workbench();
    const way = new Way(page);
    const frame = await panel();
    await way.click(frame.locator(".chip"));
    await way.click(button(frame, "Save Run…"));
    await confirmPath(page, fileAt("way-run.json"));
    way.count("keys");
    await frame.getByText("Saved as way-run.json.").waitFor();
    await way.click(button(frame, "Open Run…"));
    await way.click(quickPick("way"));
    await way.see(frame.getByText("way-run.json lies over this run."));
    expectCost(way, "Saved run");
  });

  it("a range test: its recommendation and its chart in sight", async () => {
    const way = new Way(workbench().page);
    const frame = await panel();
    await way.click(button(frame, "Range Test"));
    await frame.getByText(/, its rate raised from /).waitFor({ timeout: 110_000 });
    await way.see(frame.getByText(/^Recommended: /));
    await way.see(frame.locator(".range-test .plot"));
    expectCost(way, "Range test");
  });

  it("dragging, and Ctrl+Z in the panel: the text changes and comes back", async () => {
    const way = new Way(workbench().page);
    // another file: its curves are shown from their beginning, wherever the panel was scrolled
    const frame = await opened("drag.schedule.json", TEXT.replace('"way"', '"drag"'));
    await way.see(frame.locator(".first .plot"));
    await dragPeak(frame, async () => {
      // one value in one place: the handle's own
      await frame.locator(".handle-tip", { hasText: "step" }).waitFor();
      const readings = () => frame.locator(".reading:visible").allInnerTexts();
      await expect.poll(async () => (await readings()).join("")).toBe("");
    });
    way.count("clicks");
    await saysText("another text", (text) => !text.includes('"17%"'));
    await way.press("Control+z");
    await saysText("the old text", (text) => text.includes('"17%"'));
    await way.press("Control+Shift+z");
    await saysText("the change again", (text) => !text.includes('"17%"'));
    expectCost(way, "Dragging");
  });

  it("a comparison with another file and with the last commit", async () => {
    const { page, folder } = workbench();
    const way = new Way(page);
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", ...args]);
    writeFileSync(fileAt("compared.schedule.json"), TEXT.replace('"way"', '"compared"'));
    git("init", "-q");
    git("add", "compared.schedule.json");
    git("commit", "-qm", "first");
    const changed = TEXT.replace('"way"', '"compared"').replace("3e-4", "2e-4");
    const frame = await opened("compared.schedule.json", changed);
    await way.click(frame.getByRole("tab", { name: "Compare" }));
    await way.click(button(frame, "Last Commit"));
    const lines = () => frame.locator(".legend").first().innerText();
    await expect.poll(lines, { timeout: 60_000 }).toMatch(/commit/);
    await way.click(button(frame, "Other File…"));
    await page.locator(".quick-input-widget:visible input[type=text]").first().fill(NAME);
    await way.click(quickPick(NAME));
    await expect.poll(lines, { timeout: 60_000 }).toMatch(/way/);
    await way.see(frame.locator(".comparison-table tr", { hasText: "Peak" }));
    const peaks = frame.locator(".comparison-table tr", { hasText: "Peak" }).locator("td");
    await expect.poll(() => peaks.count()).toBe(3);
    expect((await peaks.allInnerTexts()).map((text) => text.split(" ")[0])).toEqual([
      "2e-4",
      "3e-4",
      "3e-4",
    ]);
    expectCost(way, "Comparison with a file and a commit");
  });

  it("an export of what is compared", async () => {
    const { page } = workbench();
    const way = new Way(page);
    const frame = await panel();
    await way.click(frame.getByRole("tab", { name: "Values" }));
    await way.click(frame.getByText("Export", { exact: true }));
    await way.click(button(frame, "SVG…"));
    await confirmPath(page, fileAt("compared.svg"));
    way.count("keys");
    await way.see(frame.getByText("Saved as compared.svg."));
    const svg = readFileSync(fileAt("compared.svg"), "utf8");
    expect(svg).toMatch(/^<svg xmlns/);
    for (const name of ["compared", "way"]) expect(svg).toContain(name);
    await runCommand(page, `${CATEGORY}: End Comparison`);
    expectCost(way, "Export");
  });

  it("a foreign file: its curve is shown as it is opened, and dragged", async () => {
    const way = new Way(workbench().page);
    const frame = await opened("train.py", PYTHON);
    await way.see(frame.locator(".first .plot"));
    await way.see(frame.locator(".schedule-name", { hasText: "scheduler" }));
    await expect
      .poll(() => workbench().page.locator(".view-line [class*=ced-]").count())
      .toBeGreaterThan(0);
    await frame.locator(".first .plot").hover();
    await frame.locator('.handle[data-handle="learningRate/max_lr"]').focus();
    await way.press("Shift+ArrowUp");
    await saysText("another rate", (text) => !text.includes("max_lr=0.01,"));
    await way.press("Control+z");
    await saysText("the rate of before", (text) => text.includes("max_lr=0.01,"));
    expectCost(way, "Foreign file");
  });

  it("a file that is not read: a sentence, and one click back with all that was shown", async () => {
    const { page } = workbench();
    await opened(NAME, TEXT);
    const way = new Way(page);
    writeFileSync(fileAt("notes.txt"), "warm up, then decay\n");
    await openFile(page, "notes.txt");
    const frame = await panel();
    await frame.getByText("notes.txt holds no schedule that can be read.").waitFor();
    await way.click(button(frame, `Show ${NAME} Again`));
    await frame.locator(".chip").waitFor();
    expectCost(way, "File that is not read");
  });

  it("from a template to a saved file, and its curve is shown", async () => {
    const { page } = workbench();
    const way = new Way(page);
    const frame = await panel();
    await way.click(frame.getByRole("button", { name: "New from Template" }).first());
    await way.click(frame.getByRole("button", { name: /BERT pre-training/ }));
    const name = await waitUntil("the new file", async () => {
      const tab = page.locator('.tab.active[data-resource-name^="bert-pretraining"]');
      return (
        (await tab.count()) > 0 && ((await tab.getAttribute("data-resource-name")) ?? undefined)
      );
    });
    await frame.locator(".file", { hasText: name }).waitFor();
    expect(await frame.getByRole("region", { name: "Templates" }).isVisible()).toBe(false);
    await way.press("Control+s");
    await waitUntil("the file", () => existsSync(fileAt(name)));
    expectCost(way, "Template to saved file");
  });

  it("scaling to another length, and conversion to TypeScript", async () => {
    const { page } = workbench();
    const scaling = new Way(page);
    await opened("scaled.schedule.json", TEXT.replace('"way"', '"scaled"'));
    const scale = `${CATEGORY}: Scale the Schedule to a New Length…`;
    const isTwice = async () => (await editorText()).includes('"steps": 9378');
    await waitUntil("twice the length", async () => {
      if (await isTwice()) return true;
      await answerCommand(page, scale, { asked: "4689", answer: "9378" });
      return waitUntil("the new length", isTwice, 10_000).catch(() => false);
    });
    // the key that opens the palette, the one that takes the command, and the one that answers
    for (let i = 0; i < 3; i++) scaling.count("keys");
    expectCost(scaling, "Scaling");
    const conversion = new Way(page);
    await conversion.command(`${CATEGORY}: Convert the File Between JSON and TypeScript`);
    await page
      .locator(".view-line", { hasText: "defineSchedule(" })
      .first()
      .waitFor({ timeout: 60_000 });
    expectCost(conversion, "Conversion");
  });
});
