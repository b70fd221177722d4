import {
  backend,
  env,
  findBackendFactory,
  getKernel,
  type KernelConfig,
  registerBackend,
  registerKernel,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import {
  BackendWasm,
  init,
  resetWasmPath,
  setWasmPaths,
} from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import "@tensorflow/tfjs-backend-wasm/dist/register_all_kernels";
import { fusedDense, simdBatchMatMul } from "./wasmKernels/batchMatMul";
import { leanConcat } from "./wasmKernels/concat";
import { simdExp } from "./wasmKernels/exp";
import { leanGather } from "./wasmKernels/gather";
import { hasMemory } from "./wasmKernels/heap";
import { sharingIdentity } from "./wasmKernels/identity";
import { fusedLstmCell, fusedLstmCellSlope } from "./wasmKernels/lstmCell";
import { simdMax } from "./wasmKernels/max";
import { fusedSiluSlope } from "./wasmKernels/silu";
import { leanSlice } from "./wasmKernels/slice";
import { simdTanh } from "./wasmKernels/tanh";
import { fusedUpdates } from "./wasmKernels/updates";
import { NEVER_LOST, start, type BackendLoader } from "./loader";

/** Gives the content of one of tfjs's .wasm files, named without a folder. */
export type ReadWasm = (file: string) => Promise<ArrayBuffer>;

interface Allocator {
  _malloc: (bytes: number) => number;
}

/** Where memory ends, malloc gives the address 0, and tfjs would write there. */
export function refuseNull(allocator: Allocator): void {
  const allocate = allocator._malloc;
  allocator._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0 && bytes > 0) throw new Error("out of memory");
    return address;
  };
}

/**
 * Starts tfjs's wasm module from a binary that is here already. tfjs would fetch it itself, but not
 * where there is no fetch of files (Node), and with a puzzling message where the file is missing.
 */
async function instantiate(file: string, binary: ArrayBuffer): Promise<BackendWasm> {
  resetWasmPath();
  setWasmPaths("", true);
  const environment = env();
  const { platform } = environment;
  const response = { ok: true, arrayBuffer: () => Promise.resolve(binary) };
  environment.platform = Object.assign(Object.create(platform) as typeof platform, {
    fetch: (path: string) =>
      path === file ? Promise.resolve(response as Response) : Promise.reject(new Error(path)),
  });
  try {
    const { wasm } = await init();
    refuseNull(wasm as unknown as Allocator);
    return new BackendWasm(wasm);
  } finally {
    environment.platform = platform;
  }
}

for (const kernel of [
  simdBatchMatMul,
  leanConcat,
  leanGather,
  leanSlice,
  sharingIdentity,
  simdExp,
  simdMax,
  simdTanh,
]) {
  unregisterKernel(kernel.kernelName, kernel.backendName);
  registerKernel(kernel);
}

const FUSED_KERNELS = [
  fusedDense,
  fusedSiluSlope,
  fusedLstmCell,
  fusedLstmCellSlope,
  ...fusedUpdates,
];

/** Makes the kernels that tfjs lacks known where the machine can run them, else unknown. */
function offerFused(simd: boolean): void {
  const offered = simd && hasMemory(backend() as unknown as Pick<BackendWasm, "wasm">);
  for (const kernel of FUSED_KERNELS) {
    if (isKnown(kernel)) unregisterKernel(kernel.kernelName, kernel.backendName);
    if (offered) registerKernel(kernel);
  }
}

// Typed as if there were every kernel.
const isKnown = ({ kernelName, backendName }: KernelConfig): boolean =>
  (getKernel(kernelName, backendName) as KernelConfig | undefined) !== undefined;

/** tfjs's kernels in WebAssembly, with SIMD where the machine has it; one thread. */
export function wasmBackend(read: ReadWasm): BackendLoader {
  return {
    name: "wasm",
    async load() {
      if (typeof WebAssembly === "undefined") throw new Error("WebAssembly is switched off");
      // Threads need cross-origin isolation, which webviews lack; their .wasm is not shipped.
      env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
      const simd = await env().getAsync("WASM_HAS_SIMD_SUPPORT");
      const file = simd === true ? "tfjs-backend-wasm-simd.wasm" : "tfjs-backend-wasm.wasm";
      const binary = await read(file);
      if (typeof findBackendFactory("wasm") !== "function") {
        registerBackend("wasm", () => instantiate(file, binary), 2);
      }
      await start("wasm");
      offerFused(simd === true);
      return { device: simd === true ? "SIMD" : "", software: false, lost: NEVER_LOST };
    },
  };
}
