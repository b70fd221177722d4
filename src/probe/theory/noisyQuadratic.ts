/** One eigen-direction of the quadratic ½ h θ² with gradient noise. */
export interface Direction {
  /** h, the Hessian's eigenvalue; not negative. */
  readonly curvature: number;
  /** c, the variance of the gradient's noise in this direction. */
  readonly noise: number;
  /** E[θ²] at the start. */
  readonly start: number;
}

/** What an update uses. */
export interface StepRates {
  readonly learningRate: number;
  /** μ of the heavy ball, 0 for SGD. */
  readonly momentum: number;
  /** λ, added to the gradient as λ θ (PyTorch's SGD); 0 without it. */
  readonly weightDecay?: number;
}

/** Second moments of a direction. */
interface Moments {
  /** E[θ²] */
  theta: number;
  /** E[θ v] */
  mixed: number;
  /** E[v²] */
  velocity: number;
}

/**
 * One update of the moments under v ← μ v + h θ + noise, θ ← θ − η v (PyTorch's heavy ball). With
 * μ = 0 this is Zhang et al. 2019 (arXiv 1907.04164), equation 2:
 * E[θ²] ← (1 − η h)² E[θ²] + η² c. With momentum it is the second moment of the same linear map;
 * weight decay adds to h in the update, not in the loss.
 */
function advance(m: Moments, { curvature, noise }: Direction, rates: StepRates): void {
  const { learningRate: eta, momentum: mu, weightDecay = 0 } = rates;
  const h = curvature + weightDecay;
  const velocity = mu * mu * m.velocity + 2 * mu * h * m.mixed + h * h * m.theta + noise;
  const mixed = mu * m.mixed + h * m.theta;
  m.theta = m.theta - 2 * eta * mixed + eta * eta * velocity;
  m.mixed = mixed - eta * velocity;
  m.velocity = velocity;
}

/**
 * The exact expected loss ½ h E[θ²] of each direction before each update and after the last:
 * [direction][step], step 0 … steps. Costs directions × steps additions; no sampling. Where the
 * training diverges the values grow to Infinity.
 */
export function expectedLoss(
  directions: readonly Direction[],
  steps: number,
  rates: (step: number) => StepRates,
): Float64Array[] {
  return directions.map((direction) => {
    const losses = new Float64Array(steps + 1);
    const moments: Moments = { theta: direction.start, mixed: 0, velocity: 0 };
    for (let step = 0; step <= steps; step++) {
      losses[step] = 0.5 * direction.curvature * moments.theta;
      if (step < steps) advance(moments, direction, rates(step));
      if (!Number.isFinite(moments.theta)) return losses.fill(Infinity, step + 1);
    }
    return losses;
  });
}

/** Sum over the directions, by step. */
export function totalLoss(byDirection: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(byDirection[0]?.length ?? 0);
  for (const losses of byDirection)
    losses.forEach((loss, i) => (total[i] = (total[i] ?? 0) + loss));
  return total;
}

/**
 * The loss at which plain SGD hovers at a constant rate: ½ Σ η c / (2 − η h), the fixed point of
 * the recursion; Infinity at or above the speed limit 2 / h.
 */
export function noiseFloor(directions: readonly Direction[], learningRate: number): number {
  const floor = ({ curvature, noise }: Direction): number =>
    learningRate * curvature >= 2
      ? Infinity
      : (0.5 * learningRate * noise) / (2 - learningRate * curvature);
  return directions.reduce((sum, direction) => sum + floor(direction), 0);
}
