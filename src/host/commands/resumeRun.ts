import { l10n } from "vscode";
import type { Resumed, ResumeReport } from "../../core/resume/resume";
import type { Schedule } from "../../core/schedule/schedule";
import { formatCount, formatNumber } from "../../core/text/format";
import type { FrozenSchedule } from "../frozen/frozenSchedules";
import { frozenCurve } from "../frozen/frozenCurve";
import type { IdentifiedSchedule } from "../panel/scheduleId";
import { ask } from "../sinks";
import type { CommandTools } from "./register";

/**
 * Draws what the framework does with the rate if the active schedule's run is resumed at a step, for
 * each way to restore it, beside what was wanted.
 *
 * @param given The step, and the length of the resumed run; the user is asked otherwise.
 */
export async function resumeRun(
  { model, frozen, panels }: CommandTools,
  ...given: readonly unknown[]
): Promise<void> {
  const active = await model.active();
  const core = await import("../lazy/resume");
  const old = active && core.asCounted(active.schedule).schedule;
  if (!active || !old) throw new Error(l10n.t("There is no schedule to resume."));
  const at = await wholeNumber(given[0], l10n.t("Steps that were made before"), 1, old.length);
  if (at === undefined) return;
  const title = l10n.t("Steps of the resumed run, those before included");
  const steps = await wholeNumber(given[1], title, at + 1, 2 ** 52, old.length);
  if (steps === undefined) return;
  const next = await withSteps(active, steps, model.analyses);
  const report = core.resume(old, next, at, active.schedule.foreign?.format);
  if ("reason" in report) throw new Error(report.reason);
  const laid = await laidWays(active, report, next, next === old);
  frozen.hold(`resume:${active.id}`, laid);
  await model.compareAlso(laid.map(({ id }) => id));
  await panels.present();
}

async function wholeNumber(
  given: unknown,
  title: string,
  least: number,
  most: number,
  value = Math.floor((least + most) / 2),
): Promise<number | undefined> {
  const problem = (text: string): string | undefined => {
    const number = Number(text);
    return text.trim() !== "" && Number.isInteger(number) && number >= least && number <= most
      ? undefined
      : l10n.t("Enter a whole number from {0} to {1}.", formatCount(least), formatCount(most));
  };
  if (typeof given === "number") {
    const wrong = problem(String(given));
    if (wrong !== undefined) throw new Error(wrong);
    return given;
  }
  const text = await ask({
    title: l10n.t("Resume the Run at a Step"),
    prompt: title,
    value: String(value),
    validateInput: problem,
  });
  return text === undefined ? undefined : Number(text);
}

/** The schedule over another number of steps; in a file of another program, read anew. */
async function withSteps(
  { schedule, from }: IdentifiedSchedule,
  steps: number,
  analyses: CommandTools["model"]["analyses"],
): Promise<Schedule> {
  const core = await import("../lazy/resume");
  const { document, analysis } = from;
  const stretched = core.lengthened(analysis.document, schedule, steps);
  if ("schedule" in stretched) return stretched.schedule;
  if ("reason" in stretched) throw new Error(l10n.t("Not resumed: {0}.", stretched.reason));
  const text = core.withEdits(analysis.document.text, stretched.edits);
  const again = await analyses.trial(document, text);
  const found = again?.schedules[analysis.schedules.indexOf(schedule)];
  const next = found && core.asCounted(found).schedule;
  const reason = core.notLengthened(next, steps);
  if (!next || reason !== undefined)
    throw new Error(l10n.t("Not resumed: {0}.", reason ?? l10n.t("the text can't be read anew")));
  return next;
}

async function laidWays(
  { id, schedule: shown }: IdentifiedSchedule,
  report: ResumeReport,
  next: Schedule,
  isSame: boolean,
): Promise<FrozenSchedule[]> {
  const core = await import("../lazy/resume");
  const label = l10n.t("resumed at {0}", formatCount(report.at));
  const document = core.parseJson("{}");
  const item = (key: string, schedule: Schedule, note: string): FrozenSchedule => ({
    ...frozenCurve(`resume:${id}#${key}`, label, core.asShown(schedule, shown), document),
    note,
  });
  const ways = report.ways.flatMap((way) => {
    const schedule = core.waySchedule(way, report, next);
    return schedule ? [item(way.id, schedule, noteOf(way, report))] : [];
  });
  const unknown = report.ways.filter(({ curve }) => curve === undefined);
  if (ways.length === 0) throw new Error(unknown.map(({ why }) => why).join(" "));
  if (isSame) return ways;
  const wanted = { ...next, name: l10n.t("wanted: {0} steps", formatCount(report.length)) };
  return [item("wanted", wanted, l10n.t("The same schedule over the new length.")), ...ways];
}

/** The jump at the step, and why. */
function noteOf({ first, jump, why, ends }: Resumed, { at, unbroken }: ResumeReport): string {
  const end =
    ends === undefined ? "" : ` ${l10n.t("No rate from step {0} on.", formatCount(ends))}`;
  if (!Number.isFinite(first)) return `${why}${end}`;
  const rates = l10n.t(
    "{0} at step {1} instead of {2}",
    formatNumber(first),
    formatCount(at),
    formatNumber(unbroken),
  );
  const small = Math.abs(jump) <= 1e-12 * Math.abs(unbroken);
  const told = small
    ? l10n.t("No jump at step {0}.", formatCount(at))
    : l10n.t("A jump of {0}: {1}.", formatNumber(jump), rates);
  return `${told} ${why}${end}`;
}
