import {
  Tanh,
  type KernelConfig,
  type KernelFunc,
  type TanhInputs,
  type TensorInfo,
  util,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { tanhConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh";
import {
  assemble,
  atMost,
  both,
  constant,
  f32x4,
  get,
  loopWhile,
  plus,
  set,
  times,
  type Code,
  type FunctionCode,
} from "./assembler";
import { addressOf, memoryOf, perBackend } from "./heap";

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

const [FROM, TO, COUNT] = [0, 1, 2] as const;
const [INDEX, X, SQUARE] = [3, 4, 5] as const;

/** By Horner's rule in x². */
const polynomial = ([first = 0, ...rest]: readonly number[]): Code =>
  rest.reduce<Code>(
    (sum, coefficient) => f32x4.add(f32x4.mul(sum, get(SQUARE)), f32x4.constant(coefficient)),
    f32x4.constant(first),
  );

const at = (local: number): Code => plus(get(local), times(get(INDEX), constant(4)));

/** Four values at INDEX. Minimum and maximum pass on what is no number. */
const four: Code = [
  set(
    X,
    f32x4.max(f32x4.min(f32x4.load(at(FROM)), f32x4.constant(LARGEST)), f32x4.constant(-LARGEST)),
  ),
  set(SQUARE, f32x4.mul(get(X), get(X))),
  f32x4.store(
    at(TO),
    0,
    f32x4.div(f32x4.mul(get(X), polynomial(NUMERATOR)), polynomial(DENOMINATOR)),
  ),
  set(INDEX, plus(get(INDEX), constant(4))),
];

const tanh: FunctionCode = {
  name: "tanh",
  parameters: 3,
  locals: ["i32", "v128", "v128"],
  body: [
    set(INDEX, constant(0)),
    loopWhile(atMost(plus(get(INDEX), constant(4)), get(COUNT)), four),
    // What is left over, together with some that were done: the same values again.
    loopWhile(
      both(atMost(plus(get(INDEX), constant(1)), get(COUNT)), atMost(constant(4), get(COUNT))),
      [set(INDEX, plus(get(COUNT), constant(-4))), four],
    ),
  ],
};

/** tanh of `count` ≥ 4 numbers from one address to another. */
type Compute = (from: number, to: number, count: number) => void;

const computeOf = perBackend((backend): Compute => {
  const module = new WebAssembly.Module(assemble([tanh]));
  const { exports } = new WebAssembly.Instance(module, { m: { m: memoryOf(backend) } });
  return (exports as unknown as { readonly tanh: Compute }).tanh;
});

interface Arguments {
  readonly inputs: Readonly<Record<keyof TanhInputs, TensorInfo>>;
  readonly backend: BackendWasm;
}

/** tanh for tfjs's WASM backend, whose own kernel computes one number after another. */
export const simdTanh: KernelConfig = {
  ...tanhConfig,
  kernelName: Tanh,
  kernelFunc: ((args: Arguments) => {
    const { inputs, backend } = args;
    const { x } = inputs;
    const count = util.sizeFromShape(x.shape);
    const compute = x.dtype === "float32" && count >= 4 ? computeOf(backend) : undefined;
    if (compute === undefined) return tanhConfig.kernelFunc(args);
    const out = backend.makeOutput(x.shape, "float32");
    compute(addressOf(backend, x), addressOf(backend, out), count);
    return out;
  }) as unknown as KernelFunc,
};
