const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Prints the table of stages, what failed, what was skipped and why, and the one last line. */
export function printSummary(results, ms) {
  console.log("\nstage          passed  failed  skipped      time");
  for (const { name, passed, failures, skips, ms } of results) {
    const numbers = [passed, failures.length, skips.length].map((count) =>
      String(count).padStart(8),
    );
    console.log(`${name.padEnd(13)}${numbers.join("")}${seconds(ms).padStart(11)}`);
  }
  console.log(`all together${seconds(ms).padStart(38)}`);
  for (const { name, failures } of results)
    for (const failure of failures) console.log(`failed: ${name}: ${failure}`);
  for (const { name, retries = [] } of results)
    for (const retry of retries) console.log(`passed at the second try: ${name}: ${retry}`);
  for (const { name, skips } of results)
    for (const skip of skips) console.log(`skipped: ${name}: ${skip}`);
  console.log(lastLine(results));
}

function lastLine(results) {
  const sum = (count) => results.reduce((total, result) => total + count(result), 0);
  const skips = sum((result) => result.skips.length);
  const line = `${sum(({ passed }) => passed)} passed, ${sum((r) => r.failures.length)} failed`;
  return skips > 0 ? `${line}, ${skips} skipped` : line;
}
