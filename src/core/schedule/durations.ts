import { parseDuration, stepsOf, type Duration, type TimeBase, type TimeUnit } from "./time";
import { MAX_STEPS } from "./length";
import { found } from "./words";

/** A duration in steps, or why it has none. */
export type ResolvedDuration =
  | { readonly steps: number; readonly exact: number }
  | { readonly code: string; readonly message: string };

const DEFINED_BY: Readonly<Record<TimeUnit, string>> = {
  steps: "",
  percent: "",
  epochs: '"stepsPerEpoch", or "samples" and "batchSize",',
  rounds: '"stepsPerRound"',
  samples: '"batchSize"',
  tokens: '"tokensPerStep"',
};

/** A duration in steps, `exact` and rounded to the nearest whole step (half a step up). */
export function resolveDuration(duration: Duration, time: TimeBase): ResolvedDuration {
  const parsed = parseDuration(duration);
  if (parsed === undefined) {
    return {
      code: "wrong-type",
      message: `${found(duration)} is no duration; write "500 steps", "5 epochs" or "10%".`,
    };
  }
  const resolved = stepsOf(parsed, time);
  if (resolved === undefined) {
    return {
      code: "unit-undefined",
      message: `The length does not say what ${article(parsed.unit)} is in steps. Add ${DEFINED_BY[parsed.unit]} to "length".`,
    };
  }
  const { exact } = resolved;
  if (exact < 0) {
    return {
      code: "negative-duration",
      message: `${found(duration)} is negative; a length of time is 0 or more.`,
    };
  }
  if (!(exact <= MAX_STEPS)) {
    return {
      code: "too-long",
      message: `${found(duration)} is ${exact.toPrecision(3)} steps, more than can be counted.`,
    };
  }
  return resolved;
}

const article = (unit: TimeUnit): string =>
  unit === "epochs" ? "an epoch" : `a ${unit.replace(/s$/, "")}`;

/** Says that a length rounds to nothing, with what was probably meant. */
export function tooShort(duration: Duration, exact: number): string {
  const meant =
    typeof duration === "number" && duration > 0 && duration < 1
      ? ` A number counts steps: for a share of the run write "${Number((duration * 100).toPrecision(12))}%".`
      : "";
  return `${found(duration)} comes to ${Number(exact.toPrecision(6))} steps, which rounds to 0; at least one step is needed.${meant}`;
}

/** The step at which the last of the holds of `stair` steps begins, in a phase of `length` steps. */
export const lastHold = (length: number, stair: number): number =>
  Math.max(0, Math.ceil(length / stair) - 1) * stair;
