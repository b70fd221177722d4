// node guard.mjs FOLDER PROGRAM ARGUMENT…
// Runs the program in a process group of its own, which dies, and whose folder goes, as soon as
// whoever started the guard is gone, however that happened: its standard input then ends.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

const [folder, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });

function end() {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // Zero: every process of this group, the guard included.
  if (process.platform === "win32") child.kill("SIGKILL");
  else process.kill(0, "SIGKILL");
}

child.on("exit", (code) => {
  console.log(`the server ended (${code})`);
  end();
});
process.stdin.on("end", end).on("error", end).resume();
