import type {
  ProbeDiverged,
  ProbeEvent,
  ProbePoint,
  ProbeSeries,
  ProbeStarted,
} from "../probe/request";

/** The curves of one replica: one schedule trained with one seed. */
export interface Replica {
  readonly schedule: string;
  readonly seed: number;
  readonly train: ProbePoint[];
  readonly validation: ProbePoint[];
  readonly accuracy: ProbePoint[];
  diverged?: ProbeDiverged;
}

/** Gathers what a probe tells while it runs. */
export class ProbeCollector {
  started: ProbeStarted | undefined;
  failure: string | undefined;
  /** Updates done, seconds taken; undefined while it runs. */
  finished: { readonly steps: number; readonly seconds: number } | undefined;
  private readonly byKey = new Map<string, Replica>();

  get replicas(): readonly Replica[] {
    return [...this.byKey.values()];
  }

  get diverged(): number {
    return this.replicas.filter((replica) => replica.diverged).length;
  }

  take(event: ProbeEvent): void {
    switch (event.type) {
      case "started":
        this.started = event;
        return;
      case "points":
        event.series.forEach((series) => {
          this.append(series);
        });
        return;
      case "diverged":
        this.replica(event.schedule, event.seed).diverged = event;
        return;
      case "finished":
        this.finished = event;
        return;
      case "failed":
        this.failure = event.message;
        return;
      case "progress":
        return;
    }
  }

  private append(series: ProbeSeries): void {
    const replica = this.replica(series.schedule, series.seed);
    replica.train.push(...series.train);
    replica.validation.push(...series.validation);
    replica.accuracy.push(...series.accuracy);
  }

  private replica(schedule: string, seed: number): Replica {
    const key = `${schedule}/${seed}`;
    const known = this.byKey.get(key);
    if (known) return known;
    const replica: Replica = { schedule, seed, train: [], validation: [], accuracy: [] };
    this.byKey.set(key, replica);
    return replica;
  }
}
