import {
  Max,
  type KernelConfig,
  type KernelFunc,
  type MaxAttrs,
  type MaxInputs,
  type TensorInfo,
  util,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { maxConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Max";
import {
  assemble,
  atMost,
  both,
  constant,
  f32,
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

const [FROM, TO, ROWS, COLUMNS] = [0, 1, 2, 3] as const;
const [ROW, COLUMN, GREATEST] = [4, 5, 6] as const;

const bytes = (count: Code): Code => times(count, constant(4));
const next = (local: number, by: Code): Code => set(local, plus(get(local), by));

/** Four more numbers of the row. */
const four: Code = [
  set(GREATEST, f32x4.max(get(GREATEST), f32x4.load(plus(get(FROM), bytes(get(COLUMN)))))),
  next(COLUMN, constant(4)),
];

const lane = (index: 0 | 1 | 2 | 3): Code => f32x4.lane(get(GREATEST), index);

/** The greatest number of each row of at least 4. */
const greatest: FunctionCode = {
  name: "greatest",
  parameters: 4,
  locals: ["i32", "i32", "v128"],
  body: [
    set(ROW, constant(0)),
    loopWhile(atMost(plus(get(ROW), constant(1)), get(ROWS)), [
      set(GREATEST, f32x4.load(get(FROM))),
      set(COLUMN, constant(4)),
      loopWhile(atMost(plus(get(COLUMN), constant(4)), get(COLUMNS)), four),
      // What is left over, together with some that were seen: no other maximum.
      loopWhile(
        both(
          atMost(plus(get(COLUMN), constant(1)), get(COLUMNS)),
          atMost(constant(4), get(COLUMNS)),
        ),
        [set(COLUMN, plus(get(COLUMNS), constant(-4))), four],
      ),
      f32.store(get(TO), f32.max(f32.max(lane(0), lane(1)), f32.max(lane(2), lane(3)))),
      next(FROM, bytes(get(COLUMNS))),
      next(TO, constant(4)),
      next(ROW, constant(1)),
    ]),
  ],
};

type Greatest = (from: number, to: number, rows: number, columns: number) => void;

const greatestOf = perBackend((backend): Greatest => {
  const module = new WebAssembly.Module(assemble([greatest]));
  const { exports } = new WebAssembly.Instance(module, { m: { m: memoryOf(backend) } });
  return (exports as unknown as { readonly greatest: Greatest }).greatest;
});

interface Arguments {
  readonly inputs: Readonly<Record<keyof MaxInputs, TensorInfo>>;
  readonly attrs: MaxAttrs;
  readonly backend: BackendWasm;
}

/** Along the last axis alone, of at least four numbers. */
function simple({ inputs: { x }, attrs: { reductionIndices } }: Arguments): boolean {
  const [axis, ...others] = util.parseAxisParam(reductionIndices, x.shape);
  const last = x.shape.length - 1;
  return x.dtype === "float32" && axis === last && others.length === 0 && (x.shape[last] ?? 0) >= 4;
}

/** The maximum of rows for tfjs's WASM backend, whose own kernel compares one by one. */
export const simdMax: KernelConfig = {
  ...maxConfig,
  kernelName: Max,
  kernelFunc: ((args: Arguments) => {
    const { inputs, attrs, backend } = args;
    const compute = simple(args) ? greatestOf(backend) : undefined;
    if (compute === undefined) return maxConfig.kernelFunc(args as never);
    const { x } = inputs;
    const outer = x.shape.slice(0, -1);
    const out = backend.makeOutput(attrs.keepDims ? [...outer, 1] : outer, "float32");
    const rows = util.sizeFromShape(outer);
    compute(addressOf(backend, x), addressOf(backend, out), rows, x.shape.at(-1) ?? 0);
    return out;
  }) as unknown as KernelFunc,
};
