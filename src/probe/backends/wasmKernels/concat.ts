import {
  backend_util,
  Concat,
  util,
  type ConcatAttrs,
  type KernelConfig,
  type KernelFunc,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { concatConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Concat";

interface Arguments {
  readonly inputs: readonly TensorInfo[];
  readonly attrs: ConcatAttrs;
  readonly backend: BackendWasm;
}

/** Rows that are shorter on average are copied number by number. */
const NARROW = 16;

/** Copies rows of `width` numbers to where they begin in rows of `stride` numbers. */
function copyRows(from: Float32Array, to: Float32Array, width: number, stride: number): void {
  const rows = from.length / width;
  for (let row = 0, read = 0; row < rows; row++) {
    const begin = row * stride;
    for (let column = 0; column < width; column++) to[begin + column] = from[read++] ?? NaN;
  }
}

/**
 * Narrow tensors beside each other for tfjs's WASM backend, whose own kernel makes a view of every
 * row.
 */
export const leanConcat: KernelConfig = {
  ...concatConfig,
  kernelName: Concat,
  kernelFunc: ((args: Arguments) => {
    const { inputs, attrs, backend } = args;
    const [first] = inputs;
    const axis = util.parseAxisParam(attrs.axis, first?.shape ?? [])[0] ?? 0;
    const widths = inputs.map(({ shape }) => util.sizeFromShape(shape.slice(axis)));
    const stride = widths.reduce((sum, width) => sum + width, 0);
    const narrow = stride < NARROW * inputs.length && widths.every((width) => width > 0);
    if (!narrow || inputs.some(({ dtype }) => dtype !== "float32"))
      return concatConfig.kernelFunc(args as never);
    const shapes = inputs.map(({ shape }) => shape);
    backend_util.assertParamsConsistent(shapes, axis);
    // First the output: making it can move the memory.
    const out = backend.makeOutput(backend_util.computeOutShape(shapes, axis), "float32");
    const target = backend.typedArrayFromHeap(out) as Float32Array;
    let begin = 0;
    inputs.forEach((input, i) => {
      const width = widths[i] ?? 0;
      const from = backend.typedArrayFromHeap(input) as Float32Array;
      copyRows(from, target.subarray(begin), width, stride);
      begin += width;
    });
    return out;
  }) as unknown as KernelFunc,
};
