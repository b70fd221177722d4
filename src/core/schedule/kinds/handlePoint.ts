type Key = string | number;
type Keys = readonly [Key, ...Key[]];

/** What a phase says, as a kind reads it to place the points that can be dragged. */
export interface PhaseText {
  /** n, in steps. */
  readonly length: number;
  /** Its value at a step of its own, before the track's `scale` and the like. */
  at(step: number): number;
  /** Steps of the length of time at `keys`; undefined where the text says none. */
  steps(...keys: Keys): number | undefined;
  /** As `steps`, but a percentage is one of the phase, and `otherwise` holds where none is said. */
  part(key: string, otherwise: string): number | undefined;
  /** The value at `keys`, a share of the track's peak as a number; undefined where none is said. */
  value(...keys: Keys): number | undefined;
  /** A plain number at `keys`. */
  number(...keys: Keys): number | undefined;
  flag(key: string): boolean | undefined;
  /** How many items the list at `key` has; 0 where there is none. */
  count(key: string): number;
}

/** A length of time that a point is moved by; bounds in steps from the phase's start. */
export interface PointTime {
  readonly keys: Keys;
  readonly min: number;
  readonly max: number;
  /** Where the point is at a length of 0; the phase's start if left out. */
  readonly origin?: number;
  /** 2: the point is twice the length away; 1 if left out. */
  readonly direction?: number;
  /** The length where the text says none; a percentage is then one of the phase. */
  readonly part?: string;
}

/** A plain number of which a point's value is a function: a factor, a divisor. */
export interface PointAmount {
  readonly key: string;
  readonly amount: number;
  /** Bounds of the amount. */
  readonly least: number;
  readonly most: number;
  /** Both before the track's `scale` and the like. */
  readonly amountOf: (value: number) => number;
  readonly valueOf: (amount: number) => number;
}

/** A point of a phase's curve that can be dragged, besides its start and its end. */
export interface HandlePoint {
  readonly parameter: string;
  readonly role:
    | "start"
    | "end"
    | "peak"
    | "peakDecay"
    | "high"
    | "cycle"
    | "drop"
    | "milestone"
    | "timescale"
    | "point";
  /** In steps from the phase's start. */
  readonly at: number;
  /** Before the track's `scale` and the like. */
  readonly value: number;
  readonly time?: PointTime | undefined;
  /** The keys of the value that the text says there, or the number that it follows from. */
  readonly level?: Keys | PointAmount | undefined;
}

/** More points than this cannot be told apart on a chart. */
export const MOST_POINTS = 200;

/** `factor` by which the phase's first value is multiplied to give the one of a point. */
export const factorAmount = (key: string, amount: number, first: number): PointAmount => ({
  key,
  amount,
  least: 1e-6,
  most: 1e6,
  amountOf: (value) => value / first,
  valueOf: (factor) => factor * first,
});
