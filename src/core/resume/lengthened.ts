import type { AnalyzedSchedule } from "../analysis";
import { asCounted } from "../formats/counted";
import { foreignLengthEdits } from "../handles/foreign/scaleForeign";
import type { ParsedDocument } from "../parse/sourceValue";
import type { Schedule } from "../schedule/schedule";
import { withLength } from "../schedule/withLength";
import type { TextEdit } from "../text/range";
import { t } from "../text/words";

/** The schedule over another number of steps, the edits to read it from, or why neither can be had. */
export type Lengthened =
  | { readonly schedule: Schedule }
  | { readonly edits: readonly TextEdit[] }
  | { readonly reason: string };

/** The same schedule with another length: nothing but its horizon differs. */
export function lengthened(
  document: ParsedDocument,
  analyzed: AnalyzedSchedule,
  steps: number,
): Lengthened {
  const { schedule } = asCounted(analyzed);
  if (!schedule) return { reason: t("the schedule can't be evaluated yet") };
  if (steps === schedule.length) return { schedule };
  if (!analyzed.foreign) {
    const other = withLength(schedule.definition, steps);
    return other
      ? { schedule: { ...other, name: schedule.name } }
      : { reason: t`the schedule isn't right over ${steps} steps` };
  }
  const found = foreignLengthEdits(document, analyzed, steps);
  if ("refusal" in found) return { reason: found.refusal.reason };
  // the run that is resumed is read anew with this text alone
  if (found.elsewhere.length > 0) return { reason: t("its length stands in another file") };
  return { edits: found.edits };
}

/** Why a text that was read anew isn't the schedule over `steps`; undefined where it is. */
export const notLengthened = (found: Schedule | undefined, steps: number): string | undefined =>
  found?.length === steps ? undefined : t("the number changed there isn't the whole of its length");
