import type { LoadedBackend } from "../backends/loader";
import type { ProbeDiverged, ProbeRequest, ProbeSeries } from "../request";
import type { Task } from "../tasks/task";
import { groups } from "./plan";
import { Recorder } from "./recorder";
import { Trainer, type TrainerState } from "./trainer";

/** Everything that a run goes on from on another backend. */
export interface Snapshot {
  readonly step: number;
  readonly states: readonly TrainerState[];
}

export interface News {
  readonly series: readonly ProbeSeries[];
  readonly diverged: readonly ProbeDiverged[];
}

const DEFAULT_EVALUATIONS = 50;

/** One run: the groups of schedules, what they have measured, and how far they are. */
export class Session {
  step = 0;
  private readonly groups;
  private readonly recorders: readonly Recorder[];
  private readonly evaluateEvery: number;
  private trainers: readonly Trainer[] = [];
  private evaluatedAt = -1;
  private snapshot: Snapshot | undefined;
  private backend: LoadedBackend | undefined;

  constructor(
    private readonly task: Task,
    private readonly request: ProbeRequest,
  ) {
    this.groups = groups(request);
    this.recorders = this.groups.map(
      ({ schedules }) =>
        new Recorder(
          schedules.map(({ id }) => id),
          request.seeds,
        ),
    );
    this.evaluateEvery =
      request.evaluateEvery ?? Math.max(1, Math.ceil(request.steps / DEFAULT_EVALUATIONS));
  }

  /** Puts the run on `backend`, tfjs's current one, at its start or at the last snapshot. */
  load(backend: LoadedBackend): void {
    this.backend = backend;
    const { seeds } = this.request;
    this.step = this.snapshot?.step ?? 0;
    this.evaluatedAt = -1;
    this.trainers = this.groups.map(
      (group, i) => new Trainer(this.task, group, seeds, this.snapshot?.states[i]),
    );
    this.freeze();
  }

  finished(): boolean {
    return (
      this.step >= this.request.steps || !this.recorders.some(({ alive }) => alive.some(Boolean))
    );
  }

  /** One update of every replica, preceded by an evaluation where one is due. */
  advance(): void {
    if (this.step % this.evaluateEvery === 0) this.evaluate();
    this.trainers.forEach((trainer, i) => {
      this.recorders[i]?.loss(this.step, trainer.step(this.step));
    });
    this.step += 1;
  }

  /** Measures the validation set, once for a step. */
  evaluate(): void {
    if (this.evaluatedAt === this.step) return;
    this.evaluatedAt = this.step;
    this.trainers.forEach((trainer, i) => {
      const measured = trainer.evaluate();
      if (measured !== undefined) this.recorders[i]?.evaluation(this.step, measured);
    });
  }

  /** Throws where what the device says means nothing any more. */
  private readonly verify = (): void => {
    const lost = this.backend?.lost();
    if (lost !== undefined) throw new Error(lost);
  };

  /** Reads what was measured since the last call; replicas that diverged train no more. */
  async news(): Promise<News> {
    const readings = await Promise.all(
      this.recorders.map((recorder) => recorder.read(this.verify)),
    );
    const diverged = readings.flatMap((reading) => reading.diverged);
    if (diverged.length > 0) this.freeze();
    return { series: readings.flatMap(({ series }) => series), diverged };
  }

  private freeze(): void {
    this.trainers.forEach((trainer, i) => {
      trainer.freeze(this.recorders[i]?.alive ?? []);
    });
  }

  /** Remembers the weights; everything measured so far must have been read. */
  async save(): Promise<void> {
    const states = await Promise.all(this.trainers.map((trainer) => trainer.snapshot()));
    this.verify();
    this.snapshot = { step: this.step, states };
  }

  /** The device is gone, and everything on it. */
  abandon(): void {
    try {
      this.dispose();
    } catch {
      // A lost device may refuse even to free its memory.
    }
    for (const recorder of this.recorders) recorder.drop();
    this.trainers = [];
  }

  dispose(): void {
    for (const trainer of this.trainers) trainer.dispose();
    for (const recorder of this.recorders) recorder.dispose();
    this.trainers = [];
  }
}
