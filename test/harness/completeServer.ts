import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { serverFolder } from "./edition";
import { writeStandIns } from "./nativeStandIns";
import { runProgram } from "./runProgram";
import { trimServer } from "./trimServer";

// What a test bed has no use for: assistants, sign-in, remote containers, Windows, native code.
const UNUSED = [
  "@anthropic-ai/claude-agent-sdk",
  "@anthropic-ai/sandbox-runtime",
  "@devcontainers/cli",
  "@github/copilot",
  "@github/copilot-sdk",
  "@microsoft/mxc-sdk",
  "@vscode/copilot-api",
  "@vscode/fs-copyfile",
  "@vscode/sandbox-runtime",
  "@vscode/sqlite3",
  "@vscode/tree-sitter-wasm",
  "@vscode/windows-ca-certs",
  "@vscode/windows-process-tree",
  "@vscode/windows-registry",
  "kerberos",
  "node-addon-api",
  "ssh2",
  "tar",
  "zod",
];
const INSTALL = ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"];

interface Manifest {
  readonly dependencies: Record<string, string>;
}

/**
 * The package carries VS Code without its dependencies, which a compiling install script would add.
 * Here they come by VS Code's own lock file, and nothing is compiled.
 */
export async function completeServer(folder: string): Promise<void> {
  const server = serverFolder(folder);
  removeUnusedDependencies(path.join(server, "package.json"));
  // Not `npm ci`: the lock file that VS Code ships lacks a package and would be refused.
  await runProgram("npm", INSTALL, { cwd: server, timeoutMs: 300_000 });
  const nodeModules = path.join(server, "node_modules");
  writeStandIns(nodeModules);
  placeRipgrep(folder, nodeModules);
  trimServer(folder);
}

function removeUnusedDependencies(file: string): void {
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const kept = Object.entries(manifest.dependencies).filter(([name]) => !UNUSED.includes(name));
  writeFileSync(
    file,
    JSON.stringify({ ...manifest, dependencies: Object.fromEntries(kept) }, null, 2),
  );
}

/** Old versions download this search program in an install script; npm has it as a package. */
function placeRipgrep(folder: string, nodeModules: string): void {
  const old = path.join(nodeModules, "@vscode/ripgrep");
  const binary = `node_modules/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}/rg`;
  const source = path.join(folder, binary);
  if (!existsSync(old) || !existsSync(source)) return;
  mkdirSync(path.join(old, "bin"), { recursive: true });
  copyFileSync(source, path.join(old, "bin/rg"));
  chmodSync(path.join(old, "bin/rg"), 0o755);
}
