// Runs before each file of tests that draw something: properties their values, tables their sample.
import fc from "fast-check";
import { beforeEach } from "vitest";

/** Properties take seconds, but in the long runs; one that fails is made smaller no longer than this. */
const LIMIT_MS = Number(process.env["FAST_CHECK_LIMIT_MS"] ?? 120_000);

// one for all files of a worker, and for what they start
const seed = Number(
  (process.env["FAST_CHECK_SEED"] ??= String(Math.floor(Math.random() * 2 ** 31))),
);
// eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor cannot be set for all
fc.configureGlobal({ seed, interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: true });

// not only a property's failure depends on the seed: `sampled` chooses examples by it
beforeEach(({ onTestFailed }) => {
  onTestFailed(() => {
    console.error(`FAST_CHECK_SEED=${seed} repeats this.`);
  });
});
