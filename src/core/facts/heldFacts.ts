import type { Schedule } from "../schedule/schedule";
import { formatExact } from "../text/format";
import { type Fact, fact } from "./fact";

/** Tracks that say how the momentum goes; for Adam and its kin it is β1. */
const MOMENTA = ["momentum", "beta1"] as const;
const SYMBOLS = { momentum: "Momentum", beta1: "β1" } as const;

/** The momentum that the optimizer holds throughout, where no track tells of another course. */
export function heldFacts({ optimizer, tracks }: Schedule): Fact[] {
  if (MOMENTA.some((name) => tracks.has(name))) return [];
  return MOMENTA.flatMap((name) => {
    const value = optimizer?.[name];
    return value === undefined ? [] : [fact(name, SYMBOLS[name], formatExact(value))];
  });
}
