import type { Schedule } from "../../core/schedule/schedule";
import type { TableRows } from "../../protocol/hostMessages";

type Row = TableRows["rows"][number];

/**
 * The values of every track at about `rows` steps of [first, last]: round steps, the beginnings of
 * the phases, and both ends, ascending and each once.
 */
export function tableRows(schedule: Schedule, first: number, last: number, rows: number): Row[] {
  const from = Math.max(0, Math.ceil(first));
  const to = Math.min(schedule.length, Math.floor(last));
  if (to < from) return [];
  const starts = phaseStarts(schedule, from, to, Math.floor(rows / 2));
  const steps = new Set([...starts.keys(), from, to]);
  for (const step of roundSteps(from, to, rows - steps.size)) steps.add(step);
  return [...steps]
    .sort((a, b) => a - b)
    .slice(0, rows)
    .map((step) => rowAt(schedule, step, starts.get(step)));
}

function rowAt(schedule: Schedule, step: number, phase: string | undefined): Row {
  const values = [...schedule.tracks.values()].map(({ curve }) => finiteOrNull(curve.at(step)));
  return { step, values, ...(phase !== undefined && { phase }) };
}

export const finiteOrNull = (value: number): number | null =>
  Number.isFinite(value) ? value : null;

/** The kind of phase that begins at a step; those of the first track come first. */
function phaseStarts(
  schedule: Schedule,
  from: number,
  to: number,
  limit: number,
): Map<number, string> {
  const starts = new Map<number, string>();
  for (const { phases } of schedule.tracks.values()) {
    for (const { start, kind } of phases) {
      if (starts.size >= limit) return starts;
      if (start >= from && start <= to && !starts.has(start)) starts.set(start, kind);
    }
  }
  return starts;
}

/** Multiples of 1, 2 or 5 times a power of ten, at most `count` of them. */
function roundSteps(from: number, to: number, count: number): number[] {
  if (count < 1) return [];
  const least = Math.max(1, (to - from) / count);
  const power = 10 ** Math.floor(Math.log10(least));
  const size = [1, 2, 5, 10].map((n) => n * power).find((step) => step >= least) ?? 10 * power;
  const steps: number[] = [];
  for (let step = Math.ceil(from / size) * size; step <= to && steps.length < count; step += size) {
    steps.push(step);
  }
  return steps;
}
