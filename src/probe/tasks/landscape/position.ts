import type { ProbeVector } from "../../extras";
import type { Place } from "./surface";

/** The vector of where a replica is, [x, y]. */
export const POSITION = "position";

/** A replica's way over the map. */
export const placesOf = (vectors: readonly ProbeVector[]): Place[] =>
  vectors.map(([, [x = Number.NaN, y = Number.NaN]]) => ({ x, y }));
