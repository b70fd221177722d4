import { removeBackend } from "@tensorflow/tfjs-core";
import type { BackendLoader, LoadedBackend } from "./backends/loader";
import type { BackendName, ProbeRequest } from "../core/probeContract";
import { formatNumber } from "../core/text/format";

/** The backend that a probe runs on. */
export interface Chosen {
  readonly name: BackendName;
  readonly backend: LoadedBackend;
  /** One plain sentence. */
  readonly why: string;
  /** What is left to go on with if it fails. */
  readonly rest: readonly BackendLoader[];
}

/** Milliseconds a step of this probe takes on `backend`, tfjs's current one. */
export type StepTime = (backend: LoadedBackend) => Promise<number>;

export interface Choice {
  readonly preference: NonNullable<ProbeRequest["backend"]>;
  /** In the order of preference. */
  readonly loaders: readonly BackendLoader[];
  readonly steps: number;
  readonly stepTime: StepTime;
}

const LABELS: Readonly<Record<BackendName, string>> = {
  webgpu: "WebGPU",
  webgl: "WebGL",
  wasm: "WASM",
  cpu: "plain JavaScript",
};

/**
 * A software renderer takes seconds to compile its shaders and is seldom the faster one: only a run
 * longer than this on the processor is worth the trial.
 */
const TRIAL_PAYS_MS = 15_000;

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Drops a backend with all that lies on it; harmless where it was not there. */
export function dropBackend(name: BackendName): void {
  try {
    removeBackend(name);
  } catch {
    // tfjs knows no backend of that name, or its device is gone already.
  }
}

interface Attempt {
  readonly loader: BackendLoader;
  readonly backend: LoadedBackend;
  readonly rest: readonly BackendLoader[];
}

/** The first of `loaders` that starts; `failures` gets the reasons of those that did not. */
async function firstThatStarts(
  loaders: readonly BackendLoader[],
  failures: string[],
): Promise<Attempt> {
  for (const [index, loader] of loaders.entries()) {
    try {
      return { loader, backend: await loader.load(), rest: loaders.slice(index + 1) };
    } catch (error) {
      dropBackend(loader.name);
      failures.push(`${LABELS[loader.name]} is not available (${reason(error)})`);
    }
  }
  throw new Error(`Nothing to compute on: ${failures.join("; ")}.`);
}

const on = ({ loader, backend }: Attempt): string =>
  backend.device === "" ? LABELS[loader.name] : `${LABELS[loader.name]} on ${backend.device}`;

const chosen = (attempt: Attempt, why: string): Chosen => ({
  name: attempt.loader.name,
  backend: attempt.backend,
  rest: attempt.rest,
  why,
});

const isGpu = ({ name }: BackendLoader): boolean => name === "webgpu" || name === "webgl";

/** Decides between a software renderer and the processor, by time. */
async function againstProcessor(gpu: Attempt, choice: Choice): Promise<Chosen> {
  const processors = choice.loaders.filter((loader) => !isGpu(loader));
  const failures: string[] = [];
  const cpu = await firstThatStarts(processors, failures);
  // A processor that fails at it fails again when the run starts, and is told of then.
  const cpuTime = await choice.stepTime(cpu.backend).catch(() => 0);
  const software = [...failures, `${on(gpu)} is a software renderer`].join("; ");
  if (cpuTime * choice.steps < TRIAL_PAYS_MS) {
    dropBackend(gpu.loader.name);
    return chosen(cpu, `${software}, and ${LABELS[cpu.loader.name]} needs no start-up time.`);
  }
  const trial = await tried(gpu, choice);
  const times = `${trial.told} against ${formatNumber(cpuTime, 3)} ms on ${LABELS[cpu.loader.name]}`;
  if (trial.time < cpuTime) {
    const again = { ...gpu, backend: trial.backend ?? gpu.backend };
    return chosen(again, `${software}, but the faster choice: ${times}.`);
  }
  dropBackend(gpu.loader.name);
  const backend = await cpu.loader.load();
  return chosen({ ...cpu, backend }, `${software}: ${times}.`);
}

interface Trial {
  /** Milliseconds a step; Infinity where it failed. */
  readonly time: number;
  readonly backend: LoadedBackend | undefined;
  readonly told: string;
}

async function tried({ loader }: Attempt, choice: Choice): Promise<Trial> {
  try {
    const backend = await loader.load();
    const time = await choice.stepTime(backend);
    return { time, backend, told: `${formatNumber(time, 3)} ms a step` };
  } catch (error) {
    return { time: Infinity, backend: undefined, told: `failed (${reason(error)})` };
  }
}

/**
 * Makes the best backend tfjs's current one. "auto": the first that is there, but a graphics card
 * played by a program must beat the processor first. A named one: that, or the next that is there.
 *
 * @throws Error with a sentence for the user where nothing can compute.
 */
export async function chooseBackend(choice: Choice): Promise<Chosen> {
  const { preference, loaders } = choice;
  const failures: string[] = [];
  if (preference !== "auto") return named(preference, loaders, failures);
  const attempt = await firstThatStarts(loaders, failures);
  if (attempt.backend.software && loaders.some((loader) => !isGpu(loader))) {
    return againstProcessor(attempt, choice);
  }
  const missing = failures.length === 0 ? "the first choice" : failures.join("; ");
  return chosen(attempt, `${on(attempt)}: ${missing}.`);
}

async function named(
  name: BackendName,
  loaders: readonly BackendLoader[],
  failures: string[],
): Promise<Chosen> {
  const wanted = loaders.filter((loader) => loader.name === name);
  if (wanted.length === 0) failures.push(`${LABELS[name]} is not available (not in this program)`);
  const others = loaders.filter((loader) => loader.name !== name);
  const attempt = await firstThatStarts([...wanted, ...others], failures);
  if (failures.length === 0) return chosen(attempt, `${on(attempt)}, as asked for.`);
  return chosen(attempt, `${failures.join("; ")}; ${on(attempt)} is used instead.`);
}

/** A backend that failed, and what is left to go on with. */
export type Failed = Pick<Chosen, "name" | "rest">;

/** The next backend after one has failed; undefined where none is left. */
export async function nextBackend(failed: Failed, cause: string): Promise<Chosen | undefined> {
  dropBackend(failed.name);
  if (failed.rest.length === 0) return undefined;
  const attempt = await firstThatStarts(failed.rest, []);
  return chosen(attempt, `${LABELS[failed.name]} failed (${cause}); going on with ${on(attempt)}.`);
}
