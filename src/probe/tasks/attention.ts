import {
  add,
  customGrad,
  matMul,
  mean,
  mul,
  relu,
  reshape,
  rsqrt,
  softmax,
  square,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";

/**
 * Layer normalisation over the last axis, without gain and bias (they could be taken into the
 * matrices that follow): (x − mean) / √(variance + 1e-5). Differentiable twice.
 */
export function layerNorm(x: Tensor): Tensor {
  const normalise = customGrad((...args) => {
    const [input, save] = args as unknown as [Tensor, (tensors: Tensor[]) => void];
    save([input]);
    return {
      value: normalised(input).value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => [normGradient(dy, at(saved, 0))],
    };
  });
  return normalise(x);
}

function normalised(x: Tensor): { readonly value: Tensor; readonly scale: Tensor } {
  const centred = sub(x, mean(x, -1, true));
  const scale = rsqrt(add(mean(square(centred), -1, true), 1e-5));
  return { value: mul(centred, scale), scale };
}

/** With y the normalised x: (dy − mean(dy) − y · mean(dy · y)) · scale. */
function normGradient(dy: Tensor, x: Tensor): Tensor {
  const { value, scale } = normalised(x);
  const along = mul(value, mean(mul(dy, value), -1, true));
  return mul(sub(sub(dy, mean(dy, -1, true)), along), scale);
}

export interface Shape {
  readonly batch: number;
  readonly length: number;
  readonly width: number;
}

/** Causal attention of one head: x [R, batch · length, width] → the same. */
function attention(
  x: Tensor,
  weights: readonly Tensor[],
  mask: Tensor,
  { batch, length, width }: Shape,
): Tensor {
  const [replicas = 1] = x.shape;
  const rows = (matrix: Tensor): Tensor =>
    reshape(matMul(x, matrix), [replicas * batch, length, width]);
  const [query, key, value] = [0, 1, 2].map((i) => rows(at(weights, i)));
  if (!query || !key || !value) throw new Error("attention has three projections");
  const scores = matMul(mul(query, 1 / Math.sqrt(width)), key, false, true);
  const read = matMul(softmax(add(scores, mask)), value);
  return matMul(reshape(read, x.shape), at(weights, 3));
}

/** Matrices of one block: query, key, value, output, and two of the feed-forward part. */
export const MATRICES_OF_BLOCK = 6;

/**
 * One block of Vaswani et al. 2017, with the normalisation after each sum as there ("post-LN"):
 * x ← LN(x + attention(x)), x ← LN(x + relu(x W₁) W₂).
 *
 * @param mask [length, length]: 0 where a position may look, very negative elsewhere.
 */
export function transformerBlock(
  x: Tensor,
  weights: readonly Tensor[],
  mask: Tensor,
  shape: Shape,
): Tensor {
  const attended = layerNorm(add(x, attention(x, weights, mask, shape)));
  const hidden = relu(matMul(attended, at(weights, 4)));
  return layerNorm(add(attended, matMul(hidden, at(weights, 5))));
}
