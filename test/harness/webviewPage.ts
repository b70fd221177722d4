import path from "node:path";
import type { Page } from "playwright-core";
import { type BrowserOptions, openBrowser } from "./browser";
import { serveFiles } from "./fileServer";
import { ROOT } from "./paths";
import { type Theme, THEMES, themeVariables } from "./themes";

export interface WebviewPageOptions extends BrowserOptions {
  /** The page's HTML; the files of dist/ are served at the origin. */
  readonly html: (origin: string) => string;
  readonly theme?: Theme;
  /** What `getState()` returns, as if the view had been hidden and shown again. */
  readonly state?: unknown;
}

export interface WebviewPage {
  readonly page: Page;
  /** What the page has sent to the extension so far. */
  sent(): Promise<readonly unknown[]>;
  /** What the page last gave to `setState()`. */
  state(): Promise<unknown>;
  /** Sends the page a message as the extension would. */
  send(message: unknown): Promise<void>;
  /** Uncaught errors and breaches of the content security policy; a test expects none. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

interface FakeWindow {
  sentMessages: unknown[];
  keptState: unknown;
}

/** Opens a webview's page in a plain Chromium, with the extension's side played by the test. */
export async function openWebviewPage(options: WebviewPageOptions): Promise<WebviewPage> {
  const theme = options.theme ?? THEMES.dark;
  const files = await serveFiles(path.join(ROOT, "dist"), options.html);
  const { browser, page } = await openBrowser({ ...options, colorScheme: theme.colorScheme });
  const problems = collectProblems(page);
  await page.addInitScript(playVsCode, {
    state: options.state,
    bodyClass: theme.bodyClass,
    variables: themeVariables(theme),
  });
  await page.goto(files.origin);
  return {
    page,
    problems,
    sent: () => page.evaluate(() => (window as unknown as FakeWindow).sentMessages),
    state: () => page.evaluate(() => (window as unknown as FakeWindow).keptState),
    send: (message) =>
      page.evaluate((data) => {
        window.postMessage(data, "*");
      }, message),
    close: async () => {
      await browser.close();
      await files.close();
    },
  };
}

function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) problems.push(message.text());
  });
  return problems;
}

interface Played {
  readonly state: unknown;
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs in the page before its own scripts: what VS Code adds to every webview. */
function playVsCode({ state, bodyClass, variables }: Played): void {
  const fake = window as unknown as FakeWindow & { acquireVsCodeApi: () => object };
  fake.sentMessages = [];
  fake.keptState = state;
  fake.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => fake.sentMessages.push(structuredClone(message)),
    getState: () => fake.keptState,
    setState: (kept: unknown) => (fake.keptState = structuredClone(kept)),
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.body.className = bodyClass;
    document.body.dataset["vscodeThemeKind"] = bodyClass;
    for (const [name, value] of Object.entries(variables))
      document.documentElement.style.setProperty(name, value);
  });
}
