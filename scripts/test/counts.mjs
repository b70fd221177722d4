// What a stage reports: `passed` and `failed` count; `failures` and `skips` are lines of text.

export const passed = (count = 1) => ({ passed: count, failures: [], skips: [] });
export const failed = (why) => ({ passed: 0, failures: [why], skips: [] });
export const skipped = (why) => ({ passed: 0, failures: [], skips: [why] });

/** A stage that says nothing at all has not succeeded. */
export function orNothingRan(counts) {
  const total = counts.passed + counts.failures.length + counts.skips.length;
  return total > 0 ? counts : failed("no test ran");
}

/** Adds the failure of the stage itself, unless a failing test explains it. */
export function withEnd(counts, ended) {
  if (ended === 0 || counts.failures.length > 0) return counts;
  return { ...counts, failures: [`ended with: ${ended}`] };
}
