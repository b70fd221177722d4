import type { AnalyzedSchedule } from "../analysis";
import { samePath, tracksOf } from "../language/parts";
import type { SourceEntry, SourceObject, SourceValue } from "../parse/sourceValue";
import type { PhaseSpan } from "../schedule/schedule";
import { CannotConvert } from "./conversion";
import { t } from "../text/words";
import { formatCount } from "../text/format";

/** A longer table is no text that anybody would keep. */
const MOST_VALUES = 10_000;

/** The phases with functions of a schedule, each with a table that has its value at every step. */
export function tablesOf({ source, schedule }: AnalyzedSchedule): [SourceObject, SourceObject][] {
  return tracksOf(source).flatMap(({ name, phases }) => {
    const spans = schedule?.tracks.get(name)?.phases ?? [];
    return phases.flatMap(({ path, source: phase, kind }): [SourceObject, SourceObject][] => {
      if (kind !== "custom") return [];
      const span = spans.find((candidate) => samePath(candidate.path, path));
      if (!span || span.missing === true)
        throw new CannotConvert(t("A function has no values yet: mend its phase first."));
      return [[phase, tableOf(phase, span)]];
    });
  });
}

function tableOf(phase: SourceObject, { curve, length }: PhaseSpan): SourceObject {
  if (length > MOST_VALUES)
    throw new CannotConvert(
      t`A table of the function's values at ${formatCount(length)} steps is too long; up to ${formatCount(MOST_VALUES)} are written.`,
    );
  const { range } = phase;
  const values: SourceValue[] = [];
  for (let step = 0; step <= length; step++) {
    const value = curve.at(step);
    // The value after the last step is that from which the next phase starts; it may not exist.
    if (step === length && !Number.isFinite(value)) break;
    values.push({ type: "number", value, range, literal: false });
  }
  const entry = (key: string, value: SourceValue): SourceEntry => ({
    key,
    keyRange: range,
    range,
    value,
  });
  return {
    type: "object",
    range,
    literal: false,
    entries: [
      entry("kind", { type: "string", value: "table", range, literal: false }),
      ...phase.entries.filter(({ key }) => key === "for"),
      entry("values", { type: "array", items: values, range, literal: false }),
    ],
  };
}
