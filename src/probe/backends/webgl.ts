import { backend, findBackendFactory, registerBackend } from "@tensorflow/tfjs-core";
import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/backend_webgl";
import "@tensorflow/tfjs-backend-webgl/dist/register_all_kernels";
import { isSoftwareRenderer, start, type BackendLoader } from "./loader";

function renderer(gl: WebGLRenderingContext): string {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  // Numbers of devices tell nobody anything.
  return typeof name === "string" ? name.replaceAll(/ ?\(0x[0-9a-f]+\)/gi, "") : "";
}

/** WebGL 2 with float textures, also in a worker (OffscreenCanvas). */
export const webglBackend: BackendLoader = {
  name: "webgl",
  async load() {
    if (typeof findBackendFactory("webgl") !== "function") {
      registerBackend("webgl", () => new MathBackendWebGL(), 2);
    }
    await start("webgl");
    const started = backend();
    if (!(started instanceof MathBackendWebGL)) throw new Error("tfjs started another backend");
    const { gl } = started.gpgpu;
    const device = renderer(gl);
    return {
      device,
      software: isSoftwareRenderer(device),
      lost: () => (gl.isContextLost() ? "the graphics context was lost" : undefined),
    };
  },
};
