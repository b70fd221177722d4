/** Root of the mean square distance of the clients' models from their mean, after a round. */
export const DRIFT = "clientDrift";

/** Models that are kept: updates are at most one round fewer late. */
export const KEPT = 5;

/** Local updates of a round. */
export const ROUND = 10;

/**
 * The greatest η·h, rate times curvature, at which rounds on a quadratic are stable whose updates are
 * `delay` rounds late. A round of E local updates moves by a = 1 − (1 − ηh)ᴱ times the distance, and
 * the roots of zᵈ⁺¹ − zᵈ + a stay within the unit circle up to a = 2 sin(π / (4d + 2)) (Levin and May
 * 1976, Theor. Popul. Biol. 9, 178). Without delay it is the local updates' own limit, 2.
 */
export function stableRate(delay: number, local = ROUND): number {
  if (delay < 1) return 2;
  // A sine that is ½ but for its last digit would be felt by the root.
  const most = delay === 1 ? 1 : 2 * Math.sin(Math.PI / (4 * delay + 2));
  return 1 - (1 - most) ** (1 / local);
}

/** Delays in whole rounds, as many as models are kept. */
export const roundsLate = (delay: number): number =>
  Math.floor(Math.min(KEPT - 1, Math.max(0, delay)));
