import type { FromProbe, ToProbe } from "../../../src/probe/messages";
import type { ProbeEvent, ProbeRequest } from "../../../src/probe/request";
import type { PanelAssets } from "../../../src/protocol/hostMessages";

/** A worker that does not stop by itself within this time is ended. */
const CANCEL_MS = 150;

/**
 * The worker that trains. A webview may not start a worker from the extension's address, which is
 * another origin: the script is fetched and started from a blob.
 */
export class ProbeRunner {
  private worker: Worker | undefined;
  private starting: Promise<Worker> | undefined;
  private run = 0;
  private overdue: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly assets: PanelAssets,
    private readonly take: (event: ProbeEvent) => void,
  ) {}

  /** Starts a run; one that is still going is cancelled. Events of older runs are dropped. */
  async start(request: ProbeRequest): Promise<void> {
    const run = ++this.run;
    clearTimeout(this.overdue);
    try {
      // One promise for all callers: two quick starts must not leave a worker behind.
      this.starting ??= this.startWorker();
      const worker = await this.starting;
      if (run !== this.run) return;
      this.worker = worker;
      this.post({ type: "run", run, request: asMessage(request) });
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  pause(): void {
    this.post({ type: "pause", run: this.run });
  }

  resume(): void {
    this.post({ type: "resume", run: this.run });
  }

  /** Ends the run: by the engine, which then tells how far it came, or else by force. */
  cancel(ended: () => void): void {
    this.post({ type: "cancel", run: this.run });
    clearTimeout(this.overdue);
    this.overdue = setTimeout(() => {
      this.end();
      ended();
    }, CANCEL_MS);
  }

  private post(message: ToProbe): void {
    this.worker?.postMessage(message);
  }

  private end(): void {
    // It may be on its way only; a failed start has nothing to end.
    this.starting?.then(
      (worker) => {
        worker.terminate();
      },
      () => undefined,
    );
    this.starting = undefined;
    this.worker = undefined;
    this.run++;
  }

  private fail(message: string): void {
    this.end();
    this.take({ type: "failed", message });
  }

  private async startWorker(): Promise<Worker> {
    const response = await fetch(this.assets.probeWorker);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const source = new Blob([await response.text()], { type: "text/javascript" });
    const address = URL.createObjectURL(source);
    const worker = new Worker(address);
    worker.addEventListener(
      "message",
      () => {
        URL.revokeObjectURL(address);
      },
      { once: true },
    );
    worker.addEventListener("message", ({ data }: MessageEvent<FromProbe>) => {
      if (data.type === "wants") void this.serve(worker, data.file);
      if (data.type === "event" && data.run === this.run) this.receive(data.event);
    });
    worker.addEventListener("error", (event) => {
      this.fail(event.message || "error");
    });
    return worker;
  }

  /** Fetches a .wasm file for the worker, whose own requests VS Code leaves unanswered. */
  private async serve(worker: Worker, file: string): Promise<void> {
    const answer = await this.fetchWasm(file).catch((error: unknown): ToProbe => ({
      type: "noFile",
      file,
      reason: String(error),
    }));
    worker.postMessage(answer, answer.type === "file" ? [answer.content] : []);
  }

  private async fetchWasm(file: string): Promise<ToProbe> {
    const response = await fetch(this.assets.wasm + file);
    if (response.ok) return { type: "file", file, content: await response.arrayBuffer() };
    return { type: "noFile", file, reason: `${response.status} ${response.statusText}` };
  }

  private receive(event: ProbeEvent): void {
    if (event.type === "finished" || event.type === "failed") clearTimeout(this.overdue);
    this.take(event);
  }
}

/** The wire's types are mutable; nothing is copied, posting does that. */
const asMessage = (request: ProbeRequest) =>
  request as unknown as Extract<ToProbe, { type: "run" }>["request"];
