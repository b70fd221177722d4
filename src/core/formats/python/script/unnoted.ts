import type { Machine } from "./machine";

/** Runs `work`; what it makes, calls and writes is not found once more by each reading of it. */
export function unnoted<Result>({ findings }: Machine, work: () => Result): Result {
  const { objects, instances, methods, inherited, writes, loops } = findings;
  const lists: readonly { length: number }[] = [
    objects,
    instances,
    methods,
    inherited,
    writes,
    loops,
  ];
  const before = lists.map(({ length }) => length);
  try {
    return work();
  } finally {
    lists.forEach((list, index) => {
      list.length = before[index] ?? 0;
    });
  }
}
