import { plainAt } from "../../facts/plain";
import type { Schedule, Track } from "../../schedule/schedule";

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
  const rates = [...new Set(names)].flatMap((name) => {
    const track = typeof name === "string" ? schedule.tracks.get(name) : undefined;
    return track === undefined || track.name === "learningRate" ? [] : [track];
  });
  const ofGroups: ReadonlySet<Track> = new Set(rates);
  const others = [...schedule.tracks.values()].filter((track) => !ofGroups.has(track));
  return withinBounds(rates, others).map((track) => ({
    name: track.name,
    schedule: { ...schedule, tracks: tracksWith(track, others, schedule) },
  }));
}

/** Every rule looks at every phase, for each group again. */
function withinBounds(rates: readonly Track[], others: readonly Track[]): readonly Track[] {
  const shared = others.reduce((sum, { phases }) => sum + phases.length, 0);
  let left = MOST_PHASES;
  return rates.filter(({ phases }) => {
    left -= shared + phases.length + PHASES_OF_GROUP;
    return left >= 0;
  });
}

const MOST_PHASES = 5000;
/** What the rules cost for a group besides its phases, in phases. */
const PHASES_OF_GROUP = 10;

/** The rates of other groups say nothing of this one, unless it is made of them. */
function tracksWith(track: Track, others: readonly Track[], { tracks, definition }: Schedule) {
  const related = [track.follows, plainAt(definition, [track.name, "times"])];
  const used = related.flatMap((name) =>
    typeof name === "string" ? (tracks.get(name) ?? []) : [],
  );
  const kept = [...others, ...used, track].map((one) => [one.name, one] as const);
  return new Map([...kept, ["learningRate", track] as const]);
}
