import type { ProbeVector } from "../../../src/probe/extras";
import type { Told } from "./requests";

/** The vectors of one name that a run told of one replica. */
export function vectorsOf({ events }: Told, name: string, id: string, seed: number): ProbeVector[] {
  return events.flatMap((event) =>
    event.type === "points"
      ? event.series
          .filter((series) => series.schedule === id && series.seed === seed)
          .flatMap(({ extras }) => extras?.[name] ?? [])
      : [],
  );
}
