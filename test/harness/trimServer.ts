import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { serverFolder } from "./edition";

// Built-in extensions whose packages are not installed: each would raise an error at every start.
const EXTENSIONS = [
  "copilot",
  "git",
  "github",
  "github-authentication",
  "mermaid-markdown-features",
  "microsoft-authentication",
  "ms-vscode.js-debug",
  "ms-vscode.js-debug-companion",
  "ms-vscode.vscode-js-profile-table",
  "tunnel-forwarding",
];
const BULK = ["node-pty/third_party", "node-pty/deps", "@vscode/spdlog/deps"];
const BY_PLATFORM = ["@vscode/ripgrep-universal/bin", "node-pty/prebuilds"];
const PLATFORM = `${process.platform}-${process.arch}`;

const remove = (target: string) => {
  rmSync(target, { recursive: true, force: true });
};

/** Removes what would fail at every start, and half of the disk space. */
export function trimServer(folder: string): void {
  const server = serverFolder(folder);
  for (const name of EXTENSIONS) remove(path.join(server, "extensions", name));
  for (const modules of [path.join(folder, "node_modules"), path.join(server, "node_modules")]) {
    for (const name of BULK) remove(path.join(modules, name));
    for (const name of BY_PLATFORM) keepPlatform(path.join(modules, name));
  }
}

function keepPlatform(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name !== PLATFORM) remove(path.join(folder, name));
  }
}
