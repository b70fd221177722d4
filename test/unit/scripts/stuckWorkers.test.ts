import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

interface Stuck {
  readonly note: string;
  readonly file?: string;
  readonly test?: string;
  readonly seed?: string;
}
type EndStuck = (folder: string, limitMs: number, now?: number) => Stuck[];

const script = path.resolve("scripts/test/stuckWorkers.mjs");
const { endStuck } = (await import(script)) as { endStuck: EndStuck };

const NOTE = "/a/b.test.ts: curves: (odd) ones > end (FAST_CHECK_SEED=12)";

describe("a worker whose test does not end", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "running-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is ended, and its file and seed are told", async () => {
    const worker = spawn(process.execPath, ["-e", "for (;;);"]);
    const exited = once(worker, "exit");
    writeFileSync(path.join(folder, String(worker.pid)), NOTE);
    const ended = endStuck(folder, 1000, Date.now() + 10_000);
    expect(await exited).toEqual([null, "SIGKILL"]);
    expect(ended).toEqual([
      { note: NOTE, file: "/a/b.test.ts", test: "curves: (odd) ones > end", seed: "12" },
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is left alone while its time lasts", () => {
    writeFileSync(path.join(folder, String(process.pid)), NOTE);
    expect(endStuck(folder, 60_000)).toEqual([]);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
