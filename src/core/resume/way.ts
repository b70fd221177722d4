import type { Schedule } from "../schedule/schedule";
import type { Curve } from "../schedule/curve";

/** A run that is to be resumed. */
export interface Resumption {
  /** The schedule that the run had until then. */
  readonly old: Schedule;
  /** The same with the horizon that it is resumed with; `old` itself where that stays. */
  readonly next: Schedule;
  readonly oldRate: Curve;
  readonly nextRate: Curve;
  /** Updates (or epochs, as the schedule counts) that were made: the next one is number `at`. */
  readonly at: number;
}

/** One way to take a run up again, and what it makes of the rate. */
export interface Way {
  readonly id: string;
  /** What is restored and how: "optimizer and scheduler restored". */
  readonly title: string;
  /** Why the rates are these, in one sentence. */
  readonly why: string;
  /** The rate of each step from `at` on; absent where it isn't known. */
  readonly curve?: Curve | undefined;
  /** The first step without a rate: the library raises there. */
  readonly ends?: number | undefined;
}

/** The ways of one framework to resume a run. */
export type Ways = (resumption: Resumption) => Way[];
