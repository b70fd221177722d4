import type { Page } from "playwright-core";
import { MARK, type Outcome } from "../integration/runner/reporter";
import { openBrowser } from "./browser";
import { bundleSuite, type Suite } from "./bundleSuite";
import type { Edition } from "./edition";
import { installEdition } from "./installEdition";
import { mapStack } from "./mapStack";
import { EXAMPLES, EXTENSION_ID, GIT_STAND_IN, ROOT } from "./paths";
import { startServer } from "./server";
import { workbenchUrl } from "./workbenchUrl";
import { copyWorkspace } from "./workspace";

export interface HostRun extends Suite {
  /** The stage's name. */
  readonly name: string;
  readonly edition: Edition;
  readonly vsix?: string;
  /** The extension in development: this one, unless told. */
  readonly extension?: string;
  /** How long no test may tell of its end before the run counts as hung. */
  readonly silenceMs: number;
}

/** Nobody looks at it, and painting a large window is a fifth of what such a run costs. */
const SIZE = { width: 640, height: 400 };

/** Runs a suite inside VS Code's extension host. Without an "end" among them, it did not end. */
export async function runHostTests(run: HostRun): Promise<readonly Outcome[]> {
  await installEdition(run.edition);
  const tests = await bundleSuite(run.name, run);
  const workspace = copyWorkspace(EXAMPLES);
  const inWorker = { "remote.extensionKind": { [EXTENSION_ID]: ["web"] } };
  const server = await startServer({
    ...run,
    settings: run.host === "web" ? inWorker : {},
    ...(run.host === "node" && { installedFolder: GIT_STAND_IN }),
  });
  const { browser, page } = await openBrowser({ size: SIZE });
  try {
    const outcomes = await listen(page, run.silenceMs);
    const extension = run.extension ?? ROOT;
    await page.goto(workbenchUrl(server, { folder: workspace.folder, extension, tests }));
    return (await outcomes.ended).map((outcome) =>
      "error" in outcome ? { ...outcome, error: mapStack(tests, outcome.error) } : outcome,
    );
  } finally {
    await browser.close();
    await server.stop();
    workspace.remove();
  }
}

// The workbench calls these two functions of the page, if there, when an extension host tests:
// that is how VS Code's own tests in a browser learn of what happens.
async function listen(page: Page, silenceMs: number) {
  const outcomes: Outcome[] = [];
  let heard = () => {};
  await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
    const text = args.map(String).join(" ");
    const at = text.indexOf(MARK);
    if (at >= 0) {
      heard();
      outcomes.push(JSON.parse(text.slice(at + MARK.length)) as Outcome);
    } else if (process.env["VERBOSE"]) console.log(text);
  });
  const ended = new Promise<readonly Outcome[]>((resolve) => {
    let timer: NodeJS.Timeout;
    const end = () => {
      clearTimeout(timer);
      resolve(outcomes);
    };
    heard = () => {
      clearTimeout(timer);
      timer = setTimeout(end, silenceMs);
    };
    heard();
    page.on("crash", end);
    void page.exposeFunction("codeAutomationExit", end);
  });
  return { ended };
}
