import {
  GatherV2,
  type GatherV2Attrs,
  type GatherV2Inputs,
  type KernelConfig,
  type KernelFunc,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { gatherV2Config } from "@tensorflow/tfjs-backend-wasm/dist/kernels/GatherV2";

interface Arguments {
  readonly inputs: Readonly<Record<keyof GatherV2Inputs, TensorInfo>>;
  readonly attrs: GatherV2Attrs;
  readonly backend: BackendWasm;
}

/** Rows of a matrix by their numbers. */
const simple = ({ inputs: { x, indices }, attrs }: Arguments): boolean =>
  x.dtype === "float32" &&
  x.shape.length === 2 &&
  indices.dtype === "int32" &&
  attrs.axis === 0 &&
  attrs.batchDims === 0;

/** False where one of the rows is not there. */
function copyRows(from: Float32Array, to: Float32Array, rows: Int32Array, width: number): boolean {
  const count = from.length / width;
  let write = 0;
  for (const row of rows) {
    if (!(row >= 0 && row < count)) return false;
    for (let i = 0; i < width; i++) to[write++] = from[row * width + i] ?? NaN;
  }
  return true;
}

/**
 * Rows of a small table for tfjs's WASM backend, whose own kernel computes the place of every number
 * from its coordinates. What this one does not copy, missing rows too, is left to it.
 */
export const leanGather: KernelConfig = {
  ...gatherV2Config,
  kernelName: GatherV2,
  kernelFunc: ((args: Arguments) => {
    if (!simple(args)) return gatherV2Config.kernelFunc(args as never);
    const {
      inputs: { x, indices },
      backend,
    } = args;
    const width = x.shape[1] ?? 1;
    // First the output: making it can move the memory.
    const out = backend.makeOutput([...indices.shape, width], "float32");
    const [from, to, rows] = [x, out, indices].map((each) => backend.typedArrayFromHeap(each));
    if (copyRows(from as Float32Array, to as Float32Array, rows as Int32Array, width)) return out;
    backend.disposeData(out.dataId);
    return gatherV2Config.kernelFunc(args as never);
  }) as unknown as KernelFunc,
};
