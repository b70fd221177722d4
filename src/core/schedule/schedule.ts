import type { Path } from "../parse/sourceValue";
import type { Curve } from "./curve";
import type { Optimizer, ProbeSettings, ScheduleDefinition } from "./definition";
import type { Layer } from "./layers";
import type { PlateauDefinition } from "./plateau";
import type { SampleRule } from "./samples";
import type { TimeBase } from "./time";

/** One phase of a track as it lies on the run: steps [start, end). */
export interface PhaseSpan {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** n, the steps that the phase was given; more than end − start where the run ends before it. */
  readonly length: number;
  /** The phase's own curve, its steps counted from `start`. */
  readonly curve: Curve;
  /** The way from the definition's root to the phase, for instance ["learningRate", 0]. */
  readonly path: Path;
  /** True where the definition is wrong or unknown here, so that nothing is drawn. */
  readonly missing?: boolean;
}

/** A hyper-parameter over the whole run. */
export interface Track {
  readonly name: string;
  readonly curve: Curve;
  readonly phases: readonly PhaseSpan[];
  /** The name of the track that this one follows, if it does. */
  readonly follows?: string;
  readonly path: Path;
}

/** What a library does with a scheduler that is resumed from a checkpoint. */
export interface Resuming {
  /** The library's own name of the scheduler. */
  readonly kind: string;
  /**
   * What loading its state restores: its arguments, horizon included, or the counter alone; undefined
   * where that isn't known.
   */
  readonly restores: "arguments" | "counter" | undefined;
  /** True where every rate is computed from the base rate, not from the rate before. */
  readonly overwrites: boolean;
  /** Its `step()` raises after the planned end. */
  readonly ends: boolean;
  /**
   * The rates of the first parameter group from position `start` on, counted from 0 there, where the
   * rate is `rate` at that position.
   */
  continued(start: number, rate: number): Curve | undefined;
}

/** An evaluated definition: what the preview, the probe, the command line and users' code share. */
export interface Schedule {
  readonly name: string;
  /** N: the number of optimizer updates of the run. */
  readonly length: number;
  /**
   * Absent where N is known. "open": nothing says where the run ends, `length` is how far it is
   * drawn, and every value up to there is right. "nominal": the shape depends on an N that is not
   * known, and is drawn over a run of `length` steps to show it.
   */
  readonly horizon?: "open" | "nominal";
  /** Of a nominal horizon: the steps before this one have their values whatever N is. */
  readonly knownUntil?: number;
  readonly time: TimeBase;
  /** The first update that is made: 0, or where another run is taken up again. No track has values before. */
  readonly resume: number;
  readonly tracks: ReadonlyMap<string, Track>;
  readonly optimizer: Optimizer | undefined;
  readonly probe: ProbeSettings | undefined;
  /** The rate of each layer or group; empty where the definition has no `layers`. */
  readonly layers: readonly Layer[];
  readonly samples: SampleRule | undefined;
  readonly onPlateau: PlateauDefinition | undefined;
  readonly definition: ScheduleDefinition;
  /** The optimizer's own rate, where a library's schedule multiplies it. */
  readonly baseRate?: number | undefined;
  /** Of a library's scheduler whose resuming is known. */
  readonly resuming?: Resuming | undefined;
  /** The value of every track at update `step`, resume ≤ step ≤ N; NaN before. */
  at(step: number): Record<string, number>;
}
