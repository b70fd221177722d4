import type { Direction } from "./noisyQuadratic";

const DIRECTIONS = 32;
const CONDITION = 1000;
const NOISE = 1;

/**
 * The canyon of the task `quadratic`: curvatures from 1 down to 1/1000 in equal ratios; noise of
 * variance h·1 (a gradient's noise is about as large as the Hessian there, Zhang et al. 2019,
 * section 3); every direction starts with the same loss in the mean.
 */
export const CANYON: readonly Direction[] = Array.from({ length: DIRECTIONS }, (_, i) => {
  const curvature = Math.pow(CONDITION, -i / (DIRECTIONS - 1));
  return { curvature, noise: NOISE * curvature, start: 1 / curvature };
});
