import type { Analysis, AnalyzedSchedule } from "../core/analysis";
import { alignedTable } from "./environment";
import { lineText, TextPlaces } from "./textPlaces";

/** What is known of a schedule besides its values. */
export interface FoundSchedule {
  readonly name: string;
  /** Counts from 1; in a notebook, within the cell. */
  readonly line: number;
  /** In a notebook, the cell's number among all cells, from 1. */
  readonly cell?: number;
  readonly format: string;
  readonly clock: string;
  /** Absent for definitions of our own, which say every update themselves. */
  readonly stepped?: string;
  /** Null where nothing says where the run ends. */
  readonly length: number | null;
  readonly unknowns: readonly {
    readonly symbol: string;
    readonly line: number;
    readonly cell?: number;
    readonly unit: string;
    /** Of a text: those that it may be. */
    readonly texts?: readonly string[];
  }[];
}

/** Every schedule of a document, those included of which nothing can be drawn yet. */
export function foundSchedules({ document, schedules }: Analysis): FoundSchedule[] {
  const places = new TextPlaces(document);
  const placeOf = (offset: number) => {
    const { line, cell } = places.at(offset);
    return { line, ...(cell !== undefined && { cell }) };
  };
  return schedules.map(({ name, anchor, schedule, unknowns, foreign }) => ({
    name,
    ...placeOf(anchor.start),
    format: foreign?.format ?? "native",
    clock: foreign?.clock ?? "update",
    ...(foreign && { stepped: foreign.stepped }),
    length: knownLength(schedule),
    unknowns: unknowns.map(({ symbol, range, unit, texts }) => ({
      symbol,
      ...placeOf(range.start),
      unit: unit ?? "number",
      ...(texts && { texts }),
    })),
  }));
}

const knownLength = (schedule: AnalyzedSchedule["schedule"]): number | null =>
  schedule === undefined || schedule.horizon ? null : schedule.length;

/** The same as a table for people. */
export function listOf(analysis: Analysis): string {
  const found = foundSchedules(analysis);
  if (found.length === 0) return "no schedule found";
  const head = ["line", "schedule", "format", "clock", "stepped", "length", "unknown"];
  const rows = found.map((one) => [
    lineText(one),
    one.name,
    one.format,
    one.clock,
    one.stepped ?? "",
    one.length === null ? "?" : String(one.length),
    one.unknowns
      .map(({ symbol, unit, texts }) => `${symbol} (${texts?.join(" | ") ?? unit})`)
      .join(", "),
  ]);
  return alignedTable([head, ...rows], "left");
}
