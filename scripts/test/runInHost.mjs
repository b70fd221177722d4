// node scripts/test/runInHost.mjs NAME REPORT
// Runs the Mocha suites of one stage inside an extension host; writes the outcomes as JSON.
import { writeFileSync } from "node:fs";
import path from "node:path";
import "../typescript.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** A host that hangs tells of no test any more; one on a busy machine is merely slow. */
const SILENCE_MS = process.env["LONG"] ? 14_400_000 : 600_000;
/** The desktop program is heard only when it ends. */
const DESKTOP_LIMIT_MS = 900_000;
/** How long a test takes is told from here on. */
const SLOW_MS = 1000;

/** What speaks to VS Code in a way of its own, once each: the newest edition has shown the rest. */
const SMOKE = ["activation", "diagnostics", "hover", "panelTab", "quickFixes", "sparklines"];

const RUNS = {
  integration: { suite: "suite", host: "node", edition: "newest" },
  floor: { suite: "suite", host: "node", edition: "floor", only: SMOKE },
  web: { suite: "web", host: "web", edition: "newest" },
  vsix: {
    suite: "vsix",
    host: "node",
    edition: "newest",
    vsix: path.join(ROOT, ".harness/learning-rate-designer.vsix"),
    // Something must be in development for tests to run; the installed package is what is tested.
    extension: path.join(ROOT, "test/harness/empty-extension"),
  },
};

const [name, report] = process.argv.slice(2);
const outcomes = await outcomesOf(name);
writeFileSync(report, JSON.stringify(outcomes));
print(outcomes);
const ended = outcomes.some(({ kind }) => kind === "end");
if (!ended) console.error("the extension host did not come to the end of the tests");
process.exit(ended && !outcomes.some(({ kind }) => kind === "failed") ? 0 : 1);

async function outcomesOf(stage) {
  if (stage === "desktop") {
    const { runDesktopTests } = await import("./runDesktopTests.mjs");
    return runDesktopTests(ROOT, DESKTOP_LIMIT_MS);
  }
  const { vscodeVersion } = await import("../../test/harness/edition.ts");
  const { runHostTests } = await import("../../test/harness/hostTests.ts");
  console.log(`VS Code ${vscodeVersion(RUNS[stage].edition)}`);
  return runHostTests({ name: stage, ...RUNS[stage], silenceMs: SILENCE_MS });
}

function print(all) {
  const signs = { passed: "✓", failed: "✗", skipped: "-", retried: "↻" };
  for (const { kind, title, ms, error = "" } of all) {
    const time = ms > SLOW_MS ? ` ${(ms / 1000).toFixed(1)} s` : "";
    if (kind !== "end") console.log(`  ${signs[kind]} ${title}${time}${error && `\n${error}`}`);
  }
}
