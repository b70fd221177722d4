// npm run grid            pictures what people meet in the panel, at the sizes of a side bar and of a
//                         tab, in light, dark and both high contrasts, into test-results/grid/; and
//                         the view of a log by itself
// npm run grid -- probe   this scene alone
// Needs dist/ to be built.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import "./typescript.mjs";

const { openPanel, stopBrowser } = await import("../test/webview/support/panelPage.ts");
const { goyal } = await import("../test/webview/support/samples.ts");
const { templates } = await import("../src/host/templates.ts");
const { templatePreview } = await import("../src/host/model/templatePreview.ts");
const { exampleText, realPlan, realShown } = await import("../test/webview/support/real.ts");
const { laidLog } = await import("../test/webview/support/laidLog.ts");
const { openLogView, putOn } = await import("../test/webview/support/logViewPage.ts");
const { launchBrowser } = await import("../test/harness/browser.ts");
const { THEMES } = await import("../test/webview/support/theme.ts");

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "test-results/grid");
const SIZES = [
  [300, 700],
  [420, 900],
  [620, 900],
  [1000, 700],
  [1400, 900],
];
/** Until a new size is told, answered and drawn. */
const SETTLE_MS = 400;

const section = (page, name) => page.getByRole("tab", { name: new RegExp(`^${name}\\b`) }).click();
const recipe = (...names) => {
  const texts = names.map(exampleText);
  const schedules = names.map((name) => goyal(name));
  const shown = schedules.map(({ id }) => id);
  return { schedules, shown, real: realShown(...texts), plan: realPlan(...texts) };
};

/** What examples/python/finetune_trainer.py says, to lay the log beside it over. */
const PLAN = JSON.stringify({
  name: "finetune_trainer",
  length: { steps: 2000 },
  learningRate: [
    { kind: "linear", from: 0, to: 2e-4, for: 100 },
    { kind: "cosine", to: 0 },
  ],
});
const LOG = readFileSync(path.join(ROOT, "examples/logs/trainer_state.json"), "utf8");

/** Logs by their real writers: with the plan of their own settings, and without a rate. */
const VIEWED = { wandb: "wandb/plain.wandb", noRate: "wandb/noRate.wandb" };

/** What is shown, and how one comes there. */
const SCENES = {
  gallery: {
    world: {
      document: false,
      templates: templates.map((recipe) => ({
        ...recipe,
        ...templatePreview(exampleText(recipe.file)),
      })),
    },
    async reach(page) {
      await page.getByRole("button", { name: "New from Template" }).click();
      await page.locator(".gallery svg").first().waitFor();
    },
  },
  curves: { world: recipe("goyal-imagenet") },
  facts: { world: recipe("goyal-imagenet"), reach: (page) => section(page, "Facts") },
  probe: {
    world: recipe("super-convergence"),
    async reach(page) {
      await page.getByRole("button", { name: "Run", exact: true }).click();
      await page.getByText(/^Finished /).waitFor();
    },
  },
  range: {
    world: recipe("super-convergence"),
    async reach(page) {
      await page.getByRole("button", { name: "Range Test", exact: true }).click();
      await page.getByText(/^Recommended: /).waitFor();
    },
  },
  comparison: {
    world: recipe("goyal-imagenet", "sgdr"),
    reach: (page) => section(page, "Compare"),
  },
  log: {
    world: {
      real: laidLog(PLAN, "trainer_state.json", LOG),
    },
    reach: (page) => page.getByText("Causes", { exact: true }).click(),
  },
};

/** At every size, in every theme. */
async function shoot(page, name, setTheme) {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const theme of THEMES) {
      await setTheme(theme);
      await page.waitForTimeout(SETTLE_MS);
      const file = path.join(FOLDER, `${name}-${width}-${theme}.png`);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path: file, fullPage: true });
    }
  }
}

mkdirSync(FOLDER, { recursive: true });
const wished = process.argv.slice(2);
const isWished = (name) => wished.length === 0 || wished.includes(name);
for (const [name, { world, reach }] of Object.entries(SCENES)) {
  if (!isWished(name)) continue;
  const { page, setTheme, close } = await openPanel({ world });
  await page.locator("#loading").waitFor({ state: "detached" });
  if (world.shown) await page.locator(".content canvas").first().waitFor();
  await reach?.(page);
  // what was opened is brought into view until somebody does something
  await page.keyboard.press("Shift");
  await shoot(page, name, setTheme);
  await close();
}
await stopBrowser();
if (isWished("logView")) {
  const browser = await launchBrowser("none");
  for (const [name, file] of Object.entries(VIEWED)) {
    const page = await openLogView(browser, file, { width: 700, name: "light" });
    await shoot(page, `logView-${name}`, (theme) => putOn(page, theme));
  }
  await browser.close();
}
console.log(FOLDER);
