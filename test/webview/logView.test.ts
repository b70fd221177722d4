import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../harness/browser";
import { violations } from "./support/axe";
import { openLogView } from "./support/logViewPage";
import { SOME_THEMES, type ThemeName } from "./support/theme";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser("none");
});
afterAll(() => browser.close());

async function withPage(
  file: string,
  look: { readonly width: number; readonly name: ThemeName },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await openLogView(browser, file, look);
  try {
    await use(page);
  } finally {
    await page.close();
  }
}

describe("the view of a log", () => {
  for (const name of SOME_THEMES)
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
