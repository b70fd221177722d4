/** One line of a benchmark: a name and its figures, already with their units. */
export interface BenchRow {
  readonly name: string;
  readonly figures: Readonly<Record<string, string>>;
}

/** A group of figures that were measured in one run, so that their ratios hold. */
export interface Bench {
  readonly title: string;
  run(): BenchRow[] | Promise<BenchRow[]>;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

const WARMUPS = 5;
const ROUNDS = 25;

/**
 * Median milliseconds of each task. The tasks take turns, round by round, so that a machine that
 * slows down slows all of them and the ratios stay true.
 */
export async function medians<Name extends string>(
  tasks: Readonly<Record<Name, () => unknown>>,
  rounds = ROUNDS,
): Promise<Record<Name, number>> {
  const names = Object.keys(tasks) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -WARMUPS; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      await tasks[name]();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

export const milliseconds = (value: number): string =>
  value < 1 ? `${(value * 1000).toFixed(0)} µs` : `${value.toFixed(2)} ms`;

export const ratio = (value: number, base: number): string => `${(value / base).toFixed(2)} ×`;

/** Milliseconds of the processor, other threads of the process included. */
export const processorTime = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** The median of some milliseconds, with the least and the greatest of them. */
export const spread = (times: readonly number[]) => ({
  median: milliseconds(median(times)),
  least: milliseconds(Math.min(...times)),
  most: milliseconds(Math.max(...times)),
});
