// Starts programs in process groups of their own and ends each group as a whole: a test run that
// is cut short leaves no browser and no server behind.
import { spawn } from "node:child_process";

const living = new Set();
const WINDOWS = process.platform === "win32";

function killGroup(child) {
  try {
    if (WINDOWS) child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

process.on("exit", () => {
  for (const child of living) killGroup(child);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

/**
 * Runs a program; resolves with why it ended: its exit code, a signal, or "time limit". What it
 * prints is shown at once, or handed to `write` where that is given.
 */
export function runGroup(program, args, { cwd, env = {}, limitMs, write }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", ...(write ? ["pipe", "pipe"] : ["inherit", "inherit"])],
      detached: !WINDOWS,
      // npm is a batch file there, which only a shell can start.
      shell: WINDOWS && program === "npm",
    });
    living.add(child);
    if (write) for (const stream of [child.stdout, child.stderr]) stream.on("data", write);
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      killGroup(child);
    }, limitMs);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      // Whatever it started and left behind ends with it.
      killGroup(child);
      living.delete(child);
      resolve(expired ? "time limit" : (code ?? signal));
    });
  });
}
