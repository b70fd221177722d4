import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runGroup } from "../run/processGroup.mjs";
import { firstLine, orNothingRan, withEnd } from "./counts.mjs";

const RUNNER = "scripts/test/runInHost.mjs";

/** A stage that runs Mocha suites inside an extension host; see runInHost.mjs. */
export const hostStage =
  (name) =>
  async ({ root, limitMs, write }) => {
    const report = path.join(root, "test-results", `${name}.json`);
    mkdirSync(path.dirname(report), { recursive: true });
    rmSync(report, { force: true });
    const ended = await runGroup(process.execPath, [RUNNER, name, report], {
      cwd: root,
      limitMs,
      write,
    });
    const outcomes = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : [];
    return orNothingRan(withEnd(countsOf(outcomes), ended));
  };

function countsOf(outcomes) {
  const titles = (kind) => outcomes.filter((outcome) => outcome.kind === kind);
  const failures = titles("failed").map(({ title, error }) => `${title}\n${error}`);
  if (titles("end").length === 0) failures.push("the extension host did not come to the end");
  const passed = titles("passed");
  const retried = titles("retried").filter(({ title }) =>
    passed.some((one) => one.title === title),
  );
  return {
    passed: passed.length,
    retries: retried.map(({ title, error }) => `${title}: ${firstLine(error)}`),
    failures,
    skips: titles("skipped").map(
      ({ title, why }) => `${title} (${why ?? "marked so in the file"})`,
    ),
  };
}
