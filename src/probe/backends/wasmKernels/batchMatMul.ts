import {
  BatchMatMul,
  type BatchMatMulAttrs,
  type BatchMatMulInputs,
  broadcast_util,
  type KernelConfig,
  type KernelFunc,
  type TensorInfo,
  util,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { addConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Add";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul";
import { FUSED } from "../../fused";
import { addressOf, heapOf, memoryOf, perBackend } from "./heap";
import { productModule, type ProductModule } from "./product";

interface Arguments {
  readonly inputs: Readonly<Record<keyof BatchMatMulInputs, TensorInfo>>;
  readonly attrs: BatchMatMulAttrs;
  readonly backend: BackendWasm;
}

/** The last two dimensions, and the product of those before. */
interface Sizes {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
}

function sizes({ shape }: TensorInfo): Sizes {
  const [rows = 1, columns = 1] = shape.slice(-2);
  return { batch: util.sizeFromShape(shape.slice(0, -2)), rows, columns };
}

/** Products of one backend. */
class Products {
  private readonly module: ProductModule;
  private scratch = { at: 0, bytes: 0 };

  constructor(private readonly backend: BackendWasm) {
    this.module = productModule(memoryOf(backend));
  }

  /** @param bias A row for each of the products. */
  multiply(
    { inputs: { a, b }, attrs: { transposeA, transposeB } }: Omit<Arguments, "backend">,
    bias?: TensorInfo,
  ): TensorInfo {
    const [left, right] = [sizes(a), sizes(b)];
    const [m, k] = transposeA ? [left.columns, left.rows] : [left.rows, left.columns];
    const n = transposeB ? right.rows : right.columns;
    const outer = broadcast_util.assertAndGetBroadcastShape(
      a.shape.slice(0, -2),
      b.shape.slice(0, -2),
    );
    const out = this.backend.makeOutput([...outer, m, n], "float32");
    const batch = Math.max(left.batch, right.batch);
    const [aAt, bAt, outAt] = [a, b, out].map((one) => addressOf(this.backend, one)) as [
      number,
      number,
      number,
    ];
    const [aRow, aColumn] = transposeA ? [4, 4 * m] : [4 * k, 4];
    const biasAt = bias && addressOf(this.backend, bias);
    const product = bias ? this.module.biased : this.module.product;
    for (let i = 0; i < batch; i++) {
      const from = aAt + 4 * (i % left.batch) * m * k;
      const by = this.plain(bAt + 4 * (i % right.batch) * n * k, right, transposeB);
      const plus = biasAt === undefined ? 0 : biasAt + 4 * i * n;
      product(from, by, outAt + 4 * i * m * n, m, n, k, aRow, aColumn, plus);
    }
    return out;
  }

  /** b as it is, or its transpose in the scratch memory. */
  private plain(at: number, { rows, columns }: Sizes, transposed: boolean): number {
    if (!transposed) return at;
    const bytes = 4 * rows * columns;
    if (bytes > this.scratch.bytes) {
      const heap = heapOf(this.backend);
      heap._free(this.scratch.at);
      this.scratch = { at: heap._malloc(bytes) >>> 0, bytes };
    }
    this.module.transpose(at, this.scratch.at, rows, columns);
    return this.scratch.at;
  }
}

/** True for what `Products` computes: as many matrices on both sides, or only one on one of them. */
function simple({
  inputs: { a, b },
  attrs: { transposeA, transposeB },
}: Omit<Arguments, "backend">): boolean {
  const [left, right] = [sizes(a), sizes(b)];
  const inner = transposeA ? left.rows : left.columns;
  const outer = [a, b].map(({ shape }) => shape.slice(0, -2).join());
  return (
    a.dtype === "float32" &&
    b.dtype === "float32" &&
    (outer[0] === outer[1] || left.batch === 1 || right.batch === 1) &&
    inner === (transposeB ? right.columns : right.rows)
  );
}

/** Products of one backend; undefined where it has no SIMD. */
const productsOf = perBackend((backend) => new Products(backend));

/**
 * Matrix products for tfjs's WASM backend, with SIMD. Its own kernel computes products of several
 * matrices one number at a time; what this one cannot compute is left to it.
 */
export const simdBatchMatMul: KernelConfig = {
  ...batchMatMulConfig,
  kernelName: BatchMatMul,
  kernelFunc: ((args: Arguments) => {
    const fast = simple(args) ? productsOf(args.backend) : undefined;
    return fast === undefined
      ? batchMatMulConfig.kernelFunc(args as unknown as Parameters<KernelFunc>[0])
      : fast.multiply(args);
  }) as unknown as KernelFunc,
};

interface DenseArguments {
  readonly inputs: Readonly<Record<"x" | "weight" | "bias", TensorInfo>>;
  readonly backend: BackendWasm;
}

const PLAIN = { transposeA: false, transposeB: false };

/** x · W + b, where tfjs reads and writes all of it once more. */
function dense({ inputs: { x, weight, bias }, backend }: DenseArguments): TensorInfo {
  const product = { inputs: { a: x, b: weight }, attrs: PLAIN };
  const fast = biasedAlike(x, weight, bias) && simple(product) ? productsOf(backend) : undefined;
  if (fast !== undefined) return fast.multiply(product, bias);
  const apart = batchMatMulConfig.kernelFunc({ ...product, backend }) as TensorInfo;
  const sum = addConfig.kernelFunc({ inputs: { a: apart, b: bias }, backend }) as TensorInfo;
  backend.disposeData(apart.dataId);
  return sum;
}

/** x [R, B, i], W [R, i, o], b [R, 1, o]. */
const biasedAlike = (x: TensorInfo, weight: TensorInfo, bias: TensorInfo): boolean =>
  bias.dtype === "float32" &&
  [x, weight, bias].every(({ shape }) => shape.length === 3 && shape[0] === x.shape[0]) &&
  bias.shape[1] === 1 &&
  bias.shape[2] === weight.shape[2];

/** A layer's product with its bias, to the last bit what product and sum are by themselves. */
export const fusedDense: KernelConfig = {
  kernelName: FUSED.dense,
  backendName: "wasm",
  kernelFunc: dense as unknown as KernelFunc,
};
