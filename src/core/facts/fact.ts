/** One line of what is known about a schedule, track or phase, ready to be shown. */
export interface Fact {
  /** Stable, for tests and for the panel: "peak", "start", "warmupEnd". */
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

export const fact = (id: string, label: string, value: string): Fact => ({ id, label, value });

/** What could not be evaluated is not told. */
export const isKnown = ({ value }: Fact): boolean => !value.includes("NaN");
