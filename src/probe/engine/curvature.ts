import {
  addN,
  concat,
  grads,
  mul,
  reshape,
  slice,
  sqrt,
  sum,
  tensor,
  tidy,
  div,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { topEigenvalues } from "./lanczos";
import { differentiatingTwice } from "./twice";

/** Where and of what the Hessian is taken. */
export interface Point {
  readonly replicas: number;
  /** Weights of one replica, P. */
  readonly parameters: number;
  /** Weight matrices, [R, rows, columns] each, with R · P entries in all. */
  readonly matrices: () => Tensor[];
  /** The loss of each replica, [R], twice differentiable. */
  readonly loss: (matrices: readonly Tensor[]) => Tensor;
  /** A positive diagonal D [R, P]: the eigenvalues are then those of D^−½ H D^−½. */
  readonly preconditioner: Tensor | undefined;
}

/** Cuts [R, P] into tensors of the shapes of `like`. */
function cut(flat: Tensor, like: readonly Tensor[], replicas: number): Tensor[] {
  let start = 0;
  return like.map(({ shape, size }) => {
    const width = size / replicas;
    const part = slice(flat, [0, start], [replicas, width]);
    start += width;
    return reshape(part, shape);
  });
}

/**
 * Exact Hessian-vector products of all replicas by differentiating twice (Pearlmutter 1994): the
 * gradient of g·v, whose replicas do not mix because no loss depends on another's weights.
 */
export function hessianProduct({ loss, matrices, replicas }: Point, vectors: Tensor): Tensor {
  const weights = matrices();
  const directions = cut(vectors, weights, replicas);
  const gradient = grads((...w: Tensor[]) => sum(loss(w)));
  const along = grads((...w: Tensor[]) =>
    addN(gradient(w).map((g, i) => sum(mul(g, directions[i] ?? 0)))),
  );
  return differentiatingTwice(() =>
    concat(
      along(weights).map((part) => reshape(part, [replicas, -1])),
      1,
    ),
  );
}

class GivenUp extends Error {
  override readonly name = "GivenUp";
}

/**
 * The top eigenvalue of each replica's (preconditioned) Hessian; undefined where `goOn`, asked before
 * each product, says no.
 */
export async function sharpness(
  point: Point,
  goOn: () => Promise<boolean>,
): Promise<number[] | undefined> {
  const { replicas, parameters, preconditioner } = point;
  const products = async (vectors: Float32Array): Promise<Float32Array> => {
    if (!(await goOn())) throw new GivenUp();
    const result = tidy(() => {
      const v = tensor(vectors, [replicas, parameters]);
      if (preconditioner === undefined) return hessianProduct(point, v);
      const root = sqrt(preconditioner);
      return div(hessianProduct(point, div(v, root)), root);
    });
    const data = await result.data();
    result.dispose();
    return Float32Array.from(data);
  };
  try {
    return await topEigenvalues(products, replicas, parameters);
  } catch (error) {
    if (error instanceof GivenUp) return undefined;
    throw error;
  }
}
