import { isRecord, itemsOf, numberOf, type LibraryRecord } from "../../libraries/value";

const LENGTHS = new Set([
  "step_size",
  "milestones",
  "total_iters",
  "T_max",
  "T_0",
  "total_steps",
  "step_size_up",
  "anneal_epochs",
  "patience",
]);

/** The numbers of steps that a scheduler's arguments name, of its members too. */
export function lengthsIn(args: LibraryRecord): number[] {
  return Object.entries(args).flatMap(([name, value]): number[] => {
    if (name === "schedulers")
      return (itemsOf(value) ?? []).flatMap((member) =>
        isRecord(member) && isRecord(member["args"]) ? lengthsIn(member["args"]) : [],
      );
    if (!LENGTHS.has(name)) return [];
    const items = itemsOf(value) ?? [value];
    return items.flatMap((item) => numberOf(item) ?? []);
  });
}
