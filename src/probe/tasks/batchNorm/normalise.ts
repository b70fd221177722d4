import {
  add,
  customGrad,
  fill,
  matMul,
  mul,
  rsqrt,
  square,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";

/** Mean and variance (over the samples, not corrected) of each unit, [R, 1, units]. */
export interface Statistics {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** As in PyTorch's BatchNorm1d. */
const EPSILON = 1e-5;

/** Sum over the samples times `factor`: [R, B, units] → [R, 1, units]; a product is faster than a sum. */
function summed(x: Tensor, factor: number): Tensor {
  const [replicas = 1, samples = 1] = x.shape;
  return matMul(fill([replicas, 1, samples], factor), x);
}

const averaged = (x: Tensor): Tensor => summed(x, 1 / (x.shape[1] ?? 1));

export function statisticsOf(x: Tensor): Statistics {
  const mean = averaged(x);
  return { mean, variance: averaged(square(sub(x, mean))) };
}

/** 1 / σ, [R, 1, units]. */
const inverseDeviation = ({ variance }: Statistics): Tensor => rsqrt(add(variance, EPSILON));

/** gain · (x − mean) / √(variance + ε) + bias, with statistics that do not depend on x. */
export function normalise(x: Tensor, gain: Tensor, bias: Tensor, statistics: Statistics): Tensor {
  const unit = mul(sub(x, statistics.mean), inverseDeviation(statistics));
  return add(mul(unit, gain), bias);
}

/**
 * The same with the batch's own statistics, through which the gradient flows too (Ioffe and Szegedy
 * 2015, arXiv 1502.03167, section 3).
 */
export function batchNormalise(
  x: Tensor,
  gain: Tensor,
  bias: Tensor,
  statistics: Statistics,
): Tensor {
  const layer = customGrad((...args) => {
    const [input, g, b, save] = args as unknown as [Tensor, Tensor, Tensor, (t: Tensor[]) => void];
    const inverse = inverseDeviation(statistics);
    const unit = mul(sub(input, statistics.mean), inverse);
    save([unit, mul(g, inverse)]);
    return {
      value: add(mul(unit, g), b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => gradients(dy, saved as [Tensor, Tensor]),
    };
  });
  return layer(x, gain, bias);
}

/** dx = g / σ · (dy − mean dy − x̂ · mean (dy · x̂)); of gain and bias the sums over the samples. */
function gradients(dy: Tensor, [unit, slope]: [Tensor, Tensor]): Tensor[] {
  const along = mul(dy, unit);
  const centred = sub(sub(dy, averaged(dy)), mul(unit, averaged(along)));
  return [mul(slope, centred), summed(along, 1), summed(dy, 1)];
}
