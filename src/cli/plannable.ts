import type { Analysis, AnalyzedSchedule } from "../core/analysis";
import type { PlannableSchedule } from "../core/probePlan";
import type { Setting } from "../core/probeSetting";
import { setFlags } from "../core/text/setFlags";
import { UsageError } from "./exit";

/** What is tried out of a file; one that cannot be evaluated as it stands is refused, not mended. */
export function plannableOf(
  file: string,
  { schedules, problems, document }: Analysis,
): Omit<PlannableSchedule, "id">[] {
  const error = problems.find(({ severity }) => severity === "error");
  if (schedules.length === 0) {
    throw new UsageError(`${file} has no schedule to try out${error ? `: ${error.message}` : ""}`);
  }
  return schedules.map((found) => plannable(found, document.text));
}

/** @param text Of the document. */
export function plannable(
  { name, schedule, complete, problems, range, unknowns }: AnalyzedSchedule,
  text: string,
  setting?: Setting,
): Omit<PlannableSchedule, "id"> {
  const wrong = problems.find(({ severity }) => severity === "error") ?? problems[0];
  if (!schedule || !complete) {
    const missing = setFlags(unknowns.map(({ symbol }) => symbol));
    const reason = missing ? `give ${missing}` : (wrong?.message ?? "it is unfinished");
    throw new UsageError(`"${name}" cannot be tried out: ${reason}`);
  }
  return { schedule, definition: text.slice(range.start, range.end), setting };
}
