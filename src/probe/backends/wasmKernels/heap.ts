import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";

/** What Emscripten's module has beyond its declared type. */
interface Heap {
  /** The instance's exports. */
  readonly asm?: { readonly memory?: unknown };
  _malloc(bytes: number): number;
  _free(at: number): void;
}

type HasWasm = Pick<BackendWasm, "wasm">;

export const heapOf = (backend: HasWasm): Heap => backend.wasm as unknown as Heap;

/** @throws where another build of tfjs keeps its memory elsewhere. */
export function memoryOf(backend: HasWasm): WebAssembly.Memory {
  const memory = heapOf(backend).asm?.memory;
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Error("tfjs's memory is out of reach");
}

/** Whether `memoryOf` finds it. */
export function hasMemory(backend: HasWasm): boolean {
  try {
    return memoryOf(backend) instanceof WebAssembly.Memory;
  } catch {
    return false;
  }
}

/** The address of a tensor's values. */
export const addressOf = (backend: BackendWasm, { dataId }: TensorInfo): number =>
  backend.dataIdMap.get(dataId).memoryOffset;

/** Made once for a backend; undefined where that cannot be (no SIMD), so that tfjs's own serves. */
export function perBackend<Made>(
  make: (backend: BackendWasm) => Made,
): (backend: BackendWasm) => Made | undefined {
  let known: { readonly backend: BackendWasm; readonly made: Made | undefined } | undefined;
  return (backend) => {
    if (known?.backend === backend) return known.made;
    let made: Made | undefined;
    try {
      made = make(backend);
    } catch {
      // No SIMD, or another build of tfjs.
    }
    known = { backend, made };
    return made;
  };
}
