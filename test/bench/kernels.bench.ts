import { readFile } from "node:fs/promises";
import {
  add,
  concat,
  exp,
  gather,
  getKernel,
  type KernelConfig,
  matMul,
  max,
  mul,
  randomNormal,
  randomUniform,
  registerKernel,
  sigmoid,
  slice,
  sub,
  tanh,
  tensor,
  tidy,
  tile,
  type Tensor,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { batchMatMulConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/BatchMatMul";
import { concatConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Concat";
import { expConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Exp";
import { gatherV2Config } from "@tensorflow/tfjs-backend-wasm/dist/kernels/GatherV2";
import { maxConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Max";
import { sliceConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Slice";
import { tanhConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh";
import { wasmBackend } from "../../src/probe/backends/wasm";
import { layerSums } from "../../src/probe/engine/layerSums";
import { adam } from "../../src/probe/engine/rules/adam";
import type { UpdateRule } from "../../src/probe/engine/rules/rule";
import { sgd } from "../../src/probe/engine/rules/sgd";
import { fused, FUSED } from "../../src/probe/fused";
import { type Bench, type BenchRow, median, milliseconds } from "./measure";

// Each kernel of ours against what tfjs has for the same, at the sizes of the tasks with 24 replicas.

const WASM = "node_modules/@tensorflow/tfjs-backend-wasm/dist";
const ROUNDS = 60;
const TIMES = 5;
const REPLICAS = 24;

type Compute = () => unknown;

function timed(compute: Compute): number {
  const began = performance.now();
  tidy(() => {
    for (let i = 0; i < TIMES; i++) compute();
  });
  return (performance.now() - began) / TIMES;
}

/** `compute` while tfjs's own kernel is in the place of ours. */
function withStock(stock: KernelConfig, compute: Compute): Compute {
  const { kernelName, backendName } = stock;
  const own = getKernel(kernelName, backendName);
  const put = (kernel: KernelConfig): void => {
    unregisterKernel(kernelName, backendName);
    registerKernel(kernel);
  };
  return () => {
    put(stock);
    try {
      return compute();
    } finally {
      put(own);
    }
  };
}

/** They take turns, so that the ratio holds on a busy machine. */
function duel(name: string, theirs: Compute, ours: Compute): BenchRow {
  const [tfjs, own]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    tfjs.push(timed(theirs));
    own.push(timed(ours));
  }
  const ratio = `${(median(tfjs) / median(own)).toFixed(1)} ×`;
  const figures = { tfjs: milliseconds(median(tfjs)), ours: milliseconds(median(own)), ratio };
  return { name, figures };
}

const normal = (...shape: number[]): Tensor => randomNormal(shape);
const replaced = (name: string, stock: KernelConfig, compute: Compute): BenchRow =>
  duel(name, withStock(stock, compute), compute);

function layer(batch: number, from: number, to: number): BenchRow {
  const x = normal(REPLICAS, batch, from);
  const weight = normal(REPLICAS, from, to);
  const bias = normal(REPLICAS, 1, to);
  return duel(
    `layer ${from} → ${to}, batch ${batch}`,
    () => add(matMul(x, weight), bias),
    () => fused(FUSED.dense, { x, weight, bias }),
  );
}

/** Rates that are spread over the weights are not for the kernel of a whole update. */
function update(name: string, rule: UpdateRule, hyper: readonly number[], width: number): BenchRow {
  const weights = normal(REPLICAS, width);
  const slots = Array.from({ length: rule.slots }, () => randomUniform([REPLICAS, width]));
  const gradients = normal(REPLICAS, width);
  const [rate, ...others] = hyper.map((value) =>
    tensor(new Array<number>(REPLICAS).fill(value), [REPLICAS, 1]),
  );
  if (rate === undefined) throw new Error("no rate");
  const spread = tile(rate, [1, width]);
  const layers = layerSums([{ name: "all", rows: 1, columns: width }]);
  const step = (of: Tensor): Compute => {
    return () => rule.update({ weights, slots }, gradients, [of, ...others], layers);
  };
  return duel(`${name}, ${width} weights`, step(spread), step(rate));
}

const OPTIONS = { momentum: true, weightDecay: false, nesterov: false };
const ADAM = [0.01, 0, 0.9, 0.1, 0.99, 0.01, 1, 1, 1e-8];

async function run(): Promise<BenchRow[]> {
  await wasmBackend(
    async (file) => new Uint8Array(await readFile(`${WASM}/${file}`)).buffer,
  ).load();
  const hidden = normal(REPLICAS, 128, 48);
  const dy = normal(REPLICAS, 128, 48);
  const s = sigmoid(hidden);
  const square = normal(REPLICAS, 64, 64);
  const [left, right] = [normal(REPLICAS, 48, 48), normal(REPLICAS, 128, 2)];
  const wide = normal(REPLICAS, 128, 8);
  const table = normal(50, 8);
  const rows = randomUniform([REPLICAS, 128], 0, 50, "int32");
  const flat = normal(REPLICAS, 4810);
  const [cell, gates] = [normal(REPLICAS, 32, 32), normal(REPLICAS, 128, 32)];
  return [
    replaced("product 48 × 48", batchMatMulConfig, () => matMul(hidden, left)),
    replaced("product to 2", batchMatMulConfig, () => matMul(hidden, right, true)),
    replaced("tanh", tanhConfig, () => tanh(hidden)),
    replaced("exp", expConfig, () => exp(square)),
    replaced("greatest of rows", maxConfig, () => max(square, -1)),
    replaced("narrow join", concatConfig, () => concat([right, wide], 2)),
    replaced("rows of a table", gatherV2Config, () => gather(table, rows)),
    replaced("slice of a matrix", sliceConfig, () => slice(flat, [0, 64], [REPLICAS, 4096])),
    duel(
      "slope of SiLU",
      () => mul(dy, add(s, mul(hidden, mul(s, sub(1, s))))),
      () => fused(FUSED.siluSlope, { dy, x: hidden, s }),
    ),
    duel(
      "cell of an LSTM",
      () => mul(cell, tanh(add(mul(cell, cell), mul(cell, sub(mul(cell, 2), 1))))),
      () => fused(FUSED.lstmCell, { before: cell, gates }),
    ),
    layer(128, 48, 48),
    layer(32, 64, 10),
    layer(32, 2, 16),
    update("momentum", sgd(OPTIONS), [0.01, 0, 0.9], 4810),
    update("Adam", adam(OPTIONS, false), ADAM, 2978),
  ];
}

export const benches: Bench[] = [{ title: "Probe: kernels of ours against tfjs's, WASM", run }];
