// Runs before each file of unit tests, after seed.ts. A loop without end cannot be interrupted from within: so what
// runs is written down, and the stage that ends the run by its time limit can name it.
import { rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect } from "vitest";

/** A stage of `npm test` says in which folder it wants to read what runs. */
const folder = process.env["RUNNING_TESTS"];
if (folder !== undefined) noteIn(`${folder}/${process.pid}`);

function noteIn(file: string): void {
  const write = (test: string): void => {
    writeFileSync(
      file,
      `${expect.getState().testPath}: ${test} (FAST_CHECK_SEED=${process.env["FAST_CHECK_SEED"]})`,
    );
  };
  write("loading");
  beforeEach(({ task }) => {
    write(task.fullTestName);
  });
  afterEach(() => {
    rmSync(file, { force: true });
  });
}
