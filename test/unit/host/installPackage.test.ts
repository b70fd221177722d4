import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ExtensionContext } from "vscode";
import { registerInstall } from "../../../src/host/install/installPackage";
import type { Log } from "../../../src/host/log";
import { commands, Disposable, FileType, languages, Uri, window, workspace } from "./vscodeStandIn";

const WORKSPACE = { uri: Uri.parse("file:///home") };
const LOCK_FILE = "/home/pnpm/pnpm-lock.yaml";

const nothing = new Disposable(() => undefined);
const terminal = { show: vi.fn(), sendText: vi.fn() };
const opened = vi.fn(window.createTerminal);

/** As the quick fix's command is run, with what VS Code hands to it. */
const install = async (manifest: unknown): Promise<void> => {
  const registered = vi.spyOn(commands, "registerCommand").mockReturnValue(nothing);
  const extension = { packageJSON: { version: "0.1.0" } };
  registerInstall({ extension } as unknown as ExtensionContext, {} as Log);
  const [[, run] = []] = registered.mock.calls;
  await run?.(manifest);
};

beforeEach(() => {
  vi.clearAllMocks();
  opened.mockReturnValue(terminal);
  vi.spyOn(window, "createTerminal").mockImplementation(opened);
  vi.spyOn(languages, "registerCodeActionsProvider").mockReturnValue(nothing);
  vi.spyOn(workspace, "getWorkspaceFolder").mockReturnValue(WORKSPACE);
  vi.spyOn(workspace.fs, "stat").mockImplementation(({ path }) => {
    if (path === LOCK_FILE) return Promise.resolve({ type: FileType.File, size: 1 });
    if (path.endsWith("pnpm")) return Promise.resolve({ type: FileType.Directory, size: 0 });
    return Promise.reject(new Error(`no ${path}`));
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  workspace.isTrusted = true;
});

test.each([
  ["/home/pnpm/training", "pnpm add learning-rate-designer"],
  ["/home/training", "npm install learning-rate-designer"],
])("the quick fix's terminal runs in %s: %s", async (folder, command) => {
  await install(Uri.parse(`file://${folder}/package.json`));
  const [[options]] = opened.mock.calls as [[{ name: string; cwd: Uri }]];
  expect(options.name).toBe("learning-rate-designer");
  expect(options.cwd.path).toBe(folder);
  expect(terminal.sendText.mock.calls).toEqual([[command]]);
  expect(terminal.show).toHaveBeenCalledOnce();
});

test.each([
  ["in Restricted Mode", false, Uri.parse("file:///home/training/package.json")],
  ["for what is no address", true, "file:///home/training/package.json"],
  ["without an address", true, undefined],
])("no terminal is opened %s", async (_, trusted, manifest) => {
  workspace.isTrusted = trusted;
  await install(manifest);
  expect(opened).not.toHaveBeenCalled();
});
