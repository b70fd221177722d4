import {
  add,
  argMax,
  cast,
  customGrad,
  equal,
  log,
  matMul,
  max,
  mean,
  mul,
  ones,
  reshape,
  softmax,
  sub,
  sum,
  exp,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { fused, FUSED } from "../fused";

const product = (x: Tensor, weight: Tensor, bias: Tensor): Tensor =>
  fused(FUSED.dense, { x, weight, bias })?.[0] ?? add(matMul(x, weight), bias);

/**
 * x·W + b for every replica: x [R, B, i], W [R, i, o], b [R, 1, o] → [R, B, o].
 *
 * The bias's gradient is a product with a row of ones, because summing over the middle axis costs
 * tfjs's wasm backend a transposed copy. Differentiable twice.
 */
export function dense(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const layer = customGrad((...args) => {
    const [input, w, b, save] = args as unknown as [Tensor, Tensor, Tensor, (t: Tensor[]) => void];
    save([input, w]);
    return {
      value: product(input, w, b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => denseGradients(dy, saved as [Tensor, Tensor]),
    };
  });
  return layer(x, weight, bias);
}

function denseGradients(dy: Tensor, [input, weight]: [Tensor, Tensor]): Tensor[] {
  // customGrad wants the gradients themselves, also those that nobody asks for.
  return [matMul(dy, weight, false, true), ...weightGradients(dy, input)];
}

/**
 * The same for data: x [R, B, i], which nobody asks the gradient of. In a first layer with many
 * inputs that gradient would be a third of the work.
 */
export function denseOfData(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  const layer = customGrad((...args) => {
    const [w, b, save] = args as unknown as [Tensor, Tensor, (t: Tensor[]) => void];
    // Saved, though nobody asks its gradient: what a loss has computed is gone by then.
    save([x]);
    return {
      value: product(x, w, b),
      gradFunc: (dy: Tensor, [input]: Tensor[]) => weightGradients(dy, input ?? x),
    };
  });
  return layer(weight, bias);
}

/** Of the weight [R, i, o] and the bias [R, 1, o]. */
function weightGradients(dy: Tensor, input: Tensor): [Tensor, Tensor] {
  const [replicas = 1, samples = 1] = dy.shape;
  return [matMul(input, dy, true, false), matMul(ones([replicas, 1, samples]), dy)];
}

/**
 * Mean cross-entropy over the samples: logits [R, B, C], one-hot labels [R, B, C] → [R], in nats.
 * Differentiable twice in the logits.
 *
 * @param factors What each sample's gradient is multiplied by, [R, B], from the logits; the loss
 *   itself stays what it is, so that schedules with different factors compare.
 */
export function crossEntropy(
  logits: Tensor,
  labels: Tensor,
  factors?: (logits: Tensor) => Tensor,
): Tensor {
  const perSample = customGrad((...args) => {
    const [z, save] = args as unknown as [Tensor, (t: Tensor[]) => void];
    save([z, labels]);
    return {
      value: negativeLogLikelihood(z, labels),
      gradFunc: (dy: Tensor, [found = z, right = labels]: Tensor[]) => {
        const by = factors === undefined ? dy : mul(dy, factors(found));
        return [mul(sub(softmax(found), right), reshape(by, [...by.shape, 1]))];
      },
    };
  });
  return mean(perSample(logits), 1);
}

/** log Σ exp(z) − z·labels by sample, shifted by the maximum so that it cannot overflow. */
function negativeLogLikelihood(z: Tensor, labels: Tensor): Tensor {
  const shifted = sub(z, max(z, -1, true));
  return sub(log(sum(exp(shifted), -1)), sum(mul(shifted, labels), -1));
}

/** Share of samples whose largest logit is that of the label: [R, B, C], [R, B, C] → [R]. */
export function accuracy(logits: Tensor, labels: Tensor): Tensor {
  return mean(cast(equal(argMax(logits, -1), argMax(labels, -1)), "float32"), 1);
}
