import type { Schedule } from "../../schedule/schedule";

/** A schedule in which the rate of a group stands in the place of the learning rate. */
interface GroupRate {
  /** The track's own name. */
  readonly name: string;
  readonly schedule: Schedule;
}

const known = new WeakMap<Schedule, readonly GroupRate[]>();

/** The tracks that groups of parameters train with instead of the learning rate. */
export function groupRates(schedule: Schedule): readonly GroupRate[] {
  const found = known.get(schedule) ?? findRates(schedule);
  known.set(schedule, found);
  return found;
}

function findRates(schedule: Schedule): GroupRate[] {
  const groups: unknown = schedule.definition.layers?.groups;
  if (typeof groups !== "object" || groups === null) return [];
  const names = Object.values(groups).map((group: unknown): unknown =>
    typeof group === "object" && group !== null ? Reflect.get(group, "track") : undefined,
  );
  return [...new Set(names)].flatMap((name) => {
    const track = typeof name === "string" ? schedule.tracks.get(name) : undefined;
    if (track === undefined || track.name === "learningRate") return [];
    const tracks = new Map([...schedule.tracks, ["learningRate", track] as const]);
    return [{ name: track.name, schedule: { ...schedule, tracks } }];
  });
}
