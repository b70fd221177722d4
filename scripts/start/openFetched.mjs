import { spawn } from "node:child_process";
import { fetchDesktop } from "../run/desktop.mjs";

const EARLY_MS = 3000;

/** A VS Code fetched for the occasion, kept in .vscode-test/. */
export const fetched = {
  name: "desktop",
  title: "a VS Code fetched by @vscode/test-electron",

  refusal: ({ display }) => (display ? undefined : "there is no display to open a window on"),

  async open({ root, examples, log }) {
    log("fetching VS Code …");
    const program = await fetchDesktop(root);
    log(`opening ${program}`);
    const args = ["--new-window", `--extensionDevelopmentPath=${root}`, examples];
    const child = spawn(program, args, { stdio: "ignore", detached: true });
    await aliveAWhile(child);
    child.unref();
  },
};

/** Rejects if the program cannot start or ends at once, as it does where libraries are missing. */
function aliveAWhile(child) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status) => reject(new Error(`it ended at once with ${status}`)));
    setTimeout(resolve, EARLY_MS).unref();
  });
}
