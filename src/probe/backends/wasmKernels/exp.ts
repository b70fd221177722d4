import {
  Exp,
  type ExpInputs,
  type KernelConfig,
  type KernelFunc,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { expConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Exp";
import { f32x4, get, i32x4, set, type Code } from "./assembler";
import { elementwise } from "./elementwise";

// exp x = 2ⁿ exp r with n the whole number next to x / ln 2, as in Cephes' expf (Moshier), to two units
// in the last place.

/** exp r = 1 + r + r² · (these by powers of r, the highest first). */
const COEFFICIENTS = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
  5.0000001201e-1,
];
/** ln 2 in two parts; n times the first is exact. */
const LN2 = [0.693359375, -2.1219444e-4] as const;
/** Beyond them the result is 0 or infinite in single precision. */
const [LEAST, GREATEST] = [-105, 89];
const BIAS = 127;
const MANTISSA = 23;

const { add, sub, mul, constant } = f32x4;

const polynomial = (r: Code): Code => {
  const [first = 0, ...rest] = COEFFICIENTS;
  return rest.reduce<Code>((sum, value) => add(mul(sum, r), constant(value)), constant(first));
};

/** 2 to the power of whole numbers. */
const powerOfTwo = (n: Code): Code => i32x4.shiftLeft(i32x4.add(n, i32x4.constant(BIAS)), MANTISSA);

// Minimum and maximum pass on what is no number.
const clipped = (x: Code): Code => f32x4.max(f32x4.min(x, constant(GREATEST)), constant(LEAST));

const compute = elementwise(1, ([x = 0], [r = 0, times = 0, n = 0, half = 0]) => {
  const value = add(add(mul(mul(get(r), get(r)), polynomial(get(r))), get(r)), constant(1));
  return {
    before: [
      set(r, clipped(get(x))),
      set(times, f32x4.nearest(mul(get(r), constant(Math.LOG2E)))),
      set(n, i32x4.truncated(get(times))),
      // In two halves, since 2ⁿ itself may be too large or too small.
      set(half, i32x4.shiftRight(get(n), 1)),
      set(r, sub(get(r), mul(get(times), constant(LN2[0])))),
      set(r, sub(get(r), mul(get(times), constant(LN2[1])))),
    ],
    results: [mul(mul(value, powerOfTwo(get(half))), powerOfTwo(i32x4.sub(get(n), get(half))))],
  };
});

interface Arguments {
  readonly inputs: Readonly<Record<keyof ExpInputs, TensorInfo>>;
  readonly backend: BackendWasm;
}

/** exp for tfjs's WASM backend, whose own kernel computes one number after another. */
export const simdExp: KernelConfig = {
  ...expConfig,
  kernelName: Exp,
  kernelFunc: ((args: Arguments) =>
    compute(args.backend, [args.inputs.x]) ?? expConfig.kernelFunc(args)) as unknown as KernelFunc,
};
