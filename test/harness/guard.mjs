// node guard.mjs FOLDER PROGRAM ARGUMENT…
// Runs the program in a process group of its own. The group dies, and the folder goes, as soon as
// whoever started the guard is gone, however that happened: its standard input then ends.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

const WINDOWS = process.platform === "win32";
const [folder, program, ...args] = process.argv.slice(2);
const stdio = ["ignore", "inherit", "inherit"];
const child = spawn(program, args, { stdio, detached: !WINDOWS });

function kill() {
  try {
    if (WINDOWS) child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

child.on("exit", () => {
  // The program's own children may have outlived it, and may be writing into the folder.
  kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit();
});
process.stdin.on("end", kill).on("error", kill).resume();
