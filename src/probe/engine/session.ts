import type { LoadedBackend } from "../backends/loader";
import type { ProbeRequest } from "../../core/probeContract";
import { MEASUREMENTS, type ProbeDiverged, type ProbeSeries } from "../request";
import { EXTRAS_LIMITS } from "../extras";
import type { Task } from "../tasks/task";
import { groups, limitOf, type Group } from "./plan";
import { Recorder } from "./recorder";
import type { ProbeSnapshot, Resume } from "../snapshot";
import { Trainer } from "./trainer";
import { unlessLost } from "./watched";

export interface News {
  readonly series: readonly ProbeSeries[];
  readonly diverged: readonly ProbeDiverged[];
}

const DEFAULT_EVALUATIONS = 50;

/** A group of which somebody still trains. */
interface Living {
  readonly trainer: Trainer;
  readonly recorder: Recorder;
  readonly group: Group;
}

/** The speed limit of each member of a group; not a number where there is none. */
function limits({ trainer, group }: Living, step: number, curvatures: readonly number[]): number[] {
  return curvatures.map((curvature, row) => {
    const schedule = group.schedules[trainer.members[row]?.schedule ?? -1];
    return (schedule && limitOf(schedule, step, curvature)) ?? Number.NaN;
  });
}

/** One run: the groups of schedules, what they have measured, and how far they are. */
export class Session {
  step = 0;
  private readonly groups;
  private readonly recorders: readonly Recorder[];
  private readonly evaluateEvery: number;
  private readonly observeEvery: number | undefined;
  private readonly measureEvery: number | undefined;
  private trainers: readonly Trainer[] = [];
  private evaluatedAt = -1;
  private curvedAt = -1;
  private observedAt = -1;
  private snapshot: ProbeSnapshot | undefined;
  private backend: LoadedBackend | undefined;

  constructor(
    private readonly task: Task,
    private readonly request: ProbeRequest,
    resume?: Partial<Pick<Resume, "snapshot" | "told">>,
  ) {
    this.snapshot = resume?.snapshot;
    this.groups = groups(request);
    this.recorders = this.groups.map(
      ({ schedules }) =>
        new Recorder(
          schedules.map(({ id }) => id),
          request.seeds,
          task.explodesAbove,
          resume?.told,
        ),
    );
    this.recorders.forEach((recorder, i) => {
      recorder.restore(this.snapshot?.groups[i]?.replicas ?? []);
    });
    this.evaluateEvery =
      request.evaluateEvery ?? Math.max(1, Math.ceil(request.steps / DEFAULT_EVALUATIONS));
    this.measureEvery =
      request.measureEvery ??
      (task.measurements && Math.max(1, Math.ceil(request.steps / task.measurements)));
    const points = Math.min(task.extras?.points ?? 0, EXTRAS_LIMITS.points - 1);
    this.observeEvery = points > 0 ? Math.max(1, Math.ceil(request.steps / points)) : undefined;
  }

  /** Puts the run on `backend`, tfjs's current one, at its start or at the last snapshot. */
  load(backend: LoadedBackend): void {
    this.backend = backend;
    const { seeds } = this.request;
    this.step = this.snapshot?.step ?? 0;
    this.evaluatedAt = -1;
    this.curvedAt = -1;
    this.observedAt = -1;
    this.trainers = this.groups.map(
      (group, i) => new Trainer(this.task, group, seeds, this.snapshot?.groups[i]),
    );
    this.freeze();
  }

  finished(): boolean {
    return this.step >= this.request.steps || !this.recorders.some(({ extinct }) => !extinct);
  }

  /** One update of every replica, preceded by an evaluation where one is due. */
  advance(): void {
    const { step } = this;
    if (step % this.evaluateEvery === 0) this.evaluate();
    if (this.observeEvery !== undefined && step % this.observeEvery === 0) this.observe();
    for (const { trainer, recorder } of this.living()) {
      const { losses, measured } = trainer.step(
        step,
        this.measuresAt(step),
        this.measuresAt(step + 1),
      );
      recorder.loss(step, losses);
      if (measured !== undefined) recorder.measurement(step, measured);
    }
    this.step += 1;
  }

