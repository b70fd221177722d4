import { spawn } from "node:child_process";

/** The VS Code that is installed. */
export const installed = {
  name: "code",
  title: "the installed VS Code",

  refusal({ code, display, remoteTerminal }) {
    if (!code) return "there is no `code` on the PATH";
    if (remoteTerminal)
      return "this is the terminal of a remote window, whose `code` cannot load it";
    return display ? undefined : "there is no display to open `code` on";
  },

  async open({ root, examples, log }, { code }) {
    log(`opening ${code}`);
    const args = ["--new-window", `--extensionDevelopmentPath=${root}`, examples];
    // Its launcher is a batch file on Windows, which only a shell can start.
    const shell = process.platform === "win32";
    const child = spawn(shell ? `"${code}"` : code, args, { stdio: "inherit", shell });
    await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (status) =>
        status === 0 ? resolve() : reject(new Error(`it ended with ${status}`)),
      );
    });
  },
};
