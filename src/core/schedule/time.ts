import { roundedProduct } from "./rounding";

/** What a step of a schedule is: one update of the optimizer as a rule, or all of an epoch or round. */
export type Clock = "update" | "epoch" | "round";

/** How long a run is, and what its other clocks are worth in steps (optimizer updates). */
export interface TimeBase {
  readonly steps: number;
  /** What a step is; an update of the optimizer if left out. */
  readonly clock?: Clock;
  readonly stepsPerEpoch?: number;
  readonly stepsPerRound?: number;
  readonly tokensPerStep?: number;
  readonly samplesPerStep?: number;
}

/** Every unit of time, in the order in which they are offered. */
export const TIME_UNITS = ["steps", "epochs", "rounds", "samples", "tokens", "percent"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** A number counts steps; a string names its unit: "5 epochs", "10%", "2B tokens". */
export type Duration = number | string;

export interface ParsedDuration {
  readonly amount: number;
  readonly unit: TimeUnit;
}

const PATTERN = /^([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([kKMBT]?)\s*(%|[a-z]+)$/;
const MULTIPLES: Record<string, number> = { "": 1, k: 1e3, K: 1e3, M: 1e6, B: 1e9, T: 1e12 };
const UNITS: Record<string, TimeUnit> = {
  "%": "percent",
  step: "steps",
  steps: "steps",
  epoch: "epochs",
  epochs: "epochs",
  round: "rounds",
  rounds: "rounds",
  sample: "samples",
  samples: "samples",
  token: "tokens",
  tokens: "tokens",
};

/** Reads "5 epochs"; undefined where the text is no duration. */
export function parseDuration(duration: Duration): ParsedDuration | undefined {
  if (typeof duration === "number") return { amount: duration, unit: "steps" };
  const [, digits = "", multiple = "", word = ""] = PATTERN.exec(duration.trim()) ?? [];
  const unit = Object.hasOwn(UNITS, word) ? UNITS[word] : undefined;
  if (unit === undefined) return undefined;
  return { amount: Number(digits.replaceAll("_", "")) * (MULTIPLES[multiple] ?? 1), unit };
}

/** What one unit is in steps, as a fraction; undefined where the run's length does not define it. */
function worth(unit: TimeUnit, time: TimeBase): readonly [steps: number, per: number] | undefined {
  const { stepsPerEpoch, stepsPerRound, tokensPerStep, samplesPerStep } = time;
  switch (unit) {
    case "steps":
      return [1, 1];
    case "percent":
      return [time.steps, 100];
    case "epochs":
      return stepsPerEpoch === undefined ? undefined : [stepsPerEpoch, 1];
    case "rounds":
      return stepsPerRound === undefined ? undefined : [stepsPerRound, 1];
    case "samples":
      return samplesPerStep === undefined ? undefined : [1, samplesPerStep];
    case "tokens":
      return tokensPerStep === undefined ? undefined : [1, tokensPerStep];
  }
}

/** Steps that one unit is worth; undefined where the run's length does not define the unit. */
export function stepsPerUnit(unit: TimeUnit, time: TimeBase): number | undefined {
  const [steps, per] = worth(unit, time) ?? [];
  return steps === undefined || per === undefined ? undefined : steps / per;
}

/** An amount of a unit in steps, exactly and as a whole number; undefined as `stepsPerUnit`. */
export function stepsOf(
  { amount, unit }: ParsedDuration,
  time: TimeBase,
): { readonly exact: number; readonly steps: number } | undefined {
  const fraction = worth(unit, time);
  if (fraction === undefined) return undefined;
  const [steps, per] = fraction;
  return { exact: (amount * steps) / per, steps: roundedProduct(amount, steps, per) };
}
