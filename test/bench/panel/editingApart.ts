import { build } from "esbuild";
import type { Page } from "playwright-core";
import { openPanel, type PanelPage, type PanelPageOptions } from "../../webview/support/panelPage";
import { handlesShown } from "./editing";

/** Runs in a page that stays open; see hostWorker.ts. What a panel says before the host listens is lost. */
function host([code, text]: readonly [string, string]): Promise<void> {
  const worker = new Worker(URL.createObjectURL(new Blob([code])));
  worker.postMessage(text);
  return new Promise((resolve) => {
    worker.onmessage = () => {
      resolve();
    };
  });
}

/** Runs in the panel's page before its own scripts. */
function connect(): void {
  const channel = new BroadcastChannel("host");
  channel.onmessage = ({ data }) => {
    window.postMessage(data, "*");
  };
  Object.assign(window, {
    postToHost: (envelope: unknown) => {
      channel.postMessage(envelope);
      return Promise.resolve();
    },
  });
}

/**
 * The panel as built on a JSON text, which it edits: its host runs in a process of its own, as that
 * of VS Code does, and goes on when the panel is opened anew.
 */
export async function editingApart(
  text: string,
  { init, ...options }: PanelPageOptions & { readonly init?: () => void } = {},
): Promise<PanelPage> {
  const content = `(${connect.toString()})(); ${init ? `(${init.toString()})();` : ""}`;
  const panel = await openPanel({ ...options, init: { content } });
  await startHost(await panel.page.context().newPage(), new URL(panel.page.url()).origin, text);
  await panel.page.bringToFront();
  await panel.reload();
  await handlesShown(panel);
  return panel;
}

async function startHost(page: Page, origin: string, text: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ["test/bench/panel/hostWorker.ts"],
    bundle: true,
    write: false,
    format: "iife",
  });
  // No page with a policy, which would not let the worker start.
  await page.goto(`${origin}/panel/main.css`);
  await page.evaluate(host, [outputFiles[0]?.text ?? "", text] as const);
}
