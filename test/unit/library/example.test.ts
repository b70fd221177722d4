import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** Bundles the example with the library in the place where its users have it, and runs it. */
async function runExample(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(root, "node_modules/.example-"));
  try {
    const outfile = join(folder, "train.mjs");
    await build({
      absWorkingDir: root,
      entryPoints: ["examples/train-with-tfjs.mjs"],
      bundle: true,
      platform: "node",
      format: "esm",
      // the CommonJS form of the backend is left out by bundlers, as having no side effects
      mainFields: ["module", "main"],
      outfile,
      alias: { "learning-rate-designer": join(root, "src/library/index.ts") },
      // tfjs calls require() for what only old versions of node need
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      logLevel: "error",
    });
    const { stdout } = await promisify(execFile)(process.execPath, [outfile], { timeout: 50_000 });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, number>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the example that trains with a schedule", () => {
  it("fits the line 2x + 1 within its noise", async () => {
    const {
      steps,
      firstLoss = NaN,
      lastLoss = NaN,
      slope = NaN,
      offset = NaN,
      peak,
    } = await runExample();
    expect([steps, peak]).toEqual([200, 0.2]);
    // at zero weights the loss is the mean of (2x + 1)² on [−1, 1], 7/3
    expect(firstLoss).toBeGreaterThan(2);
    expect(lastLoss).toBeLessThan(0.01);
    expect(Math.abs(slope - 2)).toBeLessThan(0.05);
    expect(Math.abs(offset - 1)).toBeLessThan(0.05);
  }, 60_000);
});
