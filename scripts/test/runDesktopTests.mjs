// The same suite as in the VS Code server, in the desktop program where that can be had.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fetchDesktop } from "../run/desktop.mjs";

const FLAGS = [
  "--disable-gpu",
  "--disable-updates",
  "--disable-workspace-trust",
  "--no-sandbox",
  "--skip-release-notes",
  "--skip-welcome",
];

const skip = (why) => [{ kind: "skipped", title: "desktop VS Code", why }, { kind: "end" }];

/** Runs the suite, or says in one skipped outcome why it cannot. */
export async function runDesktopTests(root, limitMs) {
  const program = await fetchDesktop(root).catch((error) => error);
  if (program instanceof Error) return skip(`its download failed: ${program.message}`);
  const display = wrapper();
  if (!display) return skip("no display, and no xvfb-run to make one");
  const { bundleSuite } = await import("../../test/harness/bundleSuite.ts");
  const { copyWorkspace } = await import("../../test/harness/workspace.ts");
  const { EXAMPLES } = await import("../../test/harness/paths.ts");
  const tests = await bundleSuite("desktop", { suite: "suite", host: "node" });
  const workspace = copyWorkspace(EXAMPLES);
  const userData = copyWorkspace(EXAMPLES);
  const args = [
    ...[workspace.folder, ...FLAGS, `--user-data-dir=${userData.folder}`],
    ...[`--extensionDevelopmentPath=${root}`, `--extensionTestsPath=${tests}`],
  ];
  const outcomes = await outcomesOf([...display, program, ...args], limitMs);
  workspace.remove();
  userData.remove();
  return outcomes;
}

/** What to put before a program so that it has a display; undefined if nothing helps. */
function wrapper() {
  if (process.platform !== "linux" || process.env.DISPLAY) return [];
  return existsSync("/usr/bin/xvfb-run") ? ["xvfb-run", "-a"] : undefined;
}

async function outcomesOf([program, ...args], limitMs) {
  const { MARK } = await import("../../test/integration/runner/reporter.ts");
  const text = await outputOf(program, args, limitMs);
  const lines = text.split("\n").filter((line) => line.includes(MARK));
  return lines.map((line) => JSON.parse(line.slice(line.indexOf(MARK) + MARK.length)));
}

function outputOf(program, args, limitMs) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], timeout: limitMs });
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.on("error", reject);
    child.on("close", () => resolve(text));
  });
}
