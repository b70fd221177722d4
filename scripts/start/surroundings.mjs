import { findOnPath } from "./findOnPath.mjs";

/** What the machine offers, and so decides which VS Code is opened. */
export function surroundings(environment = process.env, platform = process.platform) {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI, PATH } = environment;
  return {
    code: findOnPath("code", PATH),
    display: platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY),
    // In the terminal of a remote window, `code` only passes files to that window.
    remoteTerminal: Boolean(VSCODE_IPC_HOOK_CLI),
  };
}
