import { secondsAt, type WallClock } from "../../core/recordings/wallClock";
import type { Schedule } from "../../core/schedule/schedule";
import { t } from "../../core/text/words";
import type { TableRows } from "../../protocol/hostMessages";

type Row = TableRows["rows"][number];

/** A column beside the schedule's own tracks. */
export interface OtherColumn {
  readonly title: string;
  readonly at: (step: number) => number;
}

/** Runs whose rates stand beside the plan's, each with its difference. */
const MOST_RUNS = 4;

interface Run {
  readonly label: string;
  readonly schedule: Schedule;
  readonly wall?: WallClock | undefined;
}

/** The rates of runs that lie over a plan, by how much each is above it, and when it was there. */
export function runColumns(runs: readonly Run[], plan: Schedule): OtherColumn[] {
  const wanted = plan.tracks.get("learningRate")?.curve;
  return runs.slice(0, MOST_RUNS).flatMap(({ label, schedule, wall }): OtherColumn[] => {
    const logged = schedule.tracks.get("learningRate")?.curve;
    const time = wall && { title: t`${label}: seconds`, at: wallAt(wall, schedule) };
    const times = time ? [time] : [];
    if (logged === undefined) return times;
    const own = { title: label, at: (step: number) => logged.at(step) };
    if (wanted === undefined) return [own, ...times];
    const title = `${label} − ${plan.name}`;
    return [own, { title, at: (step) => logged.at(step) - wanted.at(step) }, ...times];
  });
}

/** Seconds since the run's first line; nothing is known of what comes after its last. */
const wallAt =
  (wall: WallClock, { length }: Schedule) =>
  (step: number): number =>
    step < length ? secondsAt(wall, step) : NaN;

/**
 * The values of every track at about `rows` steps of [first, last]: round steps, the beginnings of
 * the phases, and both ends, ascending and each once.
 */
export function tableRows(
  schedule: Schedule,
  first: number,
  last: number,
  rows: number,
  others: readonly OtherColumn[] = [],
): Row[] {
  const from = Math.max(0, Math.ceil(first));
  const to = Math.min(schedule.length, Math.floor(last));
  if (to < from) return [];
  const starts = phaseStarts(schedule, from, to, Math.floor(rows / 2));
  const steps = new Set([...starts.keys(), from, to]);
  for (const step of roundSteps(from, to, rows - steps.size)) steps.add(step);
  return [...steps]
    .sort((a, b) => a - b)
    .slice(0, rows)
    .map((step) => rowAt(schedule, others, step, starts.get(step)));
}

function rowAt(
  schedule: Schedule,
  others: readonly OtherColumn[],
  step: number,
  phase: string | undefined,
): Row {
  const own = [...schedule.tracks.values()].map(({ curve }) => curve.at(step));
  const values = [...own, ...others.map(({ at }) => at(step))].map(finiteOrNull);
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
