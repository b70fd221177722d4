import { rangeTestResult, type RangeTestResult } from "../../../../src/probe/rangeTest/result";
import { rangeTestRequest, USUAL_SWEEP, type Sweep } from "../../../../src/probe/rangeTest/sweep";
import { isActive, newRun, takeEvent, type ProbeRun } from "../../../../src/probe/results/run";
import type { ProbeRequest } from "../../../../src/core/probeContract";
import type { PanelAssets } from "../../../../src/protocol/panelSetup";
import { ProbeRunner } from "../runner";

/** A range test while it runs and after; it ends by itself where the loss blows up. */
export class RangeRun {
  readonly sweep: Sweep = USUAL_SWEEP;
  private run: ProbeRun | undefined;
  private readonly runner: ProbeRunner;

  /** @param scale What the probe multiplies the definition's rates with. */
  constructor(
    assets: PanelAssets,
    private readonly scale: number,
    private readonly changed: () => void,
  ) {
    this.runner = new ProbeRunner(assets, (event) => {
      const { run } = this;
      if (!run || !isActive(run)) return;
      takeEvent(run, event);
      if (event.type === "points" && isActive(run) && this.result?.stopped) this.cancel("done");
      this.changed();
    });
  }

  get state(): ProbeRun["state"] {
    return this.run?.state ?? "preparing";
  }

  /** How much of the sweep is done, 0…1. */
  get share(): number {
    return (this.run?.step ?? 0) / this.sweep.steps;
  }

  get error(): string | undefined {
    return this.run?.error;
  }

  get result(): RangeTestResult | undefined {
    const { run, sweep, scale } = this;
    return run && rangeTestResult(sweep, run.replicas, scale);
  }

  /** The least and the greatest rate, as the definition writes rates. */
  get rates(): { readonly first: number; readonly last: number } {
    const { sweep, scale } = this;
    return { first: sweep.from / scale, last: sweep.to / scale };
  }

  async start(planned: ProbeRequest): Promise<void> {
    const request = rangeTestRequest(planned, this.sweep);
    this.run = newRun(request);
    await this.runner.start(request);
  }

  cancel(as: "done" | "cancelled" = "cancelled"): void {
    const { run } = this;
    if (!run || !isActive(run)) return;
    run.state = as;
    this.runner.cancel(() => undefined);
    this.changed();
  }
}
