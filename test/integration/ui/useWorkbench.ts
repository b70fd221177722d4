import path from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { ROOT } from "../../harness/paths";
import { openWorkbench, type Workbench, type WorkbenchRequest } from "../../harness/workbench";

/**
 * Opens one VS Code for the tests of a file; call it at the file's top. A test that fails leaves
 * a picture of the window in test-results/.
 */
export function useWorkbench(request: WorkbenchRequest = {}): () => Workbench {
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    workbench = await openWorkbench(request);
  });
  beforeEach(({ task, onTestFailed }) => {
    const file = path.join(ROOT, "test-results", `${task.name.replaceAll(/\W+/g, "-")}.png`);
    onTestFailed(() => workbench?.page.screenshot({ path: file }).then(() => undefined));
  });
  afterAll(() => workbench?.close());
  return () => {
    if (!workbench) throw new Error("VS Code is open only while tests run");
    return workbench;
  };
}
