import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runGroup } from "../run/processGroup.mjs";
import { firstLine, orNothingRan, withEnd } from "./counts.mjs";
import { runningTests, watchForStuck } from "./stuckWorkers.mjs";

const VITEST = "node_modules/vitest/vitest.mjs";
/** More than twice what a test that can be interrupted may take; the long run has no such limit. */
const STUCK_MS = process.env["LONG"] ? Infinity : 300_000;

/** A stage that runs one project of vitest.config.mjs. */
export const vitestStage = (project) => async (context) => {
  const first = await runProject(project, context, []);
  const again = [];
  // Once more with the same seed: a loop without end is met again, a process that hung is not.
  for (const { file, seed, note } of first.stuck)
    again.push(await runAgain(project, context, { file, seed, note }));
  const runs = [first.counts, ...again];
  return orNothingRan({
    passed: runs.reduce((sum, { passed }) => sum + passed, 0),
    failures: runs.flatMap(({ failures }) => failures),
    skips: runs.flatMap(({ skips }) => skips),
    retries: runs.flatMap(({ retries }) => retries),
  });
};

async function runAgain(project, context, { file, seed, note }) {
  if (file === undefined) return { ...emptyCounts(), failures: [`did not end: ${note}`] };
  const say = context.write ?? ((text) => process.stdout.write(text));
  say(Buffer.from(`\ndid not end, and is run once more: ${note}\n`));
  const { counts, stuck } = await runProject(project, context, [file], { FAST_CHECK_SEED: seed });
  return { ...counts, failures: [...counts.failures, ...stuck.map(() => `did not end: ${note}`)] };
}

async function runProject(project, { root, limitMs, write }, files, env = {}) {
  const report = path.join(root, "test-results", `${project}.json`);
  const running = path.join(root, `test-results/running-${project}`);
  rmSync(report, { force: true });
  rmSync(running, { recursive: true, force: true });
  mkdirSync(running, { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [VITEST, "run", "--project", project, "--passWithNoTests", ...reporters, ...files];
  const watch = watchForStuck(running, STUCK_MS);
  const options = { cwd: root, env: { RUNNING_TESTS: running, ...env }, limitMs, write };
  const ended = await runGroup(process.execPath, args, options);
  const stuck = watch.stop();
  const counts = existsSync(report) ? countsOf(report, root, stuck) : emptyCounts();
  const late = ended === "time limit" ? runningTests(running) : [];
  counts.failures.push(...late.map(({ note }) => `ran at the time limit: ${note}`));
  // A worker that was ended makes vitest end with 1.
  const explained = stuck.length > 0 && ended === 1;
  return { counts: withEnd(counts, explained ? 0 : ended), stuck };
}

const emptyCounts = () => ({ passed: 0, failures: [], skips: [], retries: [] });

/** Files whose worker was ended are left out: they are run once more. */
function countsOf(report, root, stuck) {
  const counts = emptyCounts();
  const isStuck = ({ name }) => stuck.some(({ file }) => file === name);
  for (const file of JSON.parse(readFileSync(report, "utf8")).testResults)
    if (!isStuck(file)) addCounts(counts, file, path.relative(root, file.name));
  return counts;
}

function addCounts(counts, file, name) {
  for (const { status, fullName, failureMessages = [] } of file.assertionResults) {
    const title = `${name}: ${fullName}`;
    const [error] = failureMessages;
    if (status === "passed") {
      counts.passed += 1;
      if (error) counts.retries.push(`${title}: ${firstLine(error)}`);
    } else if (status === "failed") counts.failures.push(`${title}\n  ${firstLine(error)}`);
    else counts.skips.push(`${name}: ${fullName} (marked so in the file)`);
  }
  // A file that could not even be loaded has no tests.
  if (file.status === "failed" && file.assertionResults.length === 0)
    counts.failures.push(`${name}: ${file.message}`);
}
