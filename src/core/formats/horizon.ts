/** A run that has no length of its own is drawn at least so far. */
const LEAST = 100;
/** How much of it follows the last place of which the schedule knows. */
const AFTERWARDS = 1.25;

/** How far an open-ended schedule is drawn: past the largest of the lengths that it names. */
export function drawnSteps(lengths: readonly unknown[], fallback: number): number {
  const steps = lengths.filter(
    (value): value is number => typeof value === "number" && Number.isFinite(value) && value >= 1,
  );
  const longest = steps.length > 0 ? Math.max(...steps) : fallback;
  return Math.min(1e9, Math.max(LEAST, Math.ceil(longest * AFTERWARDS)));
}

/** The length over which a shape is drawn whose N is not known: the warmup a tenth of it. */
export const nominalSteps = (warmup = 0): number => Math.max(1000, Math.ceil(warmup) * 10);
