import { l10n, window, type TextDocument } from "vscode";
import type { AnalyzedSchedule } from "../../core/analysis";
import type { Scaled, StatedLength } from "../../core/language/scaleLength";
import type { AxisRefusal } from "../../core/handles/handle";
import type { Moved } from "../../core/handles/moveHandle";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { analyzedDocument } from "../analyzedDocument";
import { applyAcross } from "../panel/applyAcross";
import { identified } from "../panel/scheduleId";
import { readWith } from "../panel/rereading";
import { showOrigin } from "../panel/showRange";
import { ask, tell, tellWarning } from "../sinks";

/** Stretches the schedule at the cursor, or the one named, to a length that is asked for. */
export async function scaleLength(
  analyses: AnalysisService,
  uri: unknown,
  name: unknown,
  amount: unknown,
): Promise<void> {
  const analyzed = await analyzedDocument(analyses, uri);
  const schedule = analyzed && (await scheduleOf(analyzed, name));
  if (schedule) await scale(analyses, analyzed, schedule, amount);
  else await tell(l10n.t("Put the cursor into a schedule first."));
}

/** By its id or its name, of several the first. */
async function scheduleOf(
  analyzed: AnalyzedDocument,
  name: unknown,
): Promise<AnalyzedSchedule | undefined> {
  const { document, analysis } = analyzed;
  if (typeof name === "string")
    return (
      identified(analyzed).find(({ id }) => id === name)?.schedule ??
      analysis.schedules.find((other) => other.name === name)
    );
  const editor = window.activeTextEditor;
  const { scheduleAt } = await import("../lazy/core");
  return editor?.document === document
    ? scheduleAt(analysis, document.offsetAt(editor.selection.active))
    : undefined;
}

/** Edits of the document, and of other files of the workspace. */
type ScaledAcross = Pick<Moved, "edits" | "elsewhere">;

/** Why nothing is scaled, and the place that it is about. */
type NotScaled = Pick<AxisRefusal, "reason" | "place">;

/** In a file of another program, read anew before anything is written. */
async function scaledElsewhere(
  analyses: AnalysisService,
  { document, analysis }: AnalyzedDocument,
  schedule: AnalyzedSchedule,
  amount: number,
): Promise<ScaledAcross | NotScaled> {
  const core = await import("../lazy/core");
  const scaled = core.scaleForeign(analysis.document, schedule, amount);
  if ("refusal" in scaled) return scaled.refusal;
  const again = await readWith({ analyses, document, analysis }, scaled);
  const after = again?.schedules[analysis.schedules.indexOf(schedule)];
  const stated = core.statedForeignLength(analysis.document, schedule)?.amount ?? NaN;
  const reason = core.confirmScaled(analysis.document, schedule, after, amount / stated);
  return reason === undefined ? scaled : { ...scaled.computed, reason };
}

/** Offers the place that stands in the way. */
async function refuse(document: TextDocument, { reason, place }: NotScaled): Promise<void> {
  const show = l10n.t("Show in Source");
  const message = l10n.t("Not scaled: {0}", reason);
  const answer = await tellWarning(message, ...(place ? [show] : []));
  if (place && answer === show) await showOrigin(document, place);
}

async function scale(
  analyses: AnalysisService,
  { document, analysis, version }: AnalyzedDocument,
  schedule: AnalyzedSchedule,
  given: unknown,
): Promise<void> {
  const core = await import("../lazy/core");
  const stated = schedule.foreign
    ? core.statedForeignLength(analysis.document, schedule)
    : core.statedLength(schedule);
  const asked = typeof given === "number" ? given : stated && (await askLength(stated));
  if (stated && asked === undefined) return;
  const result = schedule.foreign
    ? await scaledElsewhere(analyses, { document, analysis, version }, schedule, asked ?? NaN)
    : ownScaled(core.scaleLength(analysis.document, schedule, asked ?? NaN));
  if ("reason" in result) {
    await refuse(document, result);
    return;
  }
  if (document.version !== version) {
    await tellWarning(l10n.t("The file has changed since: this is out of date."));
    return;
  }
  await applyAcross(document, analysis.document.text, result.edits, result.elsewhere);
}

const ownScaled = (scaled: Scaled): ScaledAcross | NotScaled =>
  "reason" in scaled ? scaled : { edits: scaled.edits, elsewhere: [] };

async function askLength({ unit, amount }: StatedLength): Promise<number | undefined> {
  const text = await ask({
    title: l10n.t("The new length in {0}", unit),
    prompt: l10n.t("Phases, positions and periods are stretched with it; percentages stay."),
    value: String(amount),
    validateInput: (typed) =>
      numberOf(typed) > 0 ? undefined : l10n.t("Enter a number greater than 0."),
  });
  return text === undefined ? undefined : numberOf(text);
}

const numberOf = (text: string): number =>
  text.trim() === "" ? NaN : Number(text.replaceAll("_", ""));
