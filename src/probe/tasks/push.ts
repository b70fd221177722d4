import { customGrad, mul, reshape, sum, zerosLike, type Tensor } from "@tensorflow/tfjs-core";

/** Noise of a gradient: adds `values` to the gradient of θ [R, 1, P], and 0 to the loss, [R]. */
export function push(theta: Tensor, values: Tensor): Tensor {
  const pushed = customGrad((...args) => {
    const [t] = args as unknown as [Tensor];
    return {
      value: sum(zerosLike(t), [1, 2]),
      gradFunc: (dy: Tensor) => [mul(reshape(dy, [-1, 1, 1]), values)],
    };
  });
  return pushed(theta);
}
