import path from "node:path";

const START_LIMIT_MS = 15_000;

/**
 * Fetches the desktop VS Code into .vscode-test/, or finds it there; throws soon if the network
 * does not let it begin. A download that has begun takes as long as it takes.
 */
export async function fetchDesktop(root) {
  const { download, ProgressReportStage } = await import("@vscode/test-electron");
  let began = () => undefined;
  const beginning = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), START_LIMIT_MS);
    began = () => clearTimeout(timer);
  });
  const reporter = {
    report: ({ stage }) => stage === ProgressReportStage.Downloading && began(),
    error: () => undefined,
  };
  const cachePath = path.join(root, ".vscode-test");
  const program = download({ version: "stable", cachePath, timeout: START_LIMIT_MS, reporter });
  return Promise.race([program, beginning]).finally(() => began());
}
