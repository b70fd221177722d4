import type { ScheduleDefinition } from "../schedule/definition";
import type { Schedule } from "../schedule/schedule";
import { t } from "../text/words";
import { explain } from "./explain/explain";
import { planOf } from "./explain/plan";
import { sentenceOf, textOf } from "./explain/sentence";
import { lineForRate } from "./missingRate";
import { drivenPlan } from "./onMetric";
import { planBehind } from "./planBehind";
import type { Recording } from "./recording";

/** What is said of a run beside its plan. */
export interface RunTold {
  /** Why the rates differ, or that they don't, or that there are none. */
  readonly sentence: string;
  /** Each cause in words, and the largest difference that is left after it, in units of the rate. */
  readonly causes: readonly { readonly text: string; readonly residual: number }[];
  /** What the log's digits leave open, in units of the rate; absent where it has no rate. */
  readonly resolution?: number;
  /** The schedule behind the rates, where there is no plan and they have one. */
  readonly behind?: ScheduleDefinition;
  /** The line of code that logs what is missing. */
  readonly code?: string;
}

/**
 * Explains a run's rates by a plan; without a rate there, by the simplest schedule behind them.
 *
 * @param format The id of the log's reader, which knows how its users log a rate.
 * @param metric The tag of what the plan's "onPlateau" looks at; the likeliest where none is named.
 */
export function runTold(
  run: Recording,
  format: string | undefined,
  plan: Schedule | undefined,
  metric?: string,
): RunTold {
  const series = run.series.get("learningRate");
  if (series === undefined)
    return {
      sentence: t("The log has no learning rate. This line logs it:"),
      causes: [],
      code: lineForRate(format),
    };
  const driven = plan && drivenPlan(plan, run, metric);
  const wanted = driven && planOf(driven.plan);
  const found = wanted ? explain(wanted, series) : planBehind(run, series);
  const causes = found.causes.map((cause) => ({ text: textOf(cause), residual: cause.residual }));
  const sentence = "sentence" in found ? found.sentence : sentenceOf(found);
  const told = [sentence, ...(driven?.reason === undefined ? [] : [driven.reason])].join(" ");
  const { resolution } = found;
  return {
    sentence: told,
    causes,
    resolution,
    ...("from" in found && found.plan && { behind: found.plan }),
  };
}
