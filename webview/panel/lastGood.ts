import type { ShownSchedule } from "../../src/protocol/scheduleView";

/** A file of thousands of schedules must not be remembered whole. */
const MOST = 50;

/** Remembers each schedule as it was when it was last complete, to be shown while it has errors. */
export class LastGood {
  private readonly kept = new Map<string, ShownSchedule>();

  /** The last complete form, where the present one lacks something; undefined otherwise. */
  of(schedule: ShownSchedule | undefined): ShownSchedule | undefined {
    if (!schedule) return undefined;
    if (schedule.state === "ok") {
      this.remember(schedule);
      return undefined;
    }
    return isPartial(schedule) ? this.kept.get(schedule.id) : undefined;
  }

  private remember(schedule: ShownSchedule): void {
    this.kept.delete(schedule.id);
    this.kept.set(schedule.id, schedule);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest);
  }
}

const isPartial = ({ tracks, length }: ShownSchedule): boolean =>
  length === null ||
  tracks.length === 0 ||
  tracks.some(({ phases }) => phases.some(({ missing }) => missing));
