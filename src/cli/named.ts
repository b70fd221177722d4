import { UsageError } from "./exit";

/** By name, the second and later ones of a name as "name#2", "name#3" …, so that each can be named. */
export function byNumberedName<Named extends { readonly name: string }>(
  schedules: readonly Named[],
): ReadonlyMap<string, Named> {
  const counts = new Map<string, number>();
  const found = new Map<string, Named>();
  for (const one of schedules) {
    const count = (counts.get(one.name) ?? 0) + 1;
    counts.set(one.name, count);
    found.set(count === 1 ? one.name : `${one.name}#${count}`, one);
  }
  return found;
}

/** The schedules that --schedule names, in its order; all of them where it names none. */
export function namedSchedules<Named extends { readonly name: string }>(
  schedules: readonly Named[],
  names: readonly string[],
): readonly Named[] {
  if (names.length === 0) return schedules;
  return names.map((name) => {
    const found = byNumberedName(schedules).get(name);
    if (found) return found;
    const known = [...byNumberedName(schedules).keys()].map((one) => `"${one}"`).join(", ");
    throw new UsageError(`there is no schedule "${name}"; the file has ${known || "none"}`);
  });
}
