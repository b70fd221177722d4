import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runGroup } from "../run/processGroup.mjs";
import { orNothingRan, withEnd } from "./counts.mjs";

const VITEST = "node_modules/vitest/vitest.mjs";

/** A stage that runs one project of vitest.config.mjs. */
export const vitestStage =
  (project) =>
  async ({ root, limitMs, write }) => {
    const report = path.join(root, "test-results", `${project}.json`);
    const running = path.join(root, `test-results/running-${project}`);
    rmSync(report, { force: true });
    rmSync(running, { recursive: true, force: true });
    mkdirSync(running, { recursive: true });
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const args = [VITEST, "run", "--project", project, "--passWithNoTests", ...reporters];
    const env = { RUNNING_TESTS: running };
    const ended = await runGroup(process.execPath, args, { cwd: root, env, limitMs, write });
    const counts = existsSync(report) ? countsOf(report, root) : emptyCounts();
    const stuck = ended === "time limit" ? stuckIn(running) : [];
    return orNothingRan(withEnd({ ...counts, failures: [...counts.failures, ...stuck] }, ended));
  };

/** The tests that had begun and not ended, each written down by its own process. */
const stuckIn = (folder) =>
  readdirSync(folder).map(
    (file) => `ran at the time limit: ${readFileSync(path.join(folder, file), "utf8")}`,
  );

const emptyCounts = () => ({ passed: 0, failures: [], skips: [] });

function countsOf(report, root) {
  const counts = emptyCounts();
  for (const file of JSON.parse(readFileSync(report, "utf8")).testResults) {
    const name = path.relative(root, file.name);
    for (const { status, fullName } of file.assertionResults) {
      if (status === "passed") counts.passed += 1;
      else if (status === "failed") counts.failures.push(`${name}: ${fullName}`);
      else counts.skips.push(`${name}: ${fullName} (marked so in the file)`);
    }
    // A file that could not even be loaded has no tests.
    if (file.status === "failed" && file.assertionResults.length === 0)
      counts.failures.push(`${name}: ${file.message}`);
  }
  return counts;
}
