import { beforeEach, expect, test, vi } from "vitest";
import type { ExtensionContext } from "vscode";
import { registerInstall } from "../../../src/host/install/installPackage";
import type { Log } from "../../../src/host/log";
import { Uri } from "./vscodeStandIn";

const { terminal, opened, commands, workspace } = vi.hoisted(() => ({
  terminal: { show: vi.fn(), sendText: vi.fn() },
  opened: vi.fn(),
  commands: new Map<string, (manifest: unknown) => Promise<void>>(),
  workspace: { isTrusted: true },
}));

vi.mock("vscode", async (original) => ({
  ...(await original<typeof import("./vscodeStandIn")>()),
  CodeActionKind: { QuickFix: "quickfix" },
  Disposable: { from: () => undefined },
  commands: {
    registerCommand: (name: string, run: (manifest: unknown) => Promise<void>) =>
      commands.set(name, run),
  },
  languages: { registerCodeActionsProvider: () => undefined },
  window: { createTerminal: opened },
  workspace,
}));

vi.mock("../../../src/host/install/manifests", () => ({
  commandFor: (manifest: Uri, name: string) =>
    Promise.resolve(manifest.path.includes("pnpm") ? `pnpm add ${name}` : `npm install ${name}`),
}));

const install = async (manifest: unknown): Promise<void> => {
  const extension = { packageJSON: { version: "0.1.0" } };
  registerInstall({ extension } as unknown as ExtensionContext, {} as Log);
  const [run] = commands.values();
  await run?.(manifest);
};

beforeEach(() => {
  vi.clearAllMocks();
  opened.mockReturnValue(terminal);
  workspace.isTrusted = true;
});

test.each([
  ["/pnpm/training", "pnpm add learning-rate-designer"],
  ["/training", "npm install learning-rate-designer"],
])("the quick fix's terminal runs in %s: %s", async (folder, command) => {
  await install(Uri.parse(`file://${folder}/package.json`));
  const [[options]] = opened.mock.calls as [[{ name: string; cwd: Uri }]];
  expect(options.name).toBe("learning-rate-designer");
  expect(options.cwd.path.replace(/\/(package\.json\/\.\.)?$/, "")).toBe(folder);
  expect(terminal.sendText.mock.calls).toEqual([[command]]);
  expect(terminal.show).toHaveBeenCalledOnce();
});

test.each([
  ["in Restricted Mode", false, Uri.parse("file:///training/package.json")],
  ["for what is no address", true, "file:///training/package.json"],
  ["without an address", true, undefined],
])("no terminal is opened %s", async (_, trusted, manifest) => {
  workspace.isTrusted = trusted;
  await install(manifest);
  expect(opened).not.toHaveBeenCalled();
});
