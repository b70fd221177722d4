// Type-checks every room of the project under its own compiler settings.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const TSC = path.join(createRequire(import.meta.url).resolve("typescript"), "../tsc.js");
const PROJECTS = [".", "src/core", "src/probe", "src/cli", "webview", "test"];

/** What a room's last check found is kept, so that the next one looks only at what changed. */
const memory = (project) =>
  path.join(ROOT, "node_modules/.cache/types", `${project.replace("/", "-")}.tsbuildinfo`);

const failed = PROJECTS.filter((project) => {
  const { status } = spawnSync(
    process.execPath,
    [TSC, "-p", project, "--incremental", "--tsBuildInfoFile", memory(project)],
    { cwd: ROOT, stdio: "inherit" },
  );
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`type errors in: ${failed.join(", ")}`);
  process.exitCode = 1;
}
