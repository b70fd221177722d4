import type { Host } from "../host";
import type { PanelAssets } from "../../../src/protocol/panelSetup";
import type { ProbeOptions } from "../../../src/protocol/probe";
import { isActive, newRun, takeEvent, type ProbeRun } from "../../../src/probe/results/run";
import { limitReport } from "./limitReport";
import { probeState } from "./probeState";
import type { SharedRunner } from "./sharedRunner";

/** How often the host hears of a running probe. */
const REPORT_MS = 1000;

/** Asks the host for what to train, has workers train it, and tells both sides how it goes. */
export class ProbeControl {
  /** Fetched by the first run. */
  private runner: SharedRunner | undefined;
  private reported = 0;
  private starts = 0;
  /** The run that was started here and has not ended. */
  private trained: ProbeRun | undefined;

  constructor(
    private readonly host: Host,
    private readonly assets: PanelAssets,
    private run: ProbeRun | undefined,
    private readonly changed: () => void,
  ) {}

  get current(): ProbeRun | undefined {
    return this.run;
  }

  async start(schedules: readonly string[], options: ProbeOptions): Promise<void> {
    const start = ++this.starts;
    if (this.run && isActive(this.run)) this.cancel();
    const before = this.run;
    this.run = newRun({ task: options.task ?? "", steps: 0, schedules: [], seeds: [] });
    this.changed();
    try {
      const question = { type: "probe.start", schedules, options } as const;
      const [{ request }, runner] = await Promise.all([
        this.host.messenger.ask(question, "probe.request"),
        this.fetchRunner(),
      ]);
      if (start !== this.starts || this.run.state !== "preparing") return;
      this.run = newRun(request);
      this.trained = this.run;
      this.tell(false);
      await runner.start(request);
    } catch (error) {
      if (start !== this.starts) return;
      // The results of the run before are not lost to a refused request.
      const reason = error instanceof Error ? error.message : String(error);
      this.run = before
        ? { ...before, error: reason }
        : { ...this.run, state: "failed", error: reason };
      this.tell(false);
    }
  }

  /** Shows a run that was made elsewhere instead of the present one. */
  show(run: ProbeRun): void {
    this.starts++;
    this.cancel();
    this.run = run;
    this.tell(false);
  }

  /** Takes up again what had ended before, or nothing; tells nobody, as nothing has happened. */
  putBack(run: ProbeRun | undefined): void {
    this.run = run;
  }

  pause(): void {
    this.steer("running", "paused", () => {
      this.runner?.pause();
    });
  }

  resume(): void {
    this.steer("paused", "running", () => {
      this.runner?.resume();
    });
  }

  cancel(): void {
    const { run } = this;
    if (!run || !isActive(run)) return;
    const ended = (): void => {
      if (!isActive(run)) return;
      run.state = "cancelled";
      this.tell(false);
    };
    if (this.runner) this.runner.cancel(ended);
    else ended();
  }

  private async fetchRunner(): Promise<SharedRunner> {
    const { SharedRunner: Runner } = await import("./sharedRunner");
    this.runner ??= new Runner(this.assets, (event) => {
      if (!this.run) return;
      takeEvent(this.run, event);
      this.tell(event.type === "progress" || event.type === "points");
    });
    return this.runner;
  }

  private steer(from: ProbeRun["state"], to: ProbeRun["state"], act: () => void): void {
    if (this.run?.state !== from) return;
    act();
    this.run.state = to;
    this.tell(false);
  }

  /** Once, when the run has ended. */
  private tellLimits(): void {
    const { run } = this;
    if (!run || run !== this.trained || isActive(run)) return;
    this.trained = undefined;
    const limits = limitReport(run);
    if (limits.length > 0) this.host.messenger.send({ type: "probe.limits", limits });
  }

  private tell(often: boolean): void {
    this.changed();
    this.tellLimits();
    const now = performance.now();
    if (!this.run || (often && now - this.reported < REPORT_MS)) return;
    this.reported = now;
    this.host.messenger.send({ type: "probe.state", probe: probeState(this.run) });
  }
}
