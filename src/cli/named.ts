import { UsageError } from "./exit";

/** The schedules that --schedule names, in its order; all of them where it names none. */
export function namedSchedules<Named extends { readonly name: string }>(
  schedules: readonly Named[],
  names: readonly string[],
): readonly Named[] {
  if (names.length === 0) return schedules;
  return names.map((name) => {
    const found = schedules.find((one) => one.name === name);
    if (found) return found;
    const known = schedules.map((one) => `"${one.name}"`).join(", ");
    throw new UsageError(`there is no schedule "${name}"; the file has ${known || "none"}`);
  });
}
