import { t } from "../text/words";
import type { Resumption, Way } from "./way";

/** Of a schedule that reacts, or is restored part by part: nothing is said of its rates. */
export const unknownWay = ({ old }: Pick<Resumption, "old">): Way => ({
  id: "state",
  title: t("optimizer and scheduler restored"),
  why: t`What a checkpoint restores of ${kindOf(old)} isn't known: it is made of parts that are restored one by one, or reacts to a metric.`,
});

/** The library's own name of what the rate follows. */
export const kindOf = ({ tracks }: Resumption["old"]): string =>
  tracks.get("learningRate")?.phases.at(-1)?.kind ?? t("this scheduler");

/** What it has seen of its metric is in its state or lost; either way the future is the metric's. */
export const reacts = (schedule: Resumption["old"]): boolean =>
  /plateau|greedy/i.test(kindOf(schedule));
