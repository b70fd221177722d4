/** Root of the mean square distance of the clients' models from their mean, after a round. */
export const DRIFT = "clientDrift";

/** Models that are kept: updates are at most one round fewer late. */
export const KEPT = 5;

/**
 * The rate limit of gradient descent on a quadratic whose updates are `delay` rounds late, over
 * that without delay, 2/h: the roots of zᵈ⁺¹ − zᵈ + ηh stay within the unit circle up to
 * ηh = 2 sin(π / (4d + 2)) (Levin and May 1976, Theor. Popul. Biol. 9, 178).
 */
export const stalenessLimit = (delay: number): number => Math.sin(Math.PI / (4 * delay + 2));
