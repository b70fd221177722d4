import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";

const OPENERS = { darwin: "open", win32: "explorer", linux: "xdg-open" };

/** VS Code's server from npm, shown in a browser. */
export const server = {
  name: "server",
  title: "the VS Code server from npm, shown in a browser",

  refusal: () => undefined,

  async open({ root, examples, port, log }, { display }) {
    await import("../typescript.mjs");
    const { installEdition } = await import("../../test/harness/installEdition.ts");
    const { startServer } = await import("../../test/harness/server.ts");
    await installEdition("newest", log);
    // Others on this machine can reach the port too; the token keeps them out.
    const connectionToken = randomUUID();
    const running = await startServer({
      ...{ port, connectionToken },
      ...{ installedFolder: root, defaultFolder: examples },
    });
    const address = `${running.url}/?tkn=${connectionToken}`;
    if (display) openBrowser(address);
    log(`${display ? "opened" : "open"} this address in a browser:\n\n${address}\n`);
    log("Ctrl-C ends the server.");
    await running.ended;
  },
};

function openBrowser(address) {
  const opener = spawn(OPENERS[process.platform] ?? "xdg-open", [address], { stdio: "ignore" });
  // The address is printed in any case.
  opener.on("error", () => undefined);
}
