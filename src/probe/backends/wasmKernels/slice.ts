import {
  Slice,
  type KernelConfig,
  type KernelFunc,
  type SliceAttrs,
  slice_util,
  type SliceInputs,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { sliceConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Slice";

interface Arguments {
  readonly inputs: Readonly<Record<keyof SliceInputs, TensorInfo>>;
  readonly attrs: SliceAttrs;
  readonly backend: BackendWasm;
}

/** Columns from … from + width of a matrix, row by row, within WebAssembly's memory. */
function copyColumns(
  { inputs: { x }, backend }: Arguments,
  from: readonly [row: number, column: number],
  [rows, width]: readonly [rows: number, width: number],
): TensorInfo {
  const columns = x.shape[1] ?? 1;
  // First the output: making it can move the memory.
  const out = backend.makeOutput([rows, width], "float32");
  const source = backend.typedArrayFromHeap(x) as Float32Array;
  const target = backend.typedArrayFromHeap(out) as Float32Array;
  for (let row = 0; row < rows; row++) {
    const begin = (from[0] + row) * columns + from[1];
    target.set(source.subarray(begin, begin + width), row * width);
  }
  return out;
}

/** Slices of matrices for tfjs's WASM backend, whose own kernel first copies all of the matrix. */
export const leanSlice: KernelConfig = {
  ...sliceConfig,
  kernelName: Slice,
  kernelFunc: ((args: Arguments) => {
    const { x } = args.inputs;
    if (x.dtype !== "float32" || x.shape.length !== 2) {
      return sliceConfig.kernelFunc(args as never);
    }
    const { begin, size } = args.attrs;
    const [from = [], extent = []] = slice_util.parseSliceParams(x, begin, size);
    return copyColumns(args, [from[0] ?? 0, from[1] ?? 0], [extent[0] ?? 0, extent[1] ?? 0]);
  }) as unknown as KernelFunc,
};
