import {
  Tanh,
  type KernelConfig,
  type KernelFunc,
  type TanhInputs,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { tanhConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh";
import { f32x4, get, set, type Code, type Local } from "./assembler";
import { elementwise } from "./elementwise";

/**
 * x P(x²) / Q(x²), to a few units in the last place of single precision; beyond ±LARGEST it is ±1 in
 * single precision. Coefficients of `generic_fast_tanh_float` in Eigen 3 (MathFunctionsImpl.h, MPL 2).
 * The highest power first.
 */
const NUMERATOR = [
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
  1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
];
const DENOMINATOR = [
  1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3,
];
const LARGEST = 7.90531110763549805;

/** By Horner's rule in x². */
const polynomial = ([first = 0, ...rest]: readonly number[], square: Local): Code =>
  rest.reduce<Code>(
    (sum, coefficient) => f32x4.add(f32x4.mul(sum, get(square)), f32x4.constant(coefficient)),
    f32x4.constant(first),
  );

/** Minimum and maximum pass on what is no number. */
const clipped = (x: Code): Code =>
  f32x4.max(f32x4.min(x, f32x4.constant(LARGEST)), f32x4.constant(-LARGEST));

/** tanh x, set up in two scratch locals by `before`. */
export const hyperbolicTangent = (from: Code, [x = 0, square = 0]: readonly Local[]) => ({
  before: [set(x, clipped(from)), set(square, f32x4.mul(get(x), get(x)))],
  result: f32x4.div(
    f32x4.mul(get(x), polynomial(NUMERATOR, square)),
    polynomial(DENOMINATOR, square),
  ),
});

const compute = elementwise(1, ([x = 0], scratch) => {
  const { before, result } = hyperbolicTangent(get(x), scratch);
  return { before, results: [result] };
});

interface Arguments {
  readonly inputs: Readonly<Record<keyof TanhInputs, TensorInfo>>;
  readonly backend: BackendWasm;
}

/** tanh for tfjs's WASM backend, whose own kernel computes one number after another. */
export const simdTanh: KernelConfig = {
  ...tanhConfig,
  kernelName: Tanh,
  kernelFunc: ((args: Arguments) =>
    compute(args.backend, [args.inputs.x]) ?? tanhConfig.kernelFunc(args)) as unknown as KernelFunc,
};
