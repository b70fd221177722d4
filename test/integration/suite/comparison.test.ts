import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/host/names";
import type { Inspection } from "../../../src/protocol/inspection";
import { activated, closeAll, inWorkspace, openNew, rangeOf, until } from "../support";

/** The first value of each schedule's learning rate, by the beginning of its id. */
async function firstValues(): Promise<(readonly [string, number | null | undefined])[]> {
  const shown: Inspection = await (await activated()).inspectPanel();
  return shown.series
    .filter(({ track }) => track === "learningRate")
    .map(({ schedule, points }) => [schedule.split(":")[0] ?? "", points[0]?.[1]] as const);
}

const shows = (what: string, ...expected: (readonly [string, number])[]): Promise<void> =>
  until(what, async () => JSON.stringify(await firstValues()) === JSON.stringify(expected));

const text = (rate: string): string =>
  `import { defineSchedule } from "learning-rate-designer";
import { PEAK } from "./peak";
export default defineSchedule({ name: "run", length: { steps: 100 }, learningRate: PEAK * ${rate} });
`;

async function write(name: string, content: string): Promise<vscode.Uri> {
  const uri = inWorkspace(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  return uri;
}

describe("comparing", () => {
  before(async () => {
    await activated();
    await vscode.commands.executeCommand(COMMANDS.openPreview);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand(COMMANDS.endComparison);
    await closeAll();
  });

  it("with a pinned copy, which stays as it was while text and imports change", async () => {
    await write("peak.ts", "export const PEAK = 2;\n");
    const editor = await openNew("pinned.ts", text("0.5"));
    const { scheme } = editor.document.uri;
    await shows("the schedule is drawn", [scheme, 1]);
    await vscode.commands.executeCommand(COMMANDS.pinSchedule);
    await shows("the copy is drawn too", [scheme, 1], ["pin", 1]);
    await editor.edit((edit) => {
      edit.replace(rangeOf(editor.document, "0.5"), "0.25");
    });
    await shows("only the schedule follows the text", [scheme, 0.5], ["pin", 1]);
    await write("peak.ts", "export const PEAK = 4;\n");
    await shows("only the schedule follows the import", [scheme, 1], ["pin", 1]);
  });

  it("with the file, and what it imports, as they were at the last commit", async () => {
    await write("peak.ts", "export const PEAK = 2;\n");
    const uri = await write("committed.ts", text("0.25"));
    const git = promisify(execFile);
    const folder = path.dirname(uri.fsPath);
    const who = ["-c", "user.name=a", "-c", "user.email=a@b"];
    await git("git", ["-C", folder, "init", "-q"]);
    await git("git", ["-C", folder, "add", "peak.ts", "committed.ts"]);
    await git("git", ["-C", folder, ...who, "commit", "-qm", "first"]);
    await write("peak.ts", "export const PEAK = 4;\n");
    const editor = await openNew("committed.ts", text("0.5"));
    const { scheme } = editor.document.uri;
    await shows("the schedule is drawn", [scheme, 2]);
    await vscode.commands.executeCommand(COMMANDS.compareWithCommit);
    // 2 · 0.25 of the commit: neither today's factor nor today's constant.
    await shows("the commit is drawn too", [scheme, 2], ["commit", 0.5]);
  });
});
