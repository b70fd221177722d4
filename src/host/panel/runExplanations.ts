import { Disposable } from "vscode";
import type { Schedule } from "../../core/schedule/schedule";
import type { ToldView } from "../../protocol/scheduleView";
import { LIMITS } from "../../protocol/shapes";
import type { RecordedRun } from "../frozen/frozenSchedules";
import { finiteOrNull } from "../model/tableRows";
import { dueAt, type Explained } from "./explanationPace";

const MOST_KEPT = 64;

interface Asked {
  readonly recorded: RecordedRun;
  readonly plan: Schedule | undefined;
  /** When it is to be explained, in milliseconds since 1970. */
  readonly due: number;
}

/**
 * Why runs differ from the plan they are laid over: computed after a pause, kept until either changes;
 * of a log that grows no oftener than its length allows.
 */
export class RunExplanations extends Disposable {
  private readonly known = new Map<string, Asked & Explained & { readonly view: ToldView }>();
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
    const grew = known?.plan === plan ? known : undefined;
    this.asked.set(id, { recorded, plan, due: dueAt(grew, Date.now()) });
    this.wait();
    return known && { ...known.view, stale: true };
  }

  private wait(): void {
    clearTimeout(this.timer);
    const first = Math.min(...[...this.asked.values()].map(({ due }) => due));
    if (this.asked.size > 0) this.timer = setTimeout(() => void this.explain(), first - Date.now());
  }

  private async explain(): Promise<void> {
    const { runTold } = await import("../lazy/recordings");
    const asked = [...this.asked].filter(([, { due }]) => due <= Date.now());
    for (const [id, one] of asked) {
      this.asked.delete(id);
      const { recorded, plan } = one;
      const { run, format, metric } = recorded;
      const at = Date.now();
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
      this.known.set(id, { ...one, view, at, took: Date.now() - at });
    }
    for (const id of [...this.known.keys()].slice(0, -MOST_KEPT)) this.known.delete(id);
    this.wait();
    if (asked.length > 0) this.told();
  }
}
