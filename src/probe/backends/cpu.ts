import { findBackendFactory, registerBackend } from "@tensorflow/tfjs-core";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu/dist/backend_cpu";
import "@tensorflow/tfjs-backend-cpu/dist/register_all_kernels";
import { NEVER_LOST, start, type BackendLoader } from "./loader";

/** Plain JavaScript: runs everywhere. */
export const cpuBackend: BackendLoader = {
  name: "cpu",
  async load() {
    // tfjs forgets the factory of a backend that was removed.
    if (typeof findBackendFactory("cpu") !== "function") {
      registerBackend("cpu", () => new MathBackendCPU(), 1);
    }
    await start("cpu");
    return { device: "", software: false, lost: NEVER_LOST };
  },
};
