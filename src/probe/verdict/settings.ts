import { pairsWithBest, type Measure } from "./comparisons";
import type { Judged } from "./judged";
import { quoted } from "./numbers";
import { say, type Sentence } from "./sentence";

/** What is to be said of the best of many settings: how many were tried, and that it was chosen. */
export function concludeSettings(all: readonly Judged[], measure: Measure): Sentence[] {
  const settings = all.filter(({ schedule }) => schedule.setting !== undefined);
  const [pair] = pairsWithBest(settings, measure).pairs;
  if (!pair) return [];
  return [
    say(
      "{0} settings were tried, and {1} has the lowest loss of them in the mean. It was chosen for that loss, so the loss flatters it: confirm it with fresh seeds.",
      String(settings.length),
      quoted(pair[0].schedule.name),
    ),
  ];
}
