import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { layDropped } from "../../../src/host/panel/droppedLog";
import { commands, env, Uri, window, workspace } from "./vscodeStandIn";

const run = vi.fn(commands.executeCommand);
const tell = vi.fn(window.showInformationMessage);

const REMOTE = "vscode-remote://ssh-remote%2Bbox/work/run.csv";
const laid = () => (run.mock.calls as [string, Uri][]).map(([, uri]) => [uri.scheme, uri.path]);

beforeEach(() => {
  vi.clearAllMocks();
  run.mockResolvedValue();
  tell.mockResolvedValue(undefined);
  vi.spyOn(commands, "executeCommand").mockImplementation(run);
  vi.spyOn(window, "showInformationMessage").mockImplementation(tell);
  vi.spyOn(workspace, "getWorkspaceFolder").mockImplementation((uri) =>
    workspace.workspaceFolders.find(
      (one) => one.uri.scheme === uri.scheme && uri.path.startsWith(`${one.uri.path}/`),
    ),
  );
  workspace.workspaceFolders = [{ uri: Uri.parse("file:///work") }];
});
afterEach(() => {
  vi.restoreAllMocks();
  env.remoteName = undefined;
  workspace.workspaceFolders = [];
});

describe("a log that is dropped on the panel", () => {
  it("is laid where it lies in the workspace", async () => {
    await layDropped("file:///work/run.csv");
    expect(laid()).toEqual([["file", "/work/run.csv"]]);
    expect(tell).not.toHaveBeenCalled();
  });

  it("is a file of this machine where this runs at the far end of a remote window", async () => {
    env.remoteName = "ssh-remote";
    await layDropped(REMOTE);
    expect(laid()).toEqual([["file", "/work/run.csv"]]);
    expect(tell).not.toHaveBeenCalled();
  });

  it("stays an address of the far end where this runs beside the window", async () => {
    env.remoteName = "ssh-remote";
    workspace.workspaceFolders = [{ uri: Uri.parse("vscode-remote://ssh-remote%2Bbox/work") }];
    await layDropped(REMOTE);
    expect(laid()).toEqual([["vscode-remote", "/work/run.csv"]]);
  });

  it("is read from elsewhere only if the user says so", async () => {
    await layDropped("file:///elsewhere/run.csv");
    expect(laid()).toEqual([]);
    tell.mockImplementation((_, lay) => Promise.resolve(lay));
    await layDropped("file:///elsewhere/run.csv");
    expect(laid()).toEqual([["file", "/elsewhere/run.csv"]]);
  });
});
