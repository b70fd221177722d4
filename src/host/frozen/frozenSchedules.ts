import { EventEmitter, type Memento } from "vscode";
import type { Analysis, AnalyzedSchedule } from "../../core/analysis";
import { titleOf } from "../../core/text/title";
import type { WallClock } from "../../core/recordings/wallClock";
import type { Recording } from "../../core/recordings/recording";
import { Owner } from "../disposables";
import { messageOf, type Log } from "../log";
import { ID } from "../names";
import type { SyntaxParserSource } from "../syntaxParser";
import { readFrozenDocument } from "./freeze";
import { MOST_FROZEN, readFrozen, type FrozenDocument } from "./frozenDocument";

const KEY = `${ID}.frozenSchedules`;

/** A schedule to compare with that no open document defines. */
export interface FrozenSchedule {
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly schedule: AnalyzedSchedule;
  readonly document: Analysis["document"];
  readonly kind: FrozenDocument["kind"];
  readonly label: string;
  /** Where it is what a run logged. */
  readonly recorded?: RecordedRun;
  /** Of one that is drawn only to be looked at: what is said of it beside the curves. */
  readonly note?: string;
}

/** A run of a log, and the id of the reader that knows its format. */
export interface RecordedRun {
  readonly run: Recording;
  readonly format: string | undefined;
  /** When it was at which step of the plan it lies over. */
  readonly wall?: WallClock | undefined;
  /** The tag of what the plan's own rule for plateaus looks at. */
  readonly metric?: string | undefined;
}

/**
 * The schedules that were pinned, taken from the last commit, or from files that are not open. Kept
 * as texts in the workspace's state, so that they outlive edits and reloads.
 */
export class FrozenSchedules extends Owner {
  private readonly changed = this.own(new EventEmitter<void>());
  private kept: readonly FrozenDocument[];
  private read: ReadonlyMap<string, readonly FrozenSchedule[]> = new Map();
  /** Until the window is reloaded. */
  private readonly held = new Map<string, readonly FrozenSchedule[]>();
  readonly onDidChange = this.changed.event;
  /** Resolves when what was kept before is read. */
  readonly ready: Promise<void>;

  constructor(
    private readonly state: Memento,
    readonly syntax: SyntaxParserSource,
    private readonly log: Log,
  ) {
    super();
    this.kept = readFrozen(state.get(KEY));
    this.ready = this.readAll();
  }

  all(): FrozenSchedule[] {
    const kept = this.kept.flatMap(({ key }) => this.read.get(key) ?? []);
    return [...kept, ...[...this.held.values()].flat()];
  }

  /** Schedules that no text defines (what a run logged), in place of those with the same key. */
  hold(key: string, schedules: readonly FrozenSchedule[]): void {
    if (schedules.length > 0) this.held.set(key, schedules);
    else this.held.delete(key);
    this.changed.fire();
  }

  /** Whether anything is held under a key: the user may have forgotten it. */
  holds(key: string): boolean {
    return this.held.has(key);
  }

  find(id: string): FrozenSchedule | undefined {
    return this.all().find((item) => item.id === id);
  }

  /** Keeps a document, in place of one with the same key; gives its schedules. */
  async keep(frozen: FrozenDocument): Promise<readonly FrozenSchedule[]> {
    const schedules = await this.schedulesOf(frozen);
    const others = this.kept.filter(({ key }) => key !== frozen.key);
    await this.store([...others, frozen].slice(-MOST_FROZEN));
    this.read = new Map([...this.read, [frozen.key, schedules]]);
    this.changed.fire();
    return schedules;
  }

  /** Forgets the document that a schedule comes from. */
  async forget(id: string): Promise<void> {
    for (const [key, schedules] of this.held)
      if (schedules.some((one) => one.id === id)) this.hold(key, []);
    const found = this.kept.find(({ key }) => this.read.get(key)?.some((one) => one.id === id));
    if (!found) return;
    await this.store(this.kept.filter((item) => item !== found));
    this.changed.fire();
  }

  private async store(kept: readonly FrozenDocument[]): Promise<void> {
    this.kept = kept;
    await this.state.update(KEY, kept.length > 0 ? kept : undefined);
  }

  private async readAll(): Promise<void> {
    for (const frozen of this.kept) {
      try {
        this.read = new Map([...this.read, [frozen.key, await this.schedulesOf(frozen)]]);
      } catch (error) {
        this.log.error(`Reading ${frozen.label}: ${messageOf(error)}`);
      }
    }
    if (this.kept.length > 0) this.changed.fire();
  }

  private async schedulesOf(frozen: FrozenDocument): Promise<readonly FrozenSchedule[]> {
    const { key, kind, label, only, uri } = frozen;
    const { schedules, document } = await readFrozenDocument(frozen, this.syntax);
    const namesakes = new Map<string, number>();
    return schedules.flatMap((schedule) => {
      const count = (namesakes.get(schedule.name) ?? 0) + 1;
      namesakes.set(schedule.name, count);
      const own = `${count}#${schedule.name}`;
      if (only !== undefined && only !== own) return [];
      const title = titleOf(schedule, uri);
      return [{ id: `${key}#${own}`, title, schedule, document, kind, label }];
    });
  }
}
