import type { Clock, TimeBase } from "../schedule/time";
import { t } from "../text/words";

/** How the steps of a schedule are spoken of: schedulers of other programs may count epochs or rounds. */
export interface ClockWords {
  readonly noun: "step" | "epoch" | "round";
  readonly heading: string;
  readonly at: (value: string, count: string) => string;
  readonly first: string;
  readonly last: (count: string) => string;
  readonly slope: string;
}

const WORDS: Readonly<Record<Clock, () => ClockWords>> = {
  update: () => ({
    noun: "step",
    heading: t("Steps"),
    at: (value, count) => t`${value} at step ${count}`,
    first: t("At step 0"),
    last: (count) => t`At the last step, ${count}`,
    slope: t("Rises a step by"),
  }),
  epoch: () => ({
    noun: "epoch",
    heading: t("Epochs"),
    at: (value, count) => t`${value} at epoch ${count}`,
    first: t("At epoch 0"),
    last: (count) => t`At the last epoch, ${count}`,
    slope: t("Rises an epoch by"),
  }),
  round: () => ({
    noun: "round",
    heading: t("Rounds"),
    at: (value, count) => t`${value} at round ${count}`,
    first: t("At round 0"),
    last: (count) => t`At the last round, ${count}`,
    slope: t("Rises a round by"),
  }),
};

export const clockWords = ({ clock = "update" }: TimeBase): ClockWords => WORDS[clock]();
