import type { Problem } from "./problem";

/** By position; the same problem told for two schedules (a shared constant) is told once. */
export function sortedProblems(problems: readonly Problem[]): Problem[] {
  const sorted = problems.toSorted(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  // Only what stands at one place is compared: the messages are long, and most places have one.
  let place: Place | undefined;
  let told = new Set<string>();
  return sorted.filter(({ code, message, range }, index) => {
    if (place && isSame(place, range)) return !told.has(message + code) && told.add(message + code);
    place = range;
    const next = sorted[index + 1]?.range;
    if (next && isSame(next, range)) told = new Set([message + code]);
    return true;
  });
}

type Place = Problem["range"];

const isSame = (a: Place, b: Place): boolean => a.start === b.start && a.end === b.end;
