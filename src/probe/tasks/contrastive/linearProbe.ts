import {
  abs,
  add,
  concat,
  div,
  eye,
  matMul,
  max,
  mul,
  ones,
  reshape,
  sub,
  sum,
  type Tensor,
} from "@tensorflow/tfjs-core";

/** The penalty, in units of the mean square of an embedding. */
const RIDGE = 1e-3;
/** Newton's iteration converges quadratically, after some log₂ of the condition number. */
const ITERATIONS = 24;

function withOne(x: Tensor): Tensor {
  const [replicas = 1, rows = 1] = x.shape;
  return concat([x, ones([replicas, rows, 1])], 2);
}

/** A⁻¹ of symmetric positive matrices [R, n, n], by X ← X (2 − A X) (Schulz 1933). */
function inverse(a: Tensor): Tensor {
  const [, n = 1] = a.shape;
  const norm = max(sum(abs(a), 2), 1);
  const two = mul(eye(n), 2);
  let x = div(reshape(eye(n), [1, n, n]), reshape(norm, [-1, 1, 1]));
  for (let i = 0; i < ITERATIONS; i++) x = matMul(x, sub(two, matMul(a, x)));
  return x;
}

/**
 * The scores of a linear classifier that is fitted to embeddings by ridge regression on one-hot
 * labels: fitted on `known` [R, n, d] with `labels` [R, n, C], asked about `asked` [R, m, d] →
 * [R, m, C].
 */
export function linearProbe(known: Tensor, labels: Tensor, asked: Tensor): Tensor {
  const x = withOne(known);
  const [, rows = 1, width = 1] = x.shape;
  const squares = div(matMul(x, x, true, false), rows);
  const right = div(matMul(x, labels, true, false), rows);
  const fitted = matMul(inverse(add(squares, mul(eye(width), RIDGE))), right);
  return matMul(withOne(asked), fitted);
}
