import { findBackendFactory, registerBackend } from "@tensorflow/tfjs-core";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu";
import "@tensorflow/tfjs-backend-webgpu/dist/flags_webgpu";
import "@tensorflow/tfjs-backend-webgpu/dist/register_all_kernels";
import { isSoftwareRenderer, start, type BackendLoader } from "./loader";

/** The limits that tfjs's kernels need more of than WebGPU promises everywhere. */
const LIMITS = [
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxBufferSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeInvocationsPerWorkgroup",
] as const;

async function adapter(): Promise<GPUAdapter> {
  // In some browsers and in Node there is no navigator.gpu, whatever the types say.
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu;
  const found = await gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!found) throw new Error(gpu ? "no graphics adapter" : "not supported here");
  return found;
}

async function device(from: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, from.limits[name]]));
  return from.requestDevice({ requiredLimits });
}

/** WebGPU's compute shaders, also in a worker. */
export const webgpuBackend: BackendLoader = {
  name: "webgpu",
  async load() {
    const from = await adapter();
    const opened = await device(from);
    let lost: string | undefined;
    void opened.lost.then(({ message }) => {
      lost = message === "" ? "the graphics device was lost" : message;
    });
    const { info } = from;
    if (typeof findBackendFactory("webgpu") !== "function") {
      registerBackend("webgpu", () => new WebGPUBackend(opened, info), 3);
    }
    await start("webgpu");
    const name = [info.vendor, info.architecture, info.description].filter(Boolean).join(" ");
    const software = isSoftwareRenderer(name) || info.isFallbackAdapter;
    return { device: name, software, lost: () => lost };
  },
};
