import type { Uri } from "vscode";
import type { AnalyzedSchedule } from "../../core/analysis";
import { titleOf } from "../../core/text/title";
import type { AnalyzedDocument } from "../analysisService";

/** A schedule with the name by which messages speak of it. */
export interface IdentifiedSchedule {
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  readonly schedule: AnalyzedSchedule;
  readonly from: AnalyzedDocument;
}

/** `namesake`: 1 for the first schedule of its name in the document. */
export const scheduleId = (document: Uri, namesake: number, name: string): string =>
  `${document.toString()}#${namesake}#${name}`;

const known = new WeakMap<AnalyzedDocument, readonly IdentifiedSchedule[]>();

/**
 * The schedules of a document with their ids: made of address and name, so that they stay the same
 * while the rest of the file is edited; namesakes are counted.
 */
export function identified(from: AnalyzedDocument): readonly IdentifiedSchedule[] {
  const found = known.get(from);
  if (found) return found;
  const namesakes = new Map<string, number>();
  const list = from.analysis.schedules.map((schedule) => {
    const count = (namesakes.get(schedule.name) ?? 0) + 1;
    namesakes.set(schedule.name, count);
    const id = scheduleId(from.document.uri, count, schedule.name);
    return { id, title: titleOf(schedule, from.document.uri.path), schedule, from };
  });
  known.set(from, list);
  return list;
}
