import type { Place } from "../landscape/surface";

/** The vector of a replica's bends: residues − 2 angles in radians, 0 where the chain is straight. */
export const BENDS = "bends";

/** Where the residues are, bonds of length 1; the first at the origin, the second at (1, 0). */
export function placesOf(bends: readonly number[]): Place[] {
  const places: Place[] = [{ x: 0, y: 0 }];
  let [x, y, direction] = [0, 0, 0];
  for (let bond = 0; bond <= bends.length; bond++) {
    if (bond > 0) direction += bends[bond - 1] ?? 0;
    x += Math.cos(direction);
    y += Math.sin(direction);
    places.push({ x, y });
  }
  return places;
}

/** Attraction of two residues: 1 for AA, ½ for BB; −½, a repulsion, for AB. */
export function attraction(a: string | undefined, b: string | undefined): number {
  if (a !== b) return -0.5;
  return a === "A" ? 1 : 0.5;
}

/**
 * Energy of a fold in the AB model (Stillinger, Head-Gordon, Hirshfeld, Phys. Rev. E 48, 1469, 1993):
 * Σ ¼ (1 − cos θ) over the bends, and 4 (r⁻¹² − C r⁻⁶) over all pairs that are no neighbours.
 */
export function energyOf(sequence: string, bends: readonly number[]): number {
  const places = placesOf(bends);
  let energy = 0;
  for (const bend of bends) energy += (1 - Math.cos(bend)) / 4;
  places.forEach((a, i) => {
    places.slice(i + 2).forEach((b, apart) => {
      const sixth = 1 / ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 3;
      energy += 4 * sixth * (sixth - attraction(sequence[i], sequence[i + 2 + apart]));
    });
  });
  return energy;
}

/** The least distance of two residues that are no neighbours. */
export function closest(bends: readonly number[]): number {
  const places = placesOf(bends);
  const distances = places.flatMap((a, i) =>
    places.slice(i + 2).map((b) => Math.hypot(a.x - b.x, a.y - b.y)),
  );
  return Math.min(...distances);
}
