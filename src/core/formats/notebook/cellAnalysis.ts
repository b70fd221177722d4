import type { Analysis, AnalyzedSchedule } from "../../analysis";
import type { SourceObject, SourceValue } from "../../parse/sourceValue";
import type { Fix, Problem } from "../../problem";
import type { Range } from "../../text/range";
import type { Setting } from "../setting";

/**
 * What the analysis of a whole notebook says of one of its cells, with every place as that cell's
 * document counts. What stands in other cells is left out, and cannot be edited from this one.
 *
 * @param cell Where the cell stands in the notebook's joined text.
 * @param text The cell as it is written.
 */
export function analysisOfCell(analysis: Analysis, cell: Range, text: string): Analysis {
  const place = new CellPlace(cell);
  return {
    document: {
      ...analysis.document,
      text,
      problems: place.problems(analysis.document.problems),
    },
    schedules: analysis.schedules
      .filter(({ anchor }) => place.holds(anchor))
      .map((schedule) => place.schedule(schedule)),
    problems: place.problems(analysis.problems),
  };
}

/** Moves places of the joined text into one cell. */
class CellPlace {
  constructor(private readonly cell: Range) {}

  holds({ start, end }: Range): boolean {
    return start >= this.cell.start && end <= this.cell.end;
  }

  range({ start, end }: Range): Range {
    const length = this.cell.end - this.cell.start;
    const within = (offset: number): number =>
      Math.min(length, Math.max(0, offset - this.cell.start));
    return { start: within(start), end: within(end) };
  }

  schedule(schedule: AnalyzedSchedule): AnalyzedSchedule {
    const { anchor, range, source, problems, unknowns, foreign } = schedule;
    return {
      ...schedule,
      anchor: this.range(anchor),
      range: this.range(range),
      source: this.object(source),
      problems: this.problems(problems),
      unknowns: unknowns.map((unknown) => ({
        ...unknown,
        // asked for where it stands; of another cell, at the schedule
        range: this.range(this.holds(unknown.range) ? unknown.range : anchor),
      })),
      ...(foreign && {
        foreign: { ...foreign, settings: foreign.settings.map((one) => this.setting(one)) },
      }),
    };
  }

  problems(problems: readonly Problem[]): Problem[] {
    return problems
      .filter(({ range }) => this.holds(range))
      .map((problem) => ({
        ...problem,
        range: this.range(problem.range),
        fixes: problem.fixes.flatMap((fix) => this.fix(fix)),
        related: (problem.related ?? [])
          .filter(({ uri, range }) => uri === undefined && this.holds(range))
          .map((related) => ({ ...related, range: this.range(related.range) })),
      }));
  }

  private fix(fix: Fix): Fix[] {
    if (!fix.edits.every(({ range }) => this.holds(range))) return [];
    const edits = fix.edits.map(({ range, text }) => ({ range: this.range(range), text }));
    return [{ ...fix, edits }];
  }

  private setting({ range, literal, ...setting }: Setting): Setting {
    const isElsewhere = literal?.uri !== undefined;
    const isHere = literal && !isElsewhere && this.holds(literal.range);
    return {
      ...setting,
      ...(range && this.holds(range) && { range: this.range(range) }),
      ...(isElsewhere && { literal }),
      ...(isHere && { literal: { range: this.range(literal.range) } }),
    };
  }

  private object(source: SourceObject): SourceObject {
    return {
      ...source,
      range: this.range(source.range),
      ...(source.builderRange && { builderRange: this.range(source.builderRange) }),
      entries: source.entries.map((entry) => ({
        ...entry,
        keyRange: this.range(entry.keyRange),
        range: this.range(entry.range),
        value: this.value(entry.value),
      })),
    };
  }

  private value(value: SourceValue): SourceValue {
    if (value.type === "object") return this.object(value);
    const range = this.range(value.range);
    if (value.type !== "array") return { ...value, range };
    return { ...value, range, items: value.items.map((item) => this.value(item)) };
  }
}
