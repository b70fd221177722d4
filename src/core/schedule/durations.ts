import { parseDuration, stepsOf, type Duration, type TimeBase, type TimeUnit } from "./time";
import { MAX_STEPS } from "./length";
import { found } from "./words";
import { t, word } from "../text/words";
import { formatNumber, writtenShare } from "../text/format";

/** A duration in steps, or why it has none. */
export type ResolvedDuration =
  | { readonly steps: number; readonly exact: number }
  | { readonly code: string; readonly message: string };

const DEFINED_BY: Readonly<Record<TimeUnit, string>> = {
  steps: "",
  percent: "",
  epochs: word('"stepsPerEpoch", or "samples" and "batchSize",'),
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
      message: t`${found(duration)} is no duration; write "500 steps", "5 epochs" or "10%".`,
    };
  }
  const resolved = stepsOf(parsed, time);
  if (resolved === undefined) {
    return {
      code: "unit-undefined",
      message: t`The length does not say what ${t(ONE[parsed.unit])} is in steps. Add ${t(DEFINED_BY[parsed.unit])} to "length".`,
    };
  }
  const { exact } = resolved;
  if (exact < 0) {
    return {
      code: "negative-duration",
      message: t`${found(duration)} is negative; a length of time is 0 or more.`,
    };
  }
  if (!(exact <= MAX_STEPS)) {
    return {
      code: "too-long",
      message: t`${found(duration)} is ${formatNumber(exact, 3)} steps, more than can be counted.`,
    };
  }
  return resolved;
}

const ONE: Readonly<Record<TimeUnit, string>> = {
  steps: word("a step"),
  percent: "1%",
  epochs: word("an epoch"),
  rounds: word("a round"),
  samples: word("a sample"),
  tokens: word("a token"),
};

/** Says that a length rounds to nothing, with what was probably meant. */
export function tooShort(duration: Duration, exact: number): string {
  const meant =
    typeof duration === "number" && duration > 0 && duration < 1
      ? ` ${t`A number counts steps: for a share of the run write "${writtenShare(duration)}".`}`
      : "";
  return t`${found(duration)} comes to ${formatNumber(exact, 6)} steps, which rounds to 0; at least one step is needed.${meant}`;
}

/** The step at which the last of the holds of `stair` steps begins, in a phase of `length` steps. */
export const lastHold = (length: number, stair: number): number =>
  Math.max(0, Math.ceil(length / stair) - 1) * stair;
