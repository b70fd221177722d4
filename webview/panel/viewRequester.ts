import { LIMITS } from "../../src/protocol/shapes";
import type { ViewRequest } from "../../src/protocol/panelMessages";
import type { AxisState } from "./axisState";
import type { ViewState } from "./viewState";

/** An unanswered request does not silence the panel for ever. */
const PATIENCE_MS = 500;

/**
 * Asks the host for what the axis shows, at one column a device pixel. While an answer is awaited
 * only the latest wish is remembered, so that a drag never queues up.
 */
export class ViewRequester {
  private sent = "";
  private waitingSince: number | undefined;
  private wanted: ViewRequest | undefined;

  constructor(private readonly send: (request: ViewRequest) => void) {}

  want(plotWidth: number, axis: AxisState, view: ViewState, probeSteps?: number): void {
    const columns = Math.min(LIMITS.columns, Math.round(plotWidth * window.devicePixelRatio));
    if (columns < 1) return;
    const { logTracks, derived, difference } = view;
    const chosen = { logTracks, derived, difference, unit: axis.unit.id };
    const steps = probeSteps && { steps: Math.min(LIMITS.probeSteps, probeSteps) };
    const theory = view.theory && { theory: { ...steps } };
    this.wanted = { columns, range: rangeOf(axis), ...chosen, ...theory };
    this.flush();
  }

  /** A snapshot came. */
  answered(): void {
    this.waitingSince = undefined;
    this.flush();
  }

  private flush(): void {
    const { wanted, waitingSince } = this;
    if (!wanted || JSON.stringify(wanted) === this.sent) return;
    if (waitingSince !== undefined && performance.now() - waitingSince < PATIENCE_MS) return;
    this.sent = JSON.stringify(wanted);
    this.waitingSince = performance.now();
    this.send(wanted);
  }
}

function rangeOf({ unit, whole, window }: AxisState): ViewRequest["range"] {
  const all = window.first <= whole.first && window.last >= whole.last;
  return all ? null : { unit: unit.domain, first: window.first, last: window.last };
}
