import { parentPort, Worker, workerData } from "node:worker_threads";
import type { ProbeRequest } from "../core/probeContract";
import { probeControl } from "../probe/control";
import type { ProbeEvent, ProbeSink } from "../probe/request";
import { runProbe } from "../probe/run";
import type { Environment } from "./environment";
import { loadersOf } from "./train";

// A thread of the command line that trains a part of a probe. It runs the program's own script; what
// goes to it is a request, then perhaps a word to end; what comes back are the engine's events.

/**
 * Trains in a thread of its own, to the end or until the user interrupts.
 *
 * @param script The program, which calls `serveMainThread` where it is not the main thread.
 * @throws Error where the thread ends without having said how the training ended.
 */
export function trainInThread(
  script: URL,
  request: ProbeRequest,
  sink: ProbeSink,
  onInterrupt: Environment["onInterrupt"],
): Promise<void> {
  const worker = new Worker(script, { workerData: request });
  const stopListening = onInterrupt(() => {
    worker.postMessage("cancel");
  });
  let ended = false;
  worker.on("message", (event: ProbeEvent) => {
    ended ||= event.type === "finished" || event.type === "failed";
    sink(event);
  });
  return new Promise<void>((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (ended) resolve();
      else reject(new Error(`it ended with code ${code}`));
    });
  }).finally(stopListening);
}

/** What a thread does that `trainInThread` has started. */
export async function serveMainThread(asset: Environment["asset"]): Promise<void> {
  const control = probeControl();
  parentPort?.on("message", () => {
    control.cancel();
  });
  const tell = (event: ProbeEvent): void => parentPort?.postMessage(event);
  await runProbe(workerData as ProbeRequest, tell, control, loadersOf({ asset }));
  // Whoever listens keeps a thread alive.
  parentPort?.close();
}
