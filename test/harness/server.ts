import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Edition, nodeProgram, serverProgram } from "./edition";
import { runProgram } from "./runProgram";
import { type Settings, writeSettings } from "./serverSettings";

const START_LIMIT_MS = 180_000;
const GUARD = path.join(import.meta.dirname, "guard.mjs");

const SERVER_ENVIRONMENT = {
  // An empty gallery: the server asks no marketplace.
  EXTENSIONS_GALLERY: "{}",
};

export interface ServerOptions {
  readonly edition?: Edition;
  readonly settings?: Settings;
  /** Zero takes any free port. */
  readonly port?: number;
  /** Without it the server opens to whoever reaches its port. */
  readonly connectionToken?: string;
  /** Environment of the server and so of the extension host. */
  readonly environment?: NodeJS.ProcessEnv;
  /** A packaged extension to install before the start. */
  readonly vsix?: string;
  /** An extension's folder to install as it is, so that a page needs no word about it. */
  readonly installedFolder?: string;
  /** What a page shows that names no folder. */
  readonly defaultFolder?: string;
  /** Folders are not trusted until the user says so, as VS Code has it by itself. */
  readonly askForTrust?: boolean;
}

export interface VsCodeServer {
  readonly url: string;
  readonly port: number;
  /** A temporary folder with settings, logs and installed extensions; goes with the server. */
  readonly folder: string;
  readonly connectionToken?: string;
  /** Resolves when the server is no more. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts VS Code's server out of the installed edition; `installEdition` comes first. */
export async function startServer(options: ServerOptions = {}): Promise<VsCodeServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "vscode-server-"));
  try {
    return await startIn(folder, options);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string, options: ServerOptions): Promise<VsCodeServer> {
  const { edition = "newest", connectionToken } = options;
  writeSettings(folder, options.settings ?? {});
  if (options.installedFolder) linkExtension(folder, options.installedFolder);
  if (options.vsix) await installVsix(edition, folder, options.vsix);
  const child = spawnServer(edition, folder, options);
  const port = await portOf(child);
  const ended = endOf(child);
  const stop = () => {
    child.stdin?.end();
    return ended;
  };
  const url = `http://127.0.0.1:${port}`;
  return { url, port, folder, ...(connectionToken && { connectionToken }), ended, stop };
}

const folders = (folder: string) => [
  "--accept-server-license-terms",
  ...["--server-data-dir", folder, "--extensions-dir", path.join(folder, "extensions")],
];

function spawnServer(edition: Edition, folder: string, options: ServerOptions): ChildProcess {
  const token = options.connectionToken;
  const args = [
    ...[nodeProgram(edition), serverProgram(edition), ...folders(folder)],
    ...["--host", "127.0.0.1", "--port", String(options.port ?? 0)],
    ...(token ? ["--connection-token", token] : ["--without-connection-token"]),
    ...["--telemetry-level", "off"],
    ...(options.askForTrust ? [] : ["--disable-workspace-trust"]),
    // Without it the newest version ignores, silently, which extension it is to develop and test.
    "--enable-smoke-test-driver",
    ...(options.defaultFolder ? ["--default-folder", options.defaultFolder] : []),
  ];
  return spawn(process.execPath, [GUARD, folder, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    env: { ...process.env, ...SERVER_ENVIRONMENT, ...options.environment },
  });
}

/** Waits until the server says on which port it listens. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = (why: string) => {
      child.stdin?.end();
      reject(new Error(`the VS Code server ${why}\n${text}`));
    };
    const timer = setTimeout(() => {
      fail("did not start in time");
    }, START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("exit", () => {
      clearTimeout(timer);
      fail("ended at once");
    });
  });
}

/** The server takes what lies in its extensions folder when it starts, links included. */
function linkExtension(dataFolder: string, extension: string): void {
  const extensions = path.join(dataFolder, "extensions");
  mkdirSync(extensions, { recursive: true });
  symlinkSync(extension, path.join(extensions, `${path.basename(extension)}-0.0.0`), "junction");
}

/** Installs a packaged extension for a server with this data folder. */
async function installVsix(edition: Edition, folder: string, vsix: string): Promise<void> {
  const args = [serverProgram(edition), ...folders(folder), "--install-extension", vsix];
  await runProgram(nodeProgram(edition), args, { cwd: folder, timeoutMs: 180_000 });
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once("exit", () => {
      resolve();
    });
  });
}
