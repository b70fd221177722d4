import { l10n } from "vscode";
import type { Schedule } from "../../core/schedule/schedule";
import { analyzedAt, scheduleNamed } from "./files";
import type { AssistantTool } from "./tool";
import { writtenCount } from "../../core/text/format";

const MOST_STEPS = 1000;
const USUAL = 21;

/** The values that single updates use. */
export const sample: AssistantTool = {
  name: "learningRateDesigner_sample",
  get doing() {
    return l10n.t("Sampling a schedule");
  },
  async answer(input, analyses, token) {
    const wanted = input.optionalSteps("steps", MOST_STEPS);
    const analyzed = await analyzedAt(input.text("file"), analyses, token);
    const found = scheduleNamed(analyzed, input.optionalText("schedule"));
    const { asFarAsKnown, dataTable, sampledSteps, toDataJson } = await import("../lazy/core");
    const schedule = asFarAsKnown(found.schedule);
    const steps = wanted ?? sampledSteps(schedule, USUAL, MOST_STEPS) ?? [];
    refuseOutside(schedule, steps);
    const note = schedule.horizon
      ? `\nNote: the length of the run isn't known; null stands for values that hang on it.`
      : "";
    return toDataJson([dataTable(schedule, steps)]) + note;
  },
};

function refuseOutside({ resume, length, horizon }: Schedule, steps: readonly number[]): void {
  const outside = steps.find((step) => step < resume || (!horizon && step > length));
  if (outside !== undefined)
    throw new Error(
      `Step ${writtenCount(outside)} is outside of the run, which has the steps ${writtenCount(resume)} to ${writtenCount(length)}.`,
    );
}
