import { add, customGrad, mul, sigmoid, sub, type Tensor } from "@tensorflow/tfjs-core";
import { at } from "../engine/rules/rule";
import { fused, FUSED } from "../fused";

type Save = (tensors: Tensor[]) => void;

/** x · σ(x) (Elfwing et al. 2017, arXiv 1702.03118), [R, …]. Differentiable twice. */
export function silu(x: Tensor): Tensor {
  const activation = customGrad((...args) => {
    const [input, save] = args as unknown as [Tensor, Save];
    const s = sigmoid(input);
    save([input, s]);
    return {
      value: mul(input, s),
      gradFunc: (dy: Tensor, saved: Tensor[]) => [slope(dy, at(saved, 0), at(saved, 1))],
    };
  });
  return activation(x);
}

/** dy · f′(x) with f′ = s + x s (1 − s), s = σ(x); its own gradient knows that s depends on x. */
function slope(dy: Tensor, x: Tensor, s: Tensor): Tensor {
  const product = customGrad((...args) => {
    const [by, input, save] = args as unknown as [Tensor, Tensor, Save];
    save([by, input]);
    return {
      value: fused(FUSED.siluSlope, { dy: by, x: input, s })?.[0] ?? mul(by, slopeAt(input, s)),
      gradFunc: (d: Tensor, saved: Tensor[]) => {
        const [factor, point] = [at(saved, 0), at(saved, 1)];
        const again = sigmoid(point);
        return [mul(d, slopeAt(point, again)), mul(mul(d, factor), bendAt(point, again))];
      },
    };
  });
  return product(dy, x);
}

const slopeAt = (x: Tensor, s: Tensor): Tensor => add(s, mul(x, mul(s, sub(1, s))));

/** f″ = s (1 − s) (2 + x (1 − 2s)). */
const bendAt = (x: Tensor, s: Tensor): Tensor =>
  mul(mul(s, sub(1, s)), add(mul(x, sub(1, mul(s, 2))), 2));
