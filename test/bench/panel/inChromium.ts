// Run by panel.bench.ts in a process of its own: measures one claim about the panel, as built, in a
// Chromium, and prints the rows as JSON. Software draws there what a graphics card would: so work is
// told in the main thread's own processor time, too.
import { stopBrowser } from "../../webview/support/panelPage";
import { CLAIMS, isClaim } from "./claims";

const [name = ""] = process.argv.slice(2);
if (!isClaim(name)) throw new Error(`no claim "${name}"`);
try {
  console.log(JSON.stringify(await CLAIMS[name]()));
} finally {
  await stopBrowser();
}
