import type { Problem } from "../problem";
import type { TextEdit } from "../text/range";

/**
 * The edits of all safe fixes that can be made at once, sorted: of each problem its preferred safe
 * fix; one that would touch the text of an earlier one is left for the next time.
 */
export function safeEdits(problems: readonly Problem[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fixes } of problems) {
    const safe = fixes.filter((fix) => fix.safe === true);
    const fix = safe.find(({ preferred }) => preferred === true) ?? safe[0];
    if (fix && !fix.edits.some((edit) => taken.some((other) => meet(edit, other))))
      taken.push(...fix.edits);
  }
  return taken.sort((a, b) => a.range.start - b.range.start);
}

const meet = ({ range: a }: TextEdit, { range: b }: TextEdit): boolean =>
  a.start <= b.end && b.start <= a.end;
