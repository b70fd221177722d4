import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { isMainThread } from "node:worker_threads";
import { run } from "./run";
import { serveMainThread, trainInThread } from "./thread";

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

const asset = (name: string): Promise<Uint8Array> => readFile(path.join(import.meta.dirname, name));

async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(text),
    redraw: (line) => process.stderr.write(CLEAR + line),
    interactive: process.stderr.isTTY,
    asset,
    onInterrupt,
    threads: {
      count: availableParallelism(),
      train: (request, sink, stop) =>
        trainInThread(new URL(import.meta.url), request, sink, (listener) => {
          stop.addEventListener("abort", listener);
          return onInterrupt(listener);
        }),
    },
  });
}

// An uncaught error would print the bundle's one long line above the stack.
(isMainThread ? main() : serveMainThread(asset)).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 70;
});
