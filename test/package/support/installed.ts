import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "../../harness/paths";
import { runProgram } from "../../harness/runProgram";

export const PACKAGE = path.join(ROOT, "dist/npm");
const LIMIT_MS = 120_000;

/** A folder outside of the repository, so that nothing in it is found by climbing up. */
export const emptyFolder = (): string => mkdtempSync(path.join(tmpdir(), "lrd-package-"));

/** Packs the npm package as publishing would; the tarball's path. */
export async function pack(folder: string): Promise<string> {
  const args = ["pack", PACKAGE, "--pack-destination", folder, "--silent"];
  const printed = await runProgram("npm", args, { cwd: folder, timeoutMs: LIMIT_MS });
  return path.join(folder, printed.trim().split("\n").at(-1) ?? "");
}

/** A project of its own into which a tarball was installed without a network. */
export async function install(tarball: string): Promise<string> {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, "package.json"), '{ "name": "user", "private": true }');
  const args = ["install", tarball, "--offline", "--no-audit", "--no-fund"];
  await runProgram("npm", args, { cwd: folder, timeoutMs: LIMIT_MS });
  return folder;
}

/** Runs node in the project; what it printed. */
export const node = (folder: string, ...args: string[]): Promise<string> =>
  runProgram(process.execPath, args, { cwd: folder, timeoutMs: LIMIT_MS });

/** The first block of TypeScript in a page. */
export function firstExample(page: string): string {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(readFileSync(path.join(ROOT, page), "utf8")) ?? [];
  if (code === undefined) throw new Error(`${page} has no example in TypeScript`);
  return code;
}
