import { Choice, Unknown, type Site, type Value, type Variable } from "./values";

/** What a program can change: a frame, a variable, a list, a dict. */
export interface Owner {
  /** When it was made; none where it lives no longer than the call that changes it. */
  readonly made: number | undefined;
  save(): State;
}

export type Join = (other: Variable, now: Variable) => Variable;

/** What an owner held, and how to hold it again. */
export interface State {
  restore(): void;
  /** Sets what differs between this state and the owner's present one to what `join` makes of both. */
  join(join: Join, whole: Unknown): void;
}

/** What has been changed since it was opened, so that it can be undone or called unknown. */
export class Journal {
  readonly before = new Map<Owner, State>();

  constructor(private readonly outer: Journal | undefined) {}

  /** To be told before `owner` is changed. */
  note(owner: Owner): void {
    if (!this.before.has(owner)) this.before.set(owner, owner.save());
    this.outer?.note(owner);
  }

  /** How everything that has been changed is now. */
  states(): Map<Owner, State> {
    return new Map([...this.before.keys()].map((owner) => [owner, owner.save()]));
  }

  /** Whether something but `own` is changed that was there before `since` (`madeSoFar`). */
  reaches(since: number, own: Owner): boolean {
    return [...this.before.keys()].some(
      (owner) => owner !== own && owner.made !== undefined && owner.made < since,
    );
  }

  undo(): void {
    for (const state of this.before.values()) state.restore();
  }

  /** Says that what has been changed is unknown. */
  forget(cause: Unknown): void {
    const join: Join = (_, now) => (now instanceof Unknown ? now : cause);
    for (const state of this.before.values()) state.join(join, cause);
  }
}

/** What one of two ways left behind: where both agree the value, else a choice. */
export function joined(
  condition: string,
  site: Site | undefined,
  yes: Variable,
  no: Variable,
  unset: Unknown,
): Value {
  const [then, otherwise] = [yes, no].map((value) => (typeof value === "symbol" ? unset : value));
  if (Object.is(then, otherwise)) return then;
  const options = [
    { label: condition, value: then },
    { label: `not (${condition})`, value: otherwise },
  ];
  return new Choice(condition, options, site);
}
