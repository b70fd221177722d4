import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runGroup } from "../run/processGroup.mjs";
import { firstLine, orNothingRan } from "./counts.mjs";
import { runningTests, watchForStuck } from "./stuckWorkers.mjs";

const VITEST = "node_modules/vitest/vitest.mjs";
/** More than twice what a test that can be interrupted may take; the long run has no such limit. */
const STUCK_MS = process.env["LONG"] ? Infinity : 300_000;

/** A machine that is merely slow upsets a few files; where more fail, something is wrong. */
const MOST_TRIED_TWICE = 4;

/**
 * A stage that runs one project of vitest.config.mjs. With `secondTry`, files with a failure are
 * run once more as a whole, in a process of their own, and what passes then is told in the summary.
 */
export const vitestStage =
  (project, { secondTry = false } = {}) =>
  async (context) => {
    const first = await runProject(project, context, []);
    const failing = new Set(first.counts.failures.flatMap(({ file }) => file ?? []));
    const tried = secondTry && failing.size <= MOST_TRIED_TWICE ? [...failing] : [];
    const again = tried.length > 0 ? [await tryTwice(project, context, first.counts, tried)] : [];
    // Once more with the same seed: a loop without end is met again, a process that hung is not.
    for (const stuck of first.stuck) again.push(await runAgain(project, context, stuck));
    const settled = withoutFiles(first.counts, new Set(tried));
    return orNothingRan(inText([settled, ...again]));
  };

/** What a stage reports: the titles of tests, and what went wrong, as lines of text. */
const inText = (runs) => ({
  passed: runs.reduce((sum, { passes }) => sum + passes.length, 0),
  failures: runs.flatMap(({ failures }) => failures.map(({ text }) => text)),
  skips: runs.flatMap(({ skips }) => skips.map(({ text }) => text)),
  retries: runs.flatMap(({ retries }) => retries.map(({ text }) => text)),
});

const withoutFiles = (counts, files) =>
  Object.fromEntries(
    Object.entries(counts).map(([kind, all]) => [kind, all.filter(({ file }) => !files.has(file))]),
  );

async function tryTwice(project, context, first, files) {
  say(context, `\nfailed, and is run once more: ${files.join(", ")}\n`);
  const counts = await runForGood(project, context, files);
  const failedAgain = new Set(counts.failures.map(({ title }) => title));
  const retries = first.failures.filter(({ title }) => title && !failedAgain.has(title));
  return {
    ...counts,
    retries: retries.map(({ title, error }) => ({ text: `${title}: ${error}` })),
  };
}

const say = ({ write }, text) =>
  (write ?? ((chunk) => process.stdout.write(chunk)))(Buffer.from(text));
const unended = ({ note }) => ({ text: `did not end: ${note}` });

async function runAgain(project, context, { file, seed, note }) {
  if (file === undefined) return { ...emptyCounts(), failures: [unended({ note })] };
  say(context, `\ndid not end, and is run once more: ${note}\n`);
  return await runForGood(project, context, [file], { FAST_CHECK_SEED: seed });
}

/** A run after which nothing is tried any more: what did not end has failed. */
async function runForGood(project, context, files, env) {
  const { counts, stuck } = await runProject(project, context, files, env);
  return { ...counts, failures: [...counts.failures, ...stuck.map(unended)] };
}

async function runProject(project, { root, limitMs, write }, files, env = {}) {
  const name = files.length > 0 ? `${project}-again` : project;
  const report = path.join(root, `test-results/${name}.json`);
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
  counts.failures.push(...late.map(({ note }) => ({ text: `ran at the time limit: ${note}` })));
  // A worker that was ended makes vitest end with 1.
  const explained = counts.failures.length > 0 || (stuck.length > 0 && ended === 1);
  if (ended !== 0 && !explained) counts.failures.push({ text: `ended with: ${ended}` });
  return { counts, stuck };
}

const emptyCounts = () => ({ passes: [], failures: [], skips: [], retries: [] });

/** Files whose worker was ended are left out: they are run once more. */
function countsOf(report, root, stuck) {
  const counts = emptyCounts();
  const isStuck = ({ name }) => stuck.some(({ file }) => file === name);
  for (const file of JSON.parse(readFileSync(report, "utf8")).testResults)
    if (!isStuck(file)) addCounts(counts, file, path.relative(root, file.name));
  return counts;
}

function addCounts(counts, { name: file, ...result }, name) {
  for (const { status, fullName, failureMessages = [] } of result.assertionResults) {
    const title = `${name}: ${fullName}`;
    const error = firstLine(failureMessages[0]);
    if (status === "passed") counts.passes.push({ file, title });
    else if (status === "failed")
      counts.failures.push({ file, title, error, text: `${title}\n  ${error}` });
    else counts.skips.push({ file, text: `${title} (marked so in the file)` });
  }
  // A file that could not even be loaded has no tests; one whose hooks failed has skipped ones.
  if (result.status === "failed" && !counts.failures.some((failure) => failure.file === file))
    counts.failures.push({
      file,
      title: name,
      error: result.message,
      text: `${name}: ${result.message}`,
    });
}
