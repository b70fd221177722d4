import type { Problem } from "./problem";

/** By position; the same problem told for two schedules (a shared constant) is told once. */
export function sortedProblems(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems
    .filter(({ code, message, range }) => {
      const key = `${range.start} ${range.end} ${code} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
