import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { readLog } from "../../../src/core/recordings/readLog";
import { logPage } from "../../../src/host/logView/page";
import { runPart } from "../../../src/host/logView/runPart";
import { theme, webviewDefaults, type ThemeName } from "./theme";

const FOLDER = path.resolve(import.meta.dirname, "../../fixtures/recordings");

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

/** Puts a theme on the page. */
export async function putOn(page: Page, name: ThemeName): Promise<void> {
  await page.evaluate(dress, { sheet: webviewDefaults(), look: theme(name) });
}

/** The view of a log by its real writer, in a page of its own. */
export async function openLogView(
  browser: Browser,
  file: string,
  { width, name }: { readonly width: number; readonly name: ThemeName },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.setContent(await htmlOf(file));
  await putOn(page, name);
  return page;
}
