import {
  Exp,
  exp,
  getGradient,
  type GradConfig,
  mul,
  registerGradient,
  Sigmoid,
  sigmoid,
  Softmax,
  softmax,
  square,
  sub,
  sum,
  Tanh,
  tanh,
  type Tensor,
  unregisterGradient,
} from "@tensorflow/tfjs-core";

// tfjs's gradients of these operations are written with the operation's result, and a result that was
// saved is a constant to a second differentiation: what depends on it is silently lost. Written with
// the operation's input they can be differentiated twice, for one more evaluation of the operation.
// Not in this table: logSoftmax, whose gradient is not registered but fixed; tasks do without it.

type Slope = (dy: Tensor, x: Tensor) => Tensor;

const SLOPES: Readonly<Record<string, readonly [input: string, slope: Slope]>> = {
  [Tanh]: ["x", (dy, x) => mul(dy, sub(1, square(tanh(x))))],
  [Exp]: ["x", (dy, x) => mul(dy, exp(x))],
  [Sigmoid]: [
    "x",
    (dy, x) => {
      const y = sigmoid(x);
      return mul(dy, sub(y, square(y)));
    },
  ],
  [Softmax]: [
    "logits",
    (dy, x) => {
      const y = softmax(x);
      const weighted = mul(dy, y);
      return sub(weighted, mul(sum(weighted, -1, true), y));
    },
  ],
};

const config = (kernelName: string, input: string, slope: Slope): GradConfig => ({
  kernelName,
  inputsToSave: [input],
  gradFunc: (dy, [x]) => {
    if (Array.isArray(dy) || x === undefined) throw new Error(`${kernelName} saved nothing`);
    return { [input]: () => slope(dy, x) };
  },
});

function register(gradient: GradConfig): void {
  // tfjs warns on the console where a gradient is registered over another.
  unregisterGradient(gradient.kernelName);
  registerGradient(gradient);
}

/**
 * Runs `differentiate` with gradients that can be differentiated twice; softmax along the last axis,
 * as everywhere here. Not all the time, because training needs them once only, and faster.
 */
export function differentiatingTwice<Value>(differentiate: () => Value): Value {
  const usual = Object.keys(SLOPES).map((kernel) => getGradient(kernel));
  for (const [kernel, [input, slope]] of Object.entries(SLOPES)) {
    register(config(kernel, input, slope));
  }
  try {
    return differentiate();
  } finally {
    usual.forEach(register);
  }
}
