import type { OptimizerName } from "../request";

/**
 * The greatest constant learning rate at which the update does not diverge on a quadratic of
 * curvature L (the top Hessian eigenvalue; preconditioned for the Adam family):
 * - gradient descent: 2 / L; heavy ball: 2 (1 + μ) / L (Polyak 1964);
 * - Nesterov: (2 + 2 μ) / (L (1 + 2 μ)) (Cohen et al. 2021, arXiv 2103.00065, appendix B);
 * - Adam: (2 + 2 β₁) / ((1 − β₁) L) with L of the preconditioned Hessian, 38 / L at β₁ = 0.9
 *   (Cohen et al. 2022, arXiv 2207.14484).
 *
 * Undefined for the layer-wise optimizers, whose steps do not scale with the gradient, and where
 * the curvature is not positive: no rate is then too large.
 */
export function speedLimit(
  optimizer: OptimizerName,
  curvature: number,
  momentum: { readonly momentum: number; readonly beta1: number },
): number | undefined {
  if (!(curvature > 0)) return undefined;
  const { momentum: mu, beta1 } = momentum;
  switch (optimizer) {
    case "sgd":
    case "heavyBall":
      return (2 * (1 + mu)) / curvature;
    case "nesterov":
      return (2 * (1 + mu)) / ((1 + 2 * mu) * curvature);
    case "adam":
    case "adamw":
      return (2 + 2 * beta1) / ((1 - beta1) * curvature);
    case "lamb":
    case "lars":
      return undefined;
  }
}
