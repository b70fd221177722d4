import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { SCRATCH } from "./paths";

/** "newest": the newest VS Code that npm offers as a server. "floor": the oldest one supported. */
export type Edition = "newest" | "floor";

/** The packages of each edition, locked. */
export const manifestFolder = (edition: Edition) =>
  path.join(import.meta.dirname, `vscode-${edition}`);

export const editionFolder = (edition: Edition) => path.join(SCRATCH, edition);

/** VS Code's own server inside the npm package that carries it. */
export const serverFolder = (folder: string) =>
  path.join(folder, "node_modules/code-server/lib/vscode");

/** VS Code's server build, started directly. */
export const serverProgram = (edition: Edition) =>
  path.join(serverFolder(editionFolder(edition)), "out/server-main.js");

/** The Node that runs an edition: the one installed beside it, else the one running now. */
export function nodeProgram(edition: Edition): string {
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const installed = path.join(editionFolder(edition), "node_modules", name, binary);
  return existsSync(installed) ? installed : process.execPath;
}

/** "1.139.1": the version of VS Code, which differs from that of the package. */
export function vscodeVersion(edition: Edition): string {
  const product = path.join(serverFolder(editionFolder(edition)), "package.json");
  const { version } = JSON.parse(readFileSync(product, "utf8")) as { version: string };
  return version;
}
