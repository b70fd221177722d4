import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
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
  type Local,
} from "./assembler";
import { addressOf, memoryOf, perBackend } from "./heap";

/** What is computed of four numbers of each input. */
export interface Formula {
  /** Inputs of a row of numbers, and those of a single number for the row. */
  readonly large: number;
  readonly small: number;
  /** `inputs` in this order; `scratch` are further locals for four numbers. */
  readonly of: (inputs: readonly Local[], scratch: readonly Local[]) => FormulaCode;
}

interface FormulaCode {
  /** Sets scratch locals. */
  readonly before: Code;
  readonly results: readonly Code[];
}

const SCRATCH = 4;
const range = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, i) => from + i);

/** A loop over a row; its parameters are those of `Run`, one after another. */
function overRow({ large, small, of }: Formula): FunctionCode {
  const inputs = (from: Local) => range(large + small, from);
  const outputs = of(inputs(0), range(SCRATCH)).results.length;
  const count = large + small + outputs;
  const index = count + 1;
  const values = inputs(index + 1);
  const { before, results } = of(values, range(SCRATCH, index + 1 + values.length));
  const at = (parameter: Local): Code => plus(get(parameter), times(get(index), constant(4)));
  const four: Code = [
    values.slice(0, large).map((value, i) => set(value, f32x4.load(at(i)))),
    before,
    results.map((result, i) => f32x4.store(at(large + small + i), 0, result)),
    set(index, plus(get(index), constant(4))),
  ];
  return {
    name: "run",
    parameters: count + 1,
    locals: ["i32", ...range(values.length + SCRATCH).map(() => "v128" as const)],
    body: [
      values.slice(large).map((value, i) => set(value, f32x4.splat(get(large + i)))),
      set(index, constant(0)),
      loopWhile(atMost(plus(get(index), constant(4)), get(count)), four),
      // What is left over, together with some that were done: the same values again.
      loopWhile(
        both(atMost(plus(get(index), constant(1)), get(count)), atMost(constant(4), get(count))),
        [set(index, plus(get(count), constant(-4))), four],
      ),
    ],
  };
}

/** Addresses of the inputs, of the results, and how many numbers a row has, at least 4. */
export type Run = (...addressesAndCount: number[]) => void;

/** The formula's loop on a backend's memory; undefined where it has no SIMD. */
export const rowLoop = (formula: Formula): ((backend: BackendWasm) => Run | undefined) =>
  perBackend((backend): Run => {
    const module = new WebAssembly.Module(assemble([overRow(formula)]));
    const { exports } = new WebAssembly.Instance(module, { m: { m: memoryOf(backend) } });
    return (exports as unknown as { readonly run: Run }).run;
  });

/** Computes one result of tensors of one shape; undefined where it can't be: no SIMD, too few. */
export type Elementwise = (
  backend: BackendWasm,
  inputs: readonly TensorInfo[],
) => TensorInfo | undefined;

/** @param inputs Number of tensors that the formula takes. */
export function elementwise(inputs: number, of: Formula["of"]): Elementwise {
  const runOf = rowLoop({ large: inputs, small: 0, of });
  return (backend, tensors) => {
    const [first] = tensors;
    const count = util.sizeFromShape(first?.shape ?? []);
    if (first === undefined || count < 4) return undefined;
    if (tensors.some(({ dtype }) => dtype !== "float32")) return undefined;
    const run = runOf(backend);
    if (run === undefined) return undefined;
    // First the output: making it can move the memory.
    const out = backend.makeOutput(first.shape, "float32");
    run(...[...tensors, out].map((each) => addressOf(backend, each)), count);
    return out;
  };
}
