// npm run animation   drives the real VS Code through a training script (the mistake, its fix, a drag,
//                     a probe) and writes media/screenshots/tour.gif
// Needs dist/ to be built.
import { writeFileSync } from "node:fs";
import path from "node:path";
import "./typescript.mjs";
import { Film } from "./animation/film.mjs";
import { gifOf } from "./animation/gif.mjs";
import { SCRIPT, SCRIPT_NAME } from "./animation/script.mjs";

const { selectorOf } = await import("../test/harness/handles.ts");
const { goTo, openFile, runCommand } = await import("../test/harness/keyboard.ts");
const { showHover } = await import("../test/harness/hover.ts");
const { resizeSideBar } = await import("../test/harness/sideBar.ts");
const { chooseTheme, THEMES } = await import("../test/harness/themes.ts");
const { webviewFrame } = await import("../test/harness/webviewFrame.ts");
const { openWorkbench } = await import("../test/harness/workbench.ts");

const FILE = path.resolve(import.meta.dirname, "../media/screenshots/tour.gif");
const CATEGORY = "Learning Rate Designer";
const SIZE = { width: 1280, height: 760 };
const PANEL_WIDTH = 430;
const SETTINGS = { "editor.fontSize": 14, "editor.minimap.enabled": false };
const MISTAKE = [10, 46];
const PROBE_LIMIT_MS = 120_000;

async function prepare({ page, folder }) {
  await chooseTheme(
    page,
    THEMES.find(({ fileName }) => fileName === "dark"),
  );
  writeFileSync(path.join(folder, SCRIPT_NAME), SCRIPT);
  await openFile(page, SCRIPT_NAME);
  await runCommand(page, `${CATEGORY}: Open Preview`);
  const panel = await webviewFrame(page, "#panel canvas");
  await resizeSideBar(page, PANEL_WIDTH);
  await goTo(page, 1);
  await page.locator(".squiggly-error").first().waitFor();
  await page.mouse.move(SIZE.width - 60, SIZE.height - 60);
  // The theme and the side bar's edge fade.
  await page.waitForTimeout(2500);
  return panel;
}

/** The curve beside the script, what is wrong in it and why. */
async function findMistake(page, film) {
  await film.shoot(2500);
  const squiggle = page.locator(".squiggly-error").first();
  await film.moveTo(squiggle);
  const hover = await showHover(page, ...MISTAKE);
  await hover.getByText("rises again").first().waitFor();
  await page.waitForTimeout(500);
  await film.shoot(4000);
  await page.keyboard.press("Escape");
}

/** The fix writes the one literal that says it. */
async function fix(page, film) {
  await goTo(page, ...MISTAKE);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget").first().waitFor();
  await film.shoot(1800);
  await page.keyboard.press("Enter");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await page.waitForTimeout(1000);
  await film.shoot(1800);
}

/** The rate is dragged; the script follows. */
async function drag(page, film, panel) {
  const handle = panel.locator(selectorOf("learningRate/total_iters+lr"));
  // Handles are made for a pointer or a focus on the chart.
  await panel.locator("canvas").first().hover();
  await film.moveTo(handle);
  await handle.hover();
  const { x, y, width, height } = await handle.boundingBox();
  await page.mouse.down();
  await film.move(x + width / 2, y + height / 2 + 60, { parts: 14, ms: 110 });
  await page.mouse.up();
  await page.waitForTimeout(500);
  await film.shoot(1200);
}

/** A small network trains under the very schedule. */
async function probe(page, film, panel) {
  const run = panel.getByRole("button", { name: "Run", exact: true });
  await film.moveTo(run);
  await run.click();
  const finished = panel.locator(".probe-status", { hasText: "Finished" });
  const end = Date.now() + PROBE_LIMIT_MS;
  while ((await finished.count()) === 0 && Date.now() < end) await film.shoot(150);
  await film.move(SIZE.width - 60, SIZE.height - 60, { parts: 2 });
  await page.waitForTimeout(800);
  await film.shoot(4500);
}

const workbench = await openWorkbench({
  graphics: "webgpu",
  size: SIZE,
  colorScheme: "dark",
  settings: SETTINGS,
});
try {
  const { page } = workbench;
  page.setDefaultTimeout(30_000);
  const panel = await prepare(workbench);
  const film = new Film(page);
  await findMistake(page, film);
  await fix(page, film);
  await drag(page, film, panel);
  await probe(page, film, panel);
  const bytes = gifOf(film.frames);
  writeFileSync(FILE, bytes);
  console.log(
    `${film.frames.length} frames, ${(film.ms / 1000).toFixed(1)} s, ${(bytes.length / 1e6).toFixed(2)} MB`,
  );
} finally {
  await workbench.close();
}
process.exit(0);
