import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { goTo, openFile, runCommand } from "../../harness/keyboard";
import { waitUntil } from "../../harness/waitUntil";
import { Way, writtenCost } from "../../harness/way";
import { useWorkbench } from "./useWorkbench";

// Ways through the editor at the size of an ordinary laptop, each with what it costs: accepted
// completions, or one key and one fix. The pointer is not needed, nor any scrolling.

const HEAD = 'import { defineSchedule } from "learning-rate-designer";\n';

const workbench = useWorkbench({
  size: { width: 1366, height: 768 },
  settings: {
    "editor.inlayHints.enabled": "off",
    "files.autoSave": "off",
    // what is typed stands as it was typed, so that the text can be told
    "editor.autoClosingBrackets": "never",
    "editor.autoClosingQuotes": "never",
    "editor.autoIndent": "none",
  },
});

/** What a way costs. */
interface Cost {
  accepted: number;
}

const fileText = (name: string): string =>
  readFileSync(path.join(workbench().folder, name), "utf8");

/** Saves until the file is what passes: a key is lost while the editor is not ready for it. */
async function saved(name: string, passes: (text: string) => boolean): Promise<string> {
  const { page } = workbench();
  return waitUntil(`${name} on the disk`, async () => {
    await page.keyboard.press("Control+s");
    const text = existsSync(path.join(workbench().folder, name)) ? fileText(name) : "";
    return passes(text) && text;
  });
}

async function openNew(name: string, text: string): Promise<void> {
  const { page } = workbench();
  writeFileSync(path.join(workbench().folder, name), text);
  await openFile(page, name);
  // Keys go astray until the text is there and the editor has the focus.
  const [first = ""] = text.split("\n");
  await page.locator(".monaco-editor.focused .view-line", { hasText: first }).first().waitFor();
  await goTo(page, text.split("\n").length);
  await page.locator(".monaco-editor.focused").first().waitFor();
}

const SUGGESTIONS = ".suggest-widget.visible";

/** Accepts the completion of this name, which the keys lead to. */
async function accept(page: Page, cost: Cost, label: string): Promise<void> {
  const rows = page.locator(`${SUGGESTIONS} .monaco-list-row`);
  const focused = page.locator(`${SUGGESTIONS} .monaco-list-row.focused`);
  const named = (text: string | null): boolean =>
    text === label || (text ?? "").startsWith(`${label},`);
  await waitUntil(`"${label}" among the completions`, async () => {
    if ((await rows.count()) === 0) await page.keyboard.press("Control+Space");
    const isThere = await rows
      .first()
      .waitFor({ timeout: 4000 })
      .then(
        () => true,
        () => false,
      );
    if (!isThere) return false;
    for (let presses = 0; presses < 60; presses++) {
      const at = await focused
        .first()
        .getAttribute("aria-label", { timeout: 4000 })
        .catch(() => null);
      if (named(at)) return true;
      await page.keyboard.press("ArrowDown");
      await page
        .waitForFunction(
          ({ selector, before }) =>
            document.querySelector(selector)?.getAttribute("aria-label") !== before,
          { selector: `${SUGGESTIONS} .monaco-list-row.focused`, before: at },
          { timeout: 2000 },
        )
        .catch(() => undefined);
    }
    await page.keyboard.press("Escape");
    return false;
  });
  await page.keyboard.press("Enter");
  await page.locator(SUGGESTIONS).first().waitFor({ state: "hidden" });
  cost.accepted++;
}

/** Behind what was typed and accepted, out of a snippet's places. */
async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
}

describe("ways at 1366 × 768", () => {
  it("a first schedule in TypeScript by completion alone: six accepted items", async () => {
    const { page } = workbench();
    const cost: Cost = { accepted: 0 };
    await openNew("typed.ts", HEAD);
    await type(page, "export const run = defineSchedule({ ");
    await accept(page, cost, "length");
    await accept(page, cost, "run in epochs, of samples");
    await type(page, ", ");
    await accept(page, cost, "optimizer");
    await accept(page, cost, "sgd");
    await type(page, ", ");
    await accept(page, cost, "learningRate");
    await accept(page, cost, "warmup, then cosine");
    await type(page, " });");
    const text = await saved("typed.ts", (now) => now.includes("});"));
    expect(text).toMatch(/import \{ defineSchedule, linear, cosine \}/);
    await page.locator(".view-line [class*=ced-]").first().waitFor({ state: "attached" });
    await expect.poll(() => page.locator(".squiggly-error").count()).toBe(0);
    expect(cost.accepted).toBe(writtenCost("First schedule in TypeScript by completion").keys);
  });

  it("the same in JSON: six accepted items", async () => {
    const { page } = workbench();
    const cost: Cost = { accepted: 0 };
    await openNew("typed.schedule.json", "");
    await type(page, "{ ");
    await accept(page, cost, "length");
    await accept(page, cost, "run in steps");
    await type(page, ", ");
    await accept(page, cost, "optimizer");
    await accept(page, cost, "adamw");
    await type(page, ", ");
    await accept(page, cost, "learningRate");
    await accept(page, cost, "warmup, then cosine");
    await type(page, " }");
    await saved("typed.schedule.json", (now) => now.trimEnd().endsWith("}"));
    await page.locator(".view-line [class*=ced-]").first().waitFor({ state: "attached" });
    await expect.poll(() => page.locator(".squiggly-error").count()).toBe(0);
    expect(cost.accepted).toBe(writtenCost("First schedule in JSON by completion").keys);
  });

  it.each([
    [
      "a warmup longer than the run",
      '{ "kind": "linear", "from": 0, "to": 0.1, "for": 5000 }, { "kind": "cosine", "to": 0 }',
      /"for": (?!5000)/,
    ],
    [
      "a key that is misspelt",
      '{ "kind": "linear", "form": 0, "to": 0.1, "for": 50 }, { "kind": "cosine", "to": 0 }',
      /"from": 0/,
    ],
    [
      "a drop that rises",
      '{ "kind": "step", "from": 0.1, "factor": 10, "every": 300 }',
      /"factor": 0\.1/,
    ],
  ])("a classic mistake, %s: one key and one fix", async (_what, phases, mended) => {
    const { page } = workbench();
    const name = "mistake.schedule.json";
    const text = `{ "length": { "steps": 1000 },\n  "learningRate": [${phases}] }\n`;
    await openNew(name, text);
    await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
    const way = new Way(page);
    // F8
    await runCommand(page, "Go to Next Problem (Error, Warning, Info)");
    way.count("keys");
    await page.keyboard.press("Escape");
    const fixes = page.locator(".action-widget .monaco-list-row.action");
    await waitUntil("the fixes", async () => {
      await page.keyboard.press("Control+.");
      return fixes
        .first()
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          () => false,
        );
    });
    way.count("keys");
    await way.press("Enter");
    expect(way.cost).toEqual(writtenCost("Classic mistake mended"));
    const after = await saved(name, (now) => mended.test(now));
    expect(after).not.toBe(text);
    await runCommand(page, "View: Close Editor");
  });
});
