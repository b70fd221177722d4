import type { Cell, Closure, Site, Value, Variable } from "./values";

/** What a call returns where its condition holds, or does not. */
export interface Pending {
  readonly condition: string;
  readonly holds: boolean;
  readonly site: Site;
  readonly value: Value;
}

/** The variables of one call of a function. */
export class Frame {
  result: Value = undefined;
  resultPlace: Site | undefined;
  /** The loop that `break` or `continue` is for, where it names one. */
  label: string | undefined;
  /** Values that an undecided condition may return, instead of the call's own. */
  pending: readonly Pending[] | undefined;

  constructor(
    readonly values: (Variable | Cell)[],
    /** Where the values come from; empty where nobody asks. */
    readonly places: (Site | undefined)[],
    readonly captured: readonly Cell[],
    readonly self: Value,
    readonly closure: Closure | undefined,
  ) {}
}
