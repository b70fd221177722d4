// What a stage reports: `passed` and `failed` count; `failures`, `skips` and `retries` (what passed
// at the second try) are lines of text.

export const passed = (count = 1) => ({ passed: count, failures: [], skips: [] });
export const failed = (why) => ({ passed: 0, failures: [why], skips: [] });
export const skipped = (why) => ({ passed: 0, failures: [], skips: [why] });

/** A stage that says nothing at all has not succeeded. */
export function orNothingRan(counts) {
  const total = counts.passed + counts.failures.length + counts.skips.length;
  return total > 0 ? counts : failed("no test ran");
}

/** A failure in one line for the summary: all of it stands in the stage's own output. */
export const firstLine = (error) =>
  String(error ?? "")
    .split("\n", 1)[0]
    .slice(0, 300);

/** Adds the failure of the stage itself, unless a failing test explains it. */
export function withEnd(counts, ended) {
  if (ended === 0 || counts.failures.length > 0) return counts;
  return { ...counts, failures: [`ended with: ${ended}`] };
}
