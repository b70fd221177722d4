import type { Path } from "../parse/sourceValue";
import type { Schedule } from "../schedule/schedule";
import { formatCount, formatNumber, formatShare } from "../text/format";
import { plural } from "../text/plural";
import { t } from "../text/words";
import { clockWords } from "./clockWords";
import { type Fact, fact } from "./fact";
import { beta2Of, describeBeta2, memoryOf } from "./optimizer";
import { partAt } from "./phase";
import { warmupOf } from "./warmup";

/** Of a phase of the warmup: how far and how fast it rises, beside the optimizer's memory. */
export function warmupFacts(schedule: Schedule, path: Path): Fact[] {
  const warmup = warmupOf(schedule);
  const { phase } = partAt(schedule, path);
  if (warmup === undefined || phase === undefined || !warmup.phases.includes(phase)) return [];
  const { from, to, end } = warmup;
  const share = formatShare(end / schedule.length);
  const times = from > 0 ? t`, to ${formatNumber(to / from)} times its start` : "";
  const words = clockWords(schedule.time);
  const facts = [
    fact("warmup", t("Warmup"), t`${plural(end, words.noun)}, ${share} of the run${times}`),
  ];
  if (end > 0) {
    const slope = formatNumber((to - from) / end);
    facts.push(fact("slope", words.slope, slope));
  }
  const beta2 = beta2Of(schedule);
  // the memory counts updates
  if (beta2 === undefined || words.noun !== "step") return facts;
  const memory = memoryOf(beta2.value);
  const untuned = formatCount(2 * memory);
  const text = t`${formatCount(memory)} updates; an untuned warmup is twice as long, ${untuned} steps`;
  return [...facts, fact("memory", t`Memory of ${describeBeta2(beta2)}`, text)];
}
