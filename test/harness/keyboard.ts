import type { Locator, Page } from "playwright-core";
import { waitUntil } from "./waitUntil";

const ROW = ".quick-input-list .monaco-list-row";
const LIMIT_MS = 90_000;

/**
 * Opens the quick input with a key. A key is lost while the workbench has no keybindings yet, and
 * while the focus is in a webview that is still loading; so it is pressed until the input shows.
 */
async function quickInput(page: Page, key: string): Promise<Locator> {
  const box = page.locator(".quick-input-widget:visible input[type=text]").first();
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    await page.keyboard.press(key);
    try {
      await box.waitFor({ state: "visible", timeout: 1500 });
      return box;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/**
 * Opens the quick input, types, and takes the entry of exactly this name. The list of an open
 * input never learns of a command or a file that is newer than itself; a new one does.
 */
async function choose(page: Page, key: string, typed: string, name: string): Promise<void> {
  const label = page.locator(".label-name").getByText(name, { exact: true });
  const row = page.locator(ROW, { has: label }).first();
  const focused = page.locator(`${ROW}.focused`, { has: label });
  await waitUntil(`"${name}" in the list`, async () => {
    const box = await quickInput(page, key);
    const typedIn = await succeeds(box.fill(typed, SOON));
    await listSettled(page);
    const byKey = (await focused.count()) > 0;
    const taken = typedIn && (await succeeds(byKey ? box.press("Enter", SOON) : row.click(SOON)));
    const chosen = taken && (await succeeds(row.waitFor({ state: "hidden", timeout: 20_000 })));
    if (!chosen) await page.keyboard.press("Escape");
    return chosen;
  });
}

const SETTLING_MS = 200;

/**
 * The list is filled in turns, into the same rows: one that is clicked meanwhile may be another
 * entry's by then. Waits until it is the same twice, and nothing more is being searched.
 */
async function listSettled(page: Page): Promise<void> {
  const searching = page.locator(".quick-input-widget:visible .monaco-progress-container.active");
  const entries = async () => (await page.locator(ROW).allInnerTexts()).join("\n");
  let before: string | undefined;
  await waitUntil("the list to settle", async () => {
    const now = await entries();
    const isSame = now === before && (await searching.count()) === 0;
    before = now;
    if (!isSame) await page.waitForTimeout(SETTLING_MS);
    return isSame;
  });
}

/** An input that closes by itself, or a list that is filled anew, takes the place away. */
const SOON = { timeout: 5000 };
const succeeds = (action: Promise<void>): Promise<boolean> =>
  action.then(
    () => true,
    () => false,
  );

/** Runs a command by its title in the palette, such as "Learning Rate Designer: Open Preview". */
export async function runCommand(page: Page, title: string): Promise<void> {
  await choose(page, "F1", `>${title}`, title);
}

/** Opens a file of the workspace by its name; again, where another one came to the front instead. */
export async function openFile(page: Page, name: string): Promise<void> {
  const tab = page.locator(`.tab[data-resource-name="${name}"].active`);
  await waitUntil(`${name} in front`, async () => {
    await choose(page, "Control+P", name, name);
    return succeeds(tab.waitFor({ timeout: 15_000 }));
  });
}

/** Moves the cursor of the active editor. Line and column count from 1. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  const box = await quickInput(page, "Control+G");
  await box.fill(`:${line}:${column}`);
  // The key is lost until the input has understood what was typed.
  await waitUntil("the cursor to move", async () => {
    if (!(await box.isVisible())) return true;
    // A second key while the input closes would be the editor's: a line break.
    await box.press("Enter", SOON).catch(() => undefined);
    return succeeds(box.waitFor({ state: "hidden", timeout: 3000 }));
  });
}

/**
 * Runs a command that asks for a line of text, and answers it: false where the box closed before,
 * as it does where something else takes the keyboard.
 */
export async function answerCommand(
  page: Page,
  title: string,
  { asked, answer }: { readonly asked: string; readonly answer: string },
): Promise<boolean> {
  await runCommand(page, title);
  const box = page.locator(".quick-input-widget:visible input[type=text]").first();
  const isAsked = async () => (await box.inputValue(SOON)) === asked;
  if (!(await succeeds(waitUntil("the box", isAsked, 15_000).then(() => undefined)))) return false;
  if (!(await succeeds(box.fill(answer, SOON)))) return false;
  return succeeds(box.press("Enter", SOON));
}
