import { resolveDuration } from "../schedule/durations";
import type { Schedule } from "../schedule/schedule";
import { formatCount, formatNumber } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { type Fact, fact } from "./fact";
import { peakOf } from "./peak";

/** What one reduction does, how many there are down to the floor, and how often it may look. */
export function plateauFacts({ onPlateau: rule, tracks, time, length }: Schedule): Fact[] {
  const rate = tracks.get("learningRate");
  const peak = rate && peakOf(rate, length)?.value;
  if (rule === undefined || peak === undefined || !(peak > 0)) return [];
  const { factor, patience, cooldown = 0, min = 0, every } = rule;
  const facts = [
    fact("reduction", t("One reduction"), `${formatNumber(peak)} → ${formatNumber(peak * factor)}`),
    fact("fastest", t("At most one reduction in"), plural(cooldown + patience + 1, "look")),
  ];
  if (min > 0 && min < peak) {
    const count = Math.ceil(Math.log(min / peak) / Math.log(factor) - 1e-9);
    facts.push(fact("toFloor", t("Reductions down to min"), formatCount(count)));
  }
  const resolved = every === undefined ? undefined : resolveDuration(every, time);
  if (resolved && "steps" in resolved && resolved.steps > 0)
    facts.push(
      fact("looks", t("Looks in the run"), formatCount(Math.floor(length / resolved.steps))),
    );
  return facts;
}
