import { build } from "esbuild";
import { openPanel, type PanelPage, type PanelPageOptions } from "../../webview/support/panelPage";
import { handlesShown } from "./editing";

/** Runs in the page before its own scripts. */
const START = `(code, text) => {
  const worker = new Worker(URL.createObjectURL(new Blob([code])));
  worker.postMessage(text);
  worker.onmessage = ({ data }) => window.postMessage(data, "*");
  window.postToHost = async (envelope) => worker.postMessage(envelope);
}`;

/** The panel as built on a JSON text, its host in a worker of the page as VS Code's is in a process. */
export async function editingInWorker(
  text: string,
  options: PanelPageOptions = {},
): Promise<PanelPage> {
  const { outputFiles } = await build({
    entryPoints: ["test/bench/panel/hostWorker.ts"],
    bundle: true,
    write: false,
    format: "iife",
  });
  const args = [outputFiles[0]?.text, text].map((each) => JSON.stringify(each)).join(", ");
  const panel = await openPanel({ ...options, init: { content: `(${START})(${args});` } });
  await handlesShown(panel);
  return panel;
}
