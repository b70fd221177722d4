import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const SCRIPT = path.resolve(import.meta.dirname, "../../../scripts/start.mjs");
const run = promisify(execFile);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "start-"));
  const code = path.join(folder, "code");
  writeFileSync(code, "#!/bin/sh\nexit 0\n");
  chmodSync(code, 0o755);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What `npm start -- --check` says it would open, and why not the others. */
async function check(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [SCRIPT, "--check", ...args], { env });
  return stdout;
}

describe.runIf(process.platform === "linux")("npm start", () => {
  it("takes an installed VS Code", async () => {
    expect(await check({ PATH: folder, DISPLAY: ":0" })).toBe("chosen: the installed VS Code\n");
  });

  it("else fetches one", async () => {
    const text = await check({ PATH: "", WAYLAND_DISPLAY: "wayland-0" });
    expect(text).toContain("not the installed VS Code: there is no `code` on the PATH");
    expect(text).toContain("chosen: a VS Code fetched by @vscode/test-electron");
  });

  it("else, or without a display, serves one for a browser", async () => {
    const text = await check({ PATH: folder });
    expect(text).toContain("not the installed VS Code: there is no display");
    expect(text).toContain("not a VS Code fetched by @vscode/test-electron: there is no display");
    expect(text).toContain("chosen: the VS Code server from npm");
  });

  it("leaves the `code` of a remote window's terminal alone", async () => {
    const text = await check({ PATH: folder, DISPLAY: ":0", VSCODE_IPC_HOOK_CLI: "/tmp/ipc" });
    expect(text).toContain("not the installed VS Code: this is the terminal of a remote window");
  });

  it("obeys the choice of who asks", async () => {
    const text = await check({ PATH: folder, DISPLAY: ":0" }, "--with", "server");
    expect(text).toBe("chosen: the VS Code server from npm, shown in a browser\n");
  });

  it.each([
    [["--port", "eighty"], "--port wants a number"],
    [["--with", "emacs"], "--with wants one of code, desktop, server"],
    [["--bogus"], "Unknown option"],
  ])("refuses %j in one line", async (args, message) => {
    await expect(check({ PATH: "" }, ...args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message) as string,
    });
  });
});
