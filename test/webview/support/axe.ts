import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core complains about, one line for each place. */
export async function violations(page: Page, options = "{}"): Promise<string[]> {
  // It goes with the page, when that is loaded anew; else it is compiled once.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run(${options})`);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}
