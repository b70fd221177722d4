import type { FromProbe, ToProbe } from "../../../src/probe/messages";
import type { ProbeRequest } from "../../../src/core/probeContract";
import type { ProbeEvent } from "../../../src/probe/request";
import { partsOf } from "../../../src/probe/shards/parts";
import type { Resume } from "../../../src/probe/snapshot";
import type { PanelAssets } from "../../../src/protocol/panelSetup";
import { words } from "../strings";
import { Lifeline } from "./lifeline";

/** A worker that does not stop by itself within this time is ended. */
const CANCEL_MS = 150;
/** A worker that says nothing for so long hangs: not even compiling shaders takes half of it. */
const SILENCE_MS = 30_000;

/**
 * The worker that trains. A webview may not start a worker from the extension's address, which is
 * another origin: the script is fetched and started from a blob.
 */
export class ProbeRunner {
  private worker: Worker | undefined;
  private starting: Promise<Worker> | undefined;
  private run = 0;
  private overdue: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private request: ProbeRequest | undefined;
  private paused = false;
  private lifeline = new Lifeline();

  constructor(
    private readonly assets: PanelAssets,
    private readonly take: (event: ProbeEvent) => void,
  ) {}

  /**
   * Starts a run; one that is still going is cancelled. Events of older runs are dropped.
   *
   * @param workers Into so many parts it may be parted; `started` tells whether it is.
   */
  async start(request: ProbeRequest, workers = 1): Promise<void> {
    this.request = request;
    this.paused = false;
    this.lifeline = new Lifeline();
    await this.send(request, { workers });
  }

  private async send(
    request: ProbeRequest,
    { from, workers = 1 }: { readonly from?: Resume; readonly workers?: number },
  ): Promise<void> {
    const run = ++this.run;
    clearTimeout(this.overdue);
    this.listen();
    try {
      // One promise for all callers: two quick starts must not leave a worker behind.
      this.starting ??= this.startWorker();
      const worker = await this.starting;
      if (run !== this.run) return;
      this.worker = worker;
      this.post({
        type: "run",
        run,
        request: request,
        ...(from && { from: asWire(from) }),
        ...(workers > 1 && { workers }),
      });
      if (this.paused) this.pause();
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  pause(): void {
    this.paused = true;
    clearTimeout(this.silence);
    this.post({ type: "pause", run: this.run });
  }

  resume(): void {
    this.paused = false;
    this.listen();
    this.post({ type: "resume", run: this.run });
  }

  /** Ends the run: by the engine, which then tells how far it came, or else by force. */
  cancel(ended: () => void): void {
    this.request = undefined;
    clearTimeout(this.silence);
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
    this.over();
    this.end();
    this.take({ type: "failed", message });
  }

  /** The run has ended: nothing to wait for, nothing to go on with. */
  private over(): void {
    clearTimeout(this.overdue);
    clearTimeout(this.silence);
    this.request = undefined;
  }

  /** The worker is no more, or no use: another one goes on from the last snapshot. */
  private recover(cause: string): void {
    const { request } = this;
    const from = request && this.lifeline.resume(cause);
    if (!request || !from) {
      this.fail(cause);
      return;
    }
    this.end();
    void this.send(request, { from });
  }

  /** Waits for the next sign of life. */
  private listen(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.recover(words.noSignOfLife(SILENCE_MS / 1000));
    }, SILENCE_MS);
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
      if (data.type === "snapshot" && data.run === this.run) this.lifeline.keep(data.snapshot);
    });
    worker.addEventListener("error", (event) => {
      if (worker === this.worker) this.recover(event.message || words.workerDied());
      else this.fail(event.message || words.workerDied());
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
    this.lifeline.take(event);
    if (event.type === "started" && event.shares && this.request) {
      // Another worker would go on with this part alone.
      [this.request] = partsOf(this.request, event.shares);
    }
    if (event.type === "finished" || event.type === "failed") this.over();
    else if (this.request && !this.paused) this.listen();
    this.take(event);
  }
}

const asWire = (from: Resume) =>
  from as unknown as NonNullable<Extract<ToProbe, { type: "run" }>["from"]>;
