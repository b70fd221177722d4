import { readFile } from "node:fs/promises";
import path from "node:path";
import { run } from "./run";

// A reader that closes early (`| head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

const CLEAR = "\r\u001b[K";

function onInterrupt(listener: () => void): () => void {
  process.once("SIGINT", listener);
  return () => process.off("SIGINT", listener);
}

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(text),
    redraw: (line) => process.stderr.write(CLEAR + line),
    interactive: process.stderr.isTTY,
    asset: (name) => readFile(path.join(import.meta.dirname, name)),
    onInterrupt,
  });
}

// An uncaught error would print the bundle's one long line above the stack.
main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 70;
});
