import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Uri } from "vscode";
import { watchLog } from "../../../src/host/watchLog";
import { fileChanged } from "./vscodeStandIn";

const log = Uri.parse("file:///runs/metrics.csv");

/** Writes to the file every so many milliseconds, for so long. */
async function written(every: number, during: number): Promise<void> {
  for (let time = 0; time < during; time += every) {
    fileChanged.fire(log);
    await vi.advanceTimersByTimeAsync(every);
  }
}

describe("a log that is watched", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is looked at twice a second at most, however often it is written to, and once more at its end", async () => {
    let looks = 0;
    const watcher = watchLog(log, () => {
      looks++;
      return Promise.resolve();
    });
    await written(10, 10_000);
    expect(looks).toBeGreaterThan(15);
    expect(looks).toBeLessThanOrEqual(20);
    const before = looks;
    fileChanged.fire(log);
    await vi.advanceTimersByTimeAsync(500);
    expect(looks).toBe(before + 1);
    watcher.dispose();
  });

  it("isn't looked at while it still is, but afterwards for what was written meanwhile", async () => {
    let [looks, done] = [0, (): void => undefined];
    const watcher = watchLog(log, () => {
      looks++;
      return new Promise((resolve) => {
        done = resolve;
      });
    });
    await written(100, 5000);
    expect(looks).toBe(1);
    done();
    await vi.advanceTimersByTimeAsync(500);
    expect(looks).toBe(2);
    done();
    watcher.dispose();
  });

  it("is looked at every few seconds where nobody tells of changes, and no more once it is closed", async () => {
    let looks = 0;
    const watcher = watchLog(log, () => {
      looks++;
      return Promise.resolve();
    });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(looks).toBeGreaterThanOrEqual(9);
    watcher.dispose();
    const before = looks;
    await written(100, 10_000);
    expect(looks).toBe(before);
  });
});
