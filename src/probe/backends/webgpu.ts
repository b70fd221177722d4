import { findBackendFactory, registerBackend } from "@tensorflow/tfjs-core";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu";
import "@tensorflow/tfjs-backend-webgpu/dist/flags_webgpu";
import "@tensorflow/tfjs-backend-webgpu/dist/register_all_kernels";
import { isSoftwareRenderer, start, type BackendLoader, type LoadedBackend } from "./loader";

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

/** Opens a device and registers it with tfjs. */
async function open(): Promise<LoadedBackend> {
  const from = await adapter();
  const opened = await device(from);
  let lost: string | undefined;
  void opened.lost.then(({ message }) => {
    lost = message === "" ? "the graphics device was lost" : message;
  });
  const { info } = from;
  registerBackend("webgpu", () => new WebGPUBackend(opened, info), 3);
  const name = [info.vendor, info.architecture, info.description].filter(Boolean).join(" ");
  const software = isSoftwareRenderer(name) || info.isFallbackAdapter;
  return { device: name, software, lost: () => lost };
}

let current: LoadedBackend | undefined;

/** WebGPU's compute shaders, also in a worker. */
export const webgpuBackend: BackendLoader = {
  name: "webgpu",
  async load() {
    // tfjs forgets the factory of a backend that was removed, after its device was lost, say.
    const known = typeof findBackendFactory("webgpu") === "function" ? current : undefined;
    current = known ?? (await open());
    await start("webgpu");
    return current;
  },
};
