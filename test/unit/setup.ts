// Runs before each file of unit tests. A loop without end cannot be interrupted from within: so what
// runs is written down, and the stage that ends the run by its time limit can name it.
import { rmSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, expect } from "vitest";

/** Properties take seconds, but in the long runs; one that fails is made smaller no longer than this. */
const LIMIT_MS = Number(process.env["FAST_CHECK_LIMIT_MS"] ?? 120_000);

const chosen = process.env["FAST_CHECK_SEED"];
const seed = chosen === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(chosen);
// eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor cannot be set for all
fc.configureGlobal({ seed, interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: true });

// not only a property's failure depends on the seed: `sampled` chooses examples by it
beforeEach(({ onTestFailed }) => {
  onTestFailed(() => {
    console.error(`FAST_CHECK_SEED=${seed} repeats this.`);
  });
});

/** A stage of `npm test` says in which folder it wants to read what runs. */
const folder = process.env["RUNNING_TESTS"];
if (folder !== undefined) noteIn(`${folder}/${process.pid}`);

function noteIn(file: string): void {
  const write = (test: string): void => {
    writeFileSync(file, `${expect.getState().testPath}: ${test} (FAST_CHECK_SEED=${seed})`);
  };
  write("loading");
  beforeEach(({ task }) => {
    write(task.fullTestName);
  });
  afterEach(() => {
    rmSync(file, { force: true });
  });
}
