import { keep, tensor, type Tensor } from "@tensorflow/tfjs-core";
import type { LossInputs, Task } from "../tasks/task";
import { InputFeed, replicate } from "./feed";
import { cutMatrices, joinMatrices } from "./flat";
import { takeRows, type Member } from "./members";
import { trackValue, type Group } from "./plan";
import { at } from "./rules/rule";

/** What a task's loss reads besides weights and batch: the schedules' tracks, the replicas' buffers. */
export class TaskInputs {
  private readonly feed = new InputFeed();
  /** All buffers of all replicas, [R, Q]; undefined where the task has none. */
  private held: Tensor | undefined;
  private renewed: Tensor | undefined;
  /** The tracks that some schedule gives another value than the task's own. */
  private readonly given: ReadonlySet<string>;

  constructor(
    private readonly task: Task,
    private readonly group: Group,
    members: readonly Member[],
    from?: Float32Array,
  ) {
    const { buffers, tracks = {} } = task;
    this.given = new Set(
      Object.keys(tracks).filter((name) =>
        group.schedules.some((schedule) =>
          schedule.tracks[name]?.some((value) => value !== tracks[name]),
        ),
      ),
    );
    if (buffers === undefined) return;
    if (from === undefined) {
      const first = (seed: number) => {
        const values = buffers.initial(seed);
        return [{ shape: [values.length], values }];
      };
      this.held = at(replicate(first, members), 0);
    } else this.held = tensor(from, [members.length, from.length / members.length]);
  }

  get buffers(): Tensor | undefined {
    return this.held;
  }

  /** Each buffer of all replicas, [R, rows, columns]. */
  matrices(): Tensor[] {
    return this.held === undefined ? [] : cutMatrices(this.held, this.task.buffers?.shapes ?? []);
  }

  /** For the loss of update `step`; within a tidy. */
  at(step: number, members: readonly Member[]): LossInputs {
    const tracks = Object.entries(this.task.tracks ?? {});
    const rows = this.group.schedules.map((schedule) => {
      const value = trackValue(schedule, step);
      return tracks.map(([name, without]) => (schedule.tracks[name] ? value(name) : without));
    });
    const values = tracks.length === 0 ? [] : this.feed.update(rows, members);
    return {
      track: (name) =>
        at(
          values,
          tracks.findIndex(([known]) => known === name),
        ),
      given: (name) => this.given.has(name),
      buffers: this.matrices(),
      renew: (buffers) => {
        this.renewed?.dispose();
        this.renewed = keep(joinMatrices(buffers));
      },
    };
  }

  /** The buffers that the last loss handed over become those of the replicas, or are forgotten. */
  settle(merge: ((before: Tensor, next: Tensor) => Tensor) | undefined): void {
    const { held, renewed } = this;
    this.renewed = undefined;
    if (renewed === undefined) return;
    if (merge === undefined || held === undefined) {
      renewed.dispose();
      return;
    }
    const next = keep(merge(held, renewed));
    if (next !== renewed) renewed.dispose();
    held.dispose();
    this.held = next;
  }

  narrow(rows: readonly number[]): void {
    this.held &&= takeRows(this.held, rows);
  }

  dispose(): void {
    this.held?.dispose();
    this.renewed?.dispose();
    this.feed.dispose();
  }
}
