import { Disposable } from "vscode";
import type { Schedule } from "../../core/schedule/schedule";
import type { ToldView } from "../../protocol/scheduleView";
import { LIMITS } from "../../protocol/shapes";
import type { RecordedRun } from "../frozen/frozenSchedules";
import { finiteOrNull } from "../model/tableRows";

/** After so long without another change a run is explained anew: while one types, it waits. */
const PAUSE_MS = 250;
const MOST_KEPT = 64;

interface Asked {
  readonly recorded: RecordedRun;
  readonly plan: Schedule | undefined;
}

/** Why runs differ from the plan they are laid over: computed after a pause, kept until either changes. */
export class RunExplanations extends Disposable {
  private readonly known = new Map<string, Asked & { readonly view: ToldView }>();
  private readonly asked = new Map<string, Asked>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param told Called when something that was asked for is there. */
  constructor(private readonly told: () => void) {
    super(() => {
      clearTimeout(this.timer);
    });
  }

  /** What is known of a run by its id; the latest there is, where it is about to be explained anew. */
  of(id: string, recorded: RecordedRun, plan: Schedule | undefined): ToldView | undefined {
    const known = this.known.get(id);
    if (known?.recorded.run === recorded.run && known.plan === plan) {
      this.asked.delete(id);
      return known.view;
    }
    this.asked.set(id, { recorded, plan });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.explain(), PAUSE_MS);
    return known && { ...known.view, stale: true };
  }

  private async explain(): Promise<void> {
    const { runTold } = await import("../lazy/recordings");
    const asked = [...this.asked];
    this.asked.clear();
    for (const [id, one] of asked) {
      const { recorded, plan } = one;
      const { run, format, metric } = recorded;
      const { causes, resolution, ...told } = runTold(run, format, plan, metric);
      const view: ToldView = {
        ...told,
        causes: causes.slice(0, LIMITS.causes).map(({ text, residual }) => ({
          text,
          residual: finiteOrNull(residual),
        })),
        ...(resolution !== undefined && { resolution: finiteOrNull(resolution) }),
        stale: false,
      };
      this.known.delete(id);
      this.known.set(id, { ...one, view });
    }
    for (const id of [...this.known.keys()].slice(0, -MOST_KEPT)) this.known.delete(id);
    if (asked.length > 0) this.told();
  }
}
