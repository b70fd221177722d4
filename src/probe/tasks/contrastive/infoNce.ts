import {
  add,
  concat,
  div,
  exp,
  eye,
  log,
  matMul,
  mean,
  mul,
  reshape,
  rsqrt,
  slice,
  square,
  sub,
  sum,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { crossEntropy } from "../layers";

/** Rows of length 1: [R, B, d] → [R, B, d]. */
export const onSphere = (x: Tensor): Tensor => mul(x, rsqrt(add(sum(square(x), -1, true), 1e-12)));

/**
 * A row [1, n] as often as is said, [times, n]. Doubled, since tfjs's WASM kernel of `tile` looks up
 * every number by itself, where a row of two joined matrices is copied as a whole.
 */
function repeated(row: Tensor, times: number): Tensor {
  const [, columns = 1] = row.shape;
  let all = row;
  for (let rows = 1; rows < times; rows *= 2) all = concat([all, all], 0);
  return slice(all, [0, 0], [times, columns]);
}

/**
 * InfoNCE over two views, symmetric (NT-Xent across the views; Oord et al. 2018, arXiv 1807.03748;
 * Radford et al. 2021, arXiv 2103.00020, figure 3): unit vectors [R, B, d] twice → [R]. Equal
 * embeddings give ln B.
 *
 * @param temperature τ, [R, 1].
 */
export function infoNce(first: Tensor, second: Tensor, temperature: Tensor | number): Tensor {
  const tau = typeof temperature === "number" ? temperature : reshape(temperature, [-1, 1, 1]);
  const [replicas = 1, samples = 1] = first.shape;
  const one = reshape(eye(samples), [1, samples ** 2]);
  const own = reshape(repeated(one, replicas), [replicas, samples, samples]);
  // Not the products divided: there are B numbers of them for each of these.
  const scaled = div(first, tau);
  const rows = matMul(scaled, second, false, true);
  const columns = matMul(second, scaled, false, true);
  return mul(add(crossEntropy(rows, own), crossEntropy(columns, own)), 0.5);
}

/** Mean ‖e − e′‖² of two views of one content, [R] (Wang and Isola 2020, arXiv 2005.10242). */
export const alignment = (first: Tensor, second: Tensor): Tensor =>
  mean(sum(square(sub(first, second)), -1), 1);

/** ln of the mean of exp(−2 ‖e − e′‖²) over all pairs of different rows, [R] (the same). */
export function uniformity(embedded: Tensor): Tensor {
  const [, rows = 1] = embedded.shape;
  const cosines = matMul(embedded, embedded, false, true);
  const all = sum(exp(mul(sub(cosines, 1), 4)), [1, 2]);
  // A row is at distance 0 from itself.
  return log(div(sub(all, rows), rows * (rows - 1)));
}
