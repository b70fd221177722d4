/** What a schedule is called among schedules of other files. */
export interface Titled {
  readonly name: string;
  /** Its definition and its constant say none: `name` stands for it in its own file alone. */
  readonly unnamed?: true | undefined;
}

/**
 * The name by which people know a schedule: its own, or else that of its file, "bert" for
 * bert.schedule.json. `address` is the file's path or URI.
 */
export function titleOf({ name, unnamed }: Titled, address: string): string {
  if (!unnamed) return name;
  const file = address.slice(Math.max(address.lastIndexOf("/"), address.lastIndexOf("\\")) + 1);
  const base = file.replace(/(?<=.)(\.schedule)?\.\w+$/i, "");
  // "schedule 2" is the second of its file
  return base === "" ? name : name.replace("schedule", () => base);
}
