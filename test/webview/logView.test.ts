import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLog } from "../../src/core/recordings/readLog";
import { logPage } from "../../src/host/logView/page";
import { runPart } from "../../src/host/logView/runPart";
import { launchBrowser } from "../harness/browser";
import { violations } from "./support/axe";
import { theme, THEMES, webviewDefaults, type ThemeName } from "./support/theme";

const FOLDER = path.resolve(import.meta.dirname, "../fixtures/recordings");

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser("none");
});
afterAll(() => browser.close());

/** The page of a log by its real writer, as the editor's view makes it. */
async function htmlOf(file: string): Promise<string> {
  const { runs, format, notes } = readLog(file, readFileSync(path.join(FOLDER, file)));
  const parts = await Promise.all(runs.map((run) => runPart(run, format, "command:open")));
  return logPage({
    title: path.basename(file),
    language: "en",
    styleNonce: "nonce",
    lay: "command:lay",
    notes,
    runs: parts,
  });
}

/** What VS Code gives a webview: its own style sheet and the theme's variables. */
function dress({ sheet, look }: { sheet: string; look: ReturnType<typeof theme> }): void {
  const defaults = new CSSStyleSheet();
  defaults.replaceSync(sheet);
  document.adoptedStyleSheets.push(defaults);
  for (const [name, value] of Object.entries(look.variables))
    document.documentElement.style.setProperty(name, value);
  document.body.className = look.className;
}

async function withPage(
  file: string,
  { width, name }: { width: number; name: ThemeName },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  try {
    await page.setContent(await htmlOf(file));
    await page.evaluate(dress, { sheet: webviewDefaults(), look: theme(name) });
    await use(page);
  } finally {
    await page.close();
  }
}

describe("the view of a log", () => {
  for (const name of THEMES)
    it(`gives axe nothing to complain about in ${name}`, () =>
      withPage("wandb/plain.wandb", { width: 700, name }, async (page) => {
        expect(await violations(page)).toEqual([]);
      }));

  it.each(["wandb/plain.wandb", "wandb/noRate.wandb", "lightning/steps/metrics.csv"])(
    "fits into a narrow editor: %s",
    (file) =>
      withPage(file, { width: 300, name: "dark" }, async (page) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(300);
      }),
  );

  it("is gone through by the keyboard: its links and the definition, which scrolls", () =>
    withPage("wandb/plain.wandb", { width: 700, name: "dark" }, async (page) => {
      const met: string[] = [];
      for (let i = 0; i < 4; i++) {
        await page.keyboard.press("Tab");
        met.push(await page.evaluate(() => document.activeElement?.textContent ?? ""));
      }
      expect(met[0]).toBe("Lay over the Plan");
      expect(met[1]).toContain('"learningRate"');
      expect(met[2]).toBe("Open as a Schedule");
      expect(met[3]).toContain("learningRate");
    }));
});