  /** The groups of which somebody still trains. */
  private living(): Living[] {
    return this.trainers.flatMap((trainer, i) => {
      const [recorder, group] = [this.recorders[i], this.groups[i]];
      return recorder === undefined || group === undefined || recorder.extinct
        ? []
        : [{ trainer, recorder, group }];
    });
  }

  private measuresAt(step: number): boolean {
    const { measureEvery } = this;
    return measureEvery !== undefined && step % measureEvery === 0;
  }

  /**
   * Measures the curvature where that is due before the next update, once for a step.
   *
   * @param goOn Asked before each of the many gradients that it takes; false gives it up.
   */
  async measureCurvature(goOn: () => Promise<boolean>): Promise<void> {
    const { step } = this;
    const { sharpnessEvery } = this.request;
    if (sharpnessEvery === undefined || step % sharpnessEvery !== 0 || step === this.curvedAt)
      return;
    this.curvedAt = step;
    for (const living of this.living()) {
      const found = await this.unlessLost(living.trainer.sharpness(step, goOn));
      if (found === undefined) continue;
      living.recorder.note(step, MEASUREMENTS.sharpness, found);
      living.recorder.note(step, MEASUREMENTS.speedLimit, limits(living, step, found));
    }
  }

  /** Takes down what the task's view draws, once for a step. */
  private observe(): void {
    if (this.observedAt === this.step) return;
    this.observedAt = this.step;
    for (const { trainer, recorder } of this.living()) {
      const vectors = trainer.observe();
      if (vectors !== undefined) recorder.observation(this.step, vectors);
    }
  }

  /** What is measured besides once the last update is done. */
  conclude(): void {
    this.evaluate();
    this.observe();
  }

  /** Measures the validation set, once for a step. */
  private evaluate(): void {
    if (this.evaluatedAt === this.step) return;
    this.evaluatedAt = this.step;
    // After the last update there is no next one.
    const tracksOf = Math.min(this.step, this.request.steps - 1);
    for (const { trainer, recorder } of this.living()) {
      const measured = trainer.evaluate(tracksOf);
      if (measured !== undefined) recorder.evaluation(this.step, measured);
    }
  }

  /** Throws where what the device says means nothing any more. */
  private readonly verify = (): void => {
    const lost = this.backend?.lost();
    if (lost !== undefined) throw new Error(lost);
  };

  private unlessLost<Value>(work: Promise<Value>): Promise<Value> {
    return unlessLost(work, () => this.backend?.lost());
  }

  /** Reads what was measured since the last call; replicas that diverged train no more. */
  async news(): Promise<News> {
    const readings = await this.unlessLost(
      Promise.all(this.recorders.map((recorder) => recorder.read(this.verify))),
    );
    const diverged = readings.flatMap((reading) => reading.diverged);
    if (diverged.length > 0) this.freeze();
    return { series: readings.flatMap(({ series }) => series), diverged };
  }

  private freeze(): void {
    this.trainers.forEach((trainer, i) => {
      const recorder = this.recorders[i];
      trainer.freeze(recorder?.alive ?? []);
      recorder?.narrow(trainer.members.map(({ replica }) => replica));
    });
  }

  /** Remembers the weights; everything measured so far must have been read. */
  async save(seconds: number): Promise<ProbeSnapshot> {
    const states = await this.unlessLost(
      Promise.all(this.trainers.map((trainer) => trainer.snapshot())),
    );
    this.verify();
    const groups = states.map((state, i) => ({
      ...state,
      replicas: this.recorders[i]?.state() ?? [],
    }));
    this.snapshot = { step: this.step, seconds, groups };
    return this.snapshot;
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
