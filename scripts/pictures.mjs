// npm run pictures               trains what scripts/pictures/results.mjs names, opens the runs in the
//                                panel and pictures what each task shows, into docs/probes/
// npm run pictures -- deep       this task alone; runs of before are taken from test-results/pictures/
// Needs dist/ to be built.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import "./typescript.mjs";
import { PICTURED } from "./pictures/results.mjs";

const { openPanel, stopBrowser } = await import("../test/webview/support/panelPage.ts");
const { goyal } = await import("../test/webview/support/samples.ts");
const { exampleText, realShown } = await import("../test/webview/support/real.ts");

const ROOT = path.resolve(import.meta.dirname, "..");
const CLI = path.join(ROOT, "dist/npm/cli.cjs");
const FOLDER = path.join(ROOT, "docs/probes");
const RUNS = path.join(ROOT, "test-results/pictures");
const WIDTHS = { narrow: 320, wide: 720 };
const THEMES = ["dark", "light"];
/** Space around what is pictured, in pixels. */
const AROUND = 8;

const textOf = ({ example, text }) => text ?? exampleText(example);

/** The saved run of a task, trained by the command line unless it is there already. */
function trained(task, pictured) {
  const file = path.join(RUNS, `${task}.json`);
  if (!existsSync(file)) {
    const definition = path.join(RUNS, `${task}.schedule.json`);
    writeFileSync(definition, textOf(pictured));
    const args = [CLI, "probe", definition, ...pictured.flags, "--backend", "wasm", "--save", file];
    execFileSync(process.execPath, args, { stdio: "inherit" });
  }
  return readFileSync(file, "utf8");
}

/** The panel with the run open, as after "Open Run…". */
async function opened(task, pictured, width, theme) {
  const world = { schedules: [goyal()], shown: ["baseline"], real: realShown(textOf(pictured)) };
  const panel = await openPanel({ world, width, height: 1000, theme });
  const { page, host } = panel;
  host.file = { file: `${task}.json`, content: trained(task, pictured) };
  await page.getByRole("tab", { name: /^Probe\b/ }).click();
  await page.getByRole("button", { name: "Open Run…" }).click();
  await page.getByText(`Opened from ${task}.json`).waitFor();
  await page.locator(".task-view table").first().waitFor();
  return panel;
}

/** From the names of the lines to the end of what the task shows. */
async function shoot({ page }, file) {
  await page.evaluate(() => document.fonts.ready);
  const legend = await page.locator(".probe-results .legend").boundingBox();
  const view = await page.locator(".task-view").boundingBox();
  const scrolled = await page.evaluate(() => scrollY);
  const { width } = page.viewportSize();
  const height = view.y + view.height - legend.y + AROUND;
  const clip = { x: 0, y: legend.y + scrolled - AROUND, width, height };
  await page.screenshot({ path: file, fullPage: true, clip, animations: "disabled" });
}

for (const folder of [FOLDER, RUNS]) mkdirSync(folder, { recursive: true });
const wished = process.argv.slice(2);
for (const [task, pictured] of Object.entries(PICTURED)) {
  if (wished.length > 0 && !wished.includes(task)) continue;
  for (const [name, width] of Object.entries(WIDTHS)) {
    for (const theme of THEMES) {
      const panel = await opened(task, pictured, width, theme);
      const file = path.join(FOLDER, `${task}-${name}-${theme}.png`);
      await shoot(panel, file);
      await panel.close();
      console.log(path.relative(ROOT, file));
    }
  }
}
await stopBrowser();
