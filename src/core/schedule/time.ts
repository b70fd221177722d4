/** How long a run is, and what its other clocks are worth in steps (optimizer updates). */
export interface TimeBase {
  readonly steps: number;
  readonly stepsPerEpoch?: number;
  readonly stepsPerRound?: number;
  readonly tokensPerStep?: number;
  readonly samplesPerStep?: number;
}

export type TimeUnit = "steps" | "epochs" | "rounds" | "percent" | "tokens";

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

/** Steps that one unit is worth; undefined where the run's length does not define the unit. */
export function stepsPerUnit(unit: TimeUnit, time: TimeBase): number | undefined {
  switch (unit) {
    case "steps":
      return 1;
    case "percent":
      return time.steps / 100;
    case "epochs":
      return time.stepsPerEpoch;
    case "rounds":
      return time.stepsPerRound;
    case "tokens":
      return time.tokensPerStep === undefined ? undefined : 1 / time.tokensPerStep;
  }
}
