import type { ShownSchedule, TrackView } from "../../src/protocol/scheduleView";

const NOTHING: TrackView["columns"] = { step: [], first: [] };

/**
 * A schedule that lacks something, with the frame of its last good form: its length and clocks, an
 * empty chart for each track that is missing, its facts. Nothing jumps while somebody is typing.
 */
export function steadied(now: ShownSchedule, good: ShownSchedule): ShownSchedule {
  const there = new Map(now.tracks.map((track) => [track.name, track]));
  const frame = good.tracks.map((track) => {
    const present = there.get(track.name);
    there.delete(track.name);
    return present ?? { name: track.name, phases: [], columns: NOTHING };
  });
  return {
    ...now,
    length: now.length ?? good.length,
    time: now.time ?? good.time,
    tracks: [...frame, ...there.values()],
    facts: now.facts.length > 0 ? now.facts : good.facts,
  };
}
