// A test in a loop without end can only be ended with its process. Each worker writes down the test
// that it runs, in a file named after its process (test/unit/setup.ts).
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";

const NOTE = /^(?<file>.*?): (?<test>.*) \(FAST_CHECK_SEED=(?<seed>\d+)\)$/s;

/** The notes in `folder`: what is running, since when. One that is being rewritten is left out. */
export function runningTests(folder) {
  return readdirSync(folder).flatMap((name) => {
    try {
      const place = path.join(folder, name);
      const note = readFileSync(place, "utf8");
      return [{ place, pid: Number(name), note, since: statSync(place).mtimeMs }];
    } catch {
      return [];
    }
  });
}

/** Ends the workers whose test began more than `limitMs` ago; returns what they ran. */
export function endStuck(folder, limitMs, now = Date.now()) {
  const stuck = runningTests(folder).filter(({ since }) => now - since > limitMs);
  return stuck.map(({ place, pid, note }) => {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
    rmSync(place, { force: true });
    return { note, ...NOTE.exec(note)?.groups };
  });
}

/** Looks again and again, until `stop` is called, which returns everything that was ended. */
export function watchForStuck(folder, limitMs) {
  const ended = [];
  const timer = setInterval(() => ended.push(...endStuck(folder, limitMs)), 5000);
  return {
    stop: () => {
      clearInterval(timer);
      return ended;
    },
  };
}
