import {
  Identity,
  type IdentityInputs,
  type KernelConfig,
  type KernelFunc,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { identityConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Identity";

interface Arguments {
  readonly inputs: Readonly<Record<keyof IdentityInputs, TensorInfo>>;
  readonly backend: BackendWasm;
}

/**
 * A clone for tfjs's WASM backend that shares the values, as its own Reshape does; the kernel that it
 * has copies them, and everything that is kept for a gradient is cloned first.
 */
export const sharingIdentity: KernelConfig = {
  ...identityConfig,
  kernelName: Identity,
  kernelFunc: ((args: Arguments) => {
    const {
      inputs: { x },
      backend,
    } = args;
    if (x.dtype === "string") return identityConfig.kernelFunc(args);
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  }) as unknown as KernelFunc,
};
