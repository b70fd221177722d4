import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { ROOT } from "../../harness/paths";
import { openWorkbench, type Workbench, type WorkbenchRequest } from "../../harness/workbench";

/**
 * Opens one VS Code for the tests of a file; call it at the file's top. A test that fails leaves
 * a picture of the window in test-results/, and says what was in it.
 */
export function useWorkbench(request: WorkbenchRequest = {}): () => Workbench {
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    workbench = await openWorkbench(request);
  });
  beforeEach(({ task, onTestFailed }) => {
    const file = path.join(ROOT, "test-results", `${task.name.replaceAll(/\W+/g, "-")}.png`);
    onTestFailed(async () => {
      if (!workbench) return;
      console.log(`In the window: ${JSON.stringify(await inWindow(workbench.page), null, 1)}`);
      await workbench.page.screenshot({ path: file });
    });
  });
  afterAll(() => workbench?.close());
  return () => {
    if (!workbench) throw new Error("VS Code is open only while tests run");
    return workbench;
  };
}

/** What a test may have been waiting behind. */
const inWindow = (page: Page) =>
  page.evaluate(() => {
    const texts = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].map(({ innerText }) => innerText);
    return {
      tabs: texts(".tab"),
      active: texts(".tab.active"),
      dialogs: texts(".monaco-dialog-box"),
      quickInput: texts(".quick-input-widget .label-name"),
      notifications: texts(".notification-list-item-message"),
      focus: document.activeElement?.outerHTML.slice(0, 300),
    };
  });
