// The bundler replaces tfjs-core by its slim entry, which leaves its own start-up to its users.
import "@tensorflow/tfjs-core/dist/base_side_effects";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import type { BackendName } from "../../core/probeContract";

/** A backend that tfjs now computes on. */
export interface LoadedBackend {
  /** The device, for the user: "NVIDIA …", "SIMD"; empty where there is nothing to tell. */
  readonly device: string;
  /** True where a program plays the graphics card. */
  readonly software: boolean;
  /** Why it can compute no more, in a few words; undefined while it can. */
  lost(): string | undefined;
}

/** A way to compute, tried when its turn comes. */
export interface BackendLoader {
  readonly name: BackendName;
  /** Makes it tfjs's backend; rejects with the reason where this machine has none. */
  load(): Promise<LoadedBackend>;
}

/** For a backend that cannot get lost. */
export const NEVER_LOST = (): undefined => undefined;

/** Makes a registered backend the one that tfjs computes on. */
export async function start(name: BackendName): Promise<void> {
  // Without it tfjs prints advice on the console in Node.
  enableProdMode();
  if (!(await setBackend(name))) throw new Error("tfjs could not start it");
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|warp/i;

/** Whether a graphics driver's name is that of a program. */
export function isSoftwareRenderer(name: string): boolean {
  return SOFTWARE.test(name);
}
