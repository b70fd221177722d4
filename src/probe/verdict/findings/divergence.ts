import { formatCount } from "../../../core/text/format";
import { outOf } from "../judged";
import { quoted } from "../numbers";
import { say } from "../sentence";
import type { Look } from "./finding";

/** The trainings that ended by an explosion. */
export const divergence: Look = ({ schedule, replicas }) => {
  const all = replicas.flatMap(({ diverged }) => (diverged ? [diverged] : []));
  const first = all.reduce<(typeof all)[number] | undefined>(
    (least, each) => (least === undefined || each.step < least.step ? each : least),
    undefined,
  );
  if (!first) return undefined;
  return say(
    "{0} diverged in {1} of {2} seeds, first at step {3}: {4}",
    quoted(schedule.name),
    ...outOf(all.length, replicas.length),
    formatCount(first.step),
    first.cause,
  );
};
