/** A number, or a share of the track's peak: "10%". */
export type Value = number | string;
/** A number of steps, or a text with a unit: "500 steps", "5 epochs", "3 rounds", "10%", "5M samples", "2B tokens". */
export type Duration = number | string;

export interface CustomContext {
  /** Steps of the phase. */
  readonly length: number;
  /** The step counted from the start of the run. */
  readonly globalStep: number;
  /** Steps of the run. */
  readonly runLength: number;
  /** `from`, or the value where the previous phase ended. */
  readonly from: number;
}
