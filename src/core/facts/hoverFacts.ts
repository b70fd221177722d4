/** One line of what is known about a schedule, track or phase, ready to be shown. */
export interface Fact {
  /** Stable, for tests and for the panel: "peak", "atStart", "warmupEnd". */
  readonly id: string;
  readonly label: string;
  readonly value: string;
}
