// npm run screenshots           drives the real VS Code and writes media/screenshots/*.png
// npm run screenshots -- dark   under this theme alone
// Needs dist/ to be built.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import "./typescript.mjs";
import { BROKEN, BROKEN_NAME } from "./screenshots/broken.mjs";

const { goTo, openFile, runCommand } = await import("../test/harness/keyboard.ts");
const { enlargeHover, showHover } = await import("../test/harness/hover.ts");
const { resizeSideBar } = await import("../test/harness/sideBar.ts");
const { chooseTheme, THEMES } = await import("../test/harness/themes.ts");
const { webviewFrame } = await import("../test/harness/webviewFrame.ts");
const { openWorkbench } = await import("../test/harness/workbench.ts");

const FOLDER = path.resolve(import.meta.dirname, "../media/screenshots");
const EXAMPLE = "goyal-imagenet.schedule.json";
const SIZE = { width: 1280, height: 860 };
/** Whole results fit beside the curves: nothing has to be scrolled out of sight. */
const PROBE_SIZE = { width: 1280, height: 1060 };
const PROBE_HEIGHT = 974;
const OVERVIEW_SIZE = { width: 1720, height: 1260 };
const EDITOR_HEIGHT = 280;
const HOVER_HEIGHT = 470;
const AROUND_HOVER = 620;
const PANEL_WIDTHS = { "panel-narrow": 300, "panel-wide": 620 };
const PROBE_LIMIT_MS = 120_000;

/** Takes a picture once the pointer is out of the way and what moves has come to rest. */
async function shoot(page, name, theme, part, height = Infinity) {
  const { width, height: bottom } = page.viewportSize();
  if (!name.includes("hover")) await page.mouse.move(width - 60, bottom - 60);
  await page.waitForTimeout(1200);
  const box = part && (await page.locator(part).boundingBox());
  const clip = box && { ...box, height: Math.min(box.height, height) };
  const file = path.join(FOLDER, `${name}-${theme.fileName}.png`);
  await page.screenshot({ path: file, ...(clip && { clip }) });
}

const shootEditor = (page, name, theme, height) => shoot(page, name, theme, ".part.editor", height);

async function shootHover(page, name, theme, [line, column]) {
  const hover = await showHover(page, line, column);
  await page.waitForTimeout(500);
  await enlargeHover(page, hover, HOVER_HEIGHT);
  await shootEditor(page, name, theme, AROUND_HOVER);
  await page.keyboard.press("Escape");
}

/** Sparkline, squiggle and the hover that says why. */
async function shootChecks(page, folder, theme) {
  writeFileSync(path.join(folder, BROKEN_NAME), BROKEN);
  await openFile(page, BROKEN_NAME);
  await page.locator(".squiggly-error").first().waitFor();
  await goTo(page, 1);
  await shootEditor(page, "checks", theme, EDITOR_HEIGHT);
  await shootHover(page, "problem-hover", theme, [6, 55]);
  await runCommand(page, "View: Close Editor");
}

async function shootPanel(page, theme) {
  await goTo(page, 7, 5);
  await runCommand(page, "Learning Rate Designer: Open Preview");
  await webviewFrame(page, "#panel canvas");
  for (const [name, width] of Object.entries(PANEL_WIDTHS)) {
    await resizeSideBar(page, width);
    await shoot(page, name, theme, ".part.sidebar");
  }
}

async function shootProbe(page, theme) {
  await page.setViewportSize(PROBE_SIZE);
  await runCommand(page, "Learning Rate Designer: Run Probe Training");
  const panel = await webviewFrame(page, "#panel canvas");
  const finished = panel.locator(".probe-status", { hasText: "Finished" });
  await finished.waitFor({ timeout: PROBE_LIMIT_MS });
  await shoot(page, "probe", theme, ".part.sidebar", PROBE_HEIGHT);
  await page.setViewportSize(OVERVIEW_SIZE);
  await panel.locator("#panel").evaluate(() => window.scrollTo(0, 0));
  await shoot(page, "overview", theme);
}

async function shootTheme(theme) {
  const { colorScheme } = theme;
  const settings = { "editor.fontSize": 14 };
  const workbench = await openWorkbench({ graphics: "webgpu", size: SIZE, colorScheme, settings });
  const { page, folder } = workbench;
  try {
    await chooseTheme(page, theme);
    await shootChecks(page, folder, theme);
    await openFile(page, EXAMPLE);
    await shootHover(page, "hover", theme, [3, 1]);
    await shootPanel(page, theme);
    await shootProbe(page, theme);
  } finally {
    await workbench.close();
  }
}

mkdirSync(FOLDER, { recursive: true });
const chosen = process.argv.slice(2);
for (const theme of THEMES) {
  if (chosen.length > 0 && !chosen.includes(theme.fileName)) continue;
  console.log(theme.name);
  await shootTheme(theme);
}
process.exit(0);
