import type { Page } from "playwright-core";
import { type BrowserOptions, openBrowser } from "./browser";
import { installEdition } from "./installEdition";
import { EXAMPLES, ROOT } from "./paths";
import { type ServerOptions, startServer } from "./server";
import { workbenchUrl } from "./workbenchUrl";
import { copyWorkspace } from "./workspace";

export interface WorkbenchRequest extends ServerOptions, BrowserOptions {
  /** The folder whose copy is opened: the examples, unless told. */
  readonly workspace?: string;
  /** The extension in development: this one, unless told. */
  readonly extension?: string;
}

export interface Workbench {
  readonly page: Page;
  /** The folder that is open, a copy. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** Opens a real VS Code on a copy of the examples, with the extension as built in dist/. */
export async function openWorkbench(request: WorkbenchRequest = {}): Promise<Workbench> {
  await installEdition(request.edition ?? "newest");
  const workspace = copyWorkspace(request.workspace ?? EXAMPLES);
  const server = await startServer(request);
  const { browser, page } = await openBrowser(request);
  const close = async () => {
    await browser.close();
    await server.stop();
    workspace.remove();
  };
  try {
    const { folder } = workspace;
    await page.goto(workbenchUrl(server, { folder, extension: request.extension ?? ROOT }));
    await whenReady(page);
    return { page, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until the workbench has restored its editors and views. */
export async function whenReady(page: Page): Promise<void> {
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 120_000 });
  await page.evaluate(async () => {
    const { driver } = window as { driver?: { whenWorkbenchRestored(): Promise<void> } };
    await driver?.whenWorkbenchRestored();
  });
}
