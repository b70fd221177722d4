import type { BackendName, ProbeRequest } from "../../core/probeContract";

/** Weights × updates below which another worker takes longer to start than it saves. */
const WORTH_SHARING = 1e7;

type Work = Pick<ProbeRequest, "steps" | "seeds" | "schedules">;

/**
 * Whether a run is worth sharing out among workers of one machine: a graphics card computes all of
 * it at once, a processor's WebAssembly has one thread a worker.
 *
 * @param parameters Weights of one training.
 */
export const worthSharing = (
  { steps, seeds, schedules }: Work,
  parameters: number,
  backend: BackendName,
): boolean =>
  (backend === "wasm" || backend === "cpu") &&
  seeds.length > 1 &&
  steps * seeds.length * schedules.length * parameters >= WORTH_SHARING;

/**
 * A run in up to `most` parts that are trained at once, each some of the seeds with all schedules:
 * what a seed draws is drawn in one part alone, and trainings that build on one another stay together.
 */
export function partsOf(request: ProbeRequest, most: number): [ProbeRequest, ...ProbeRequest[]] {
  const { seeds } = request;
  const count = Math.max(1, Math.min(most, seeds.length));
  const cut = (i: number): number => Math.ceil((seeds.length * i) / count);
  const part = (i: number): ProbeRequest => ({
    ...request,
    seeds: seeds.slice(cut(i), cut(i + 1)),
  });
  return [part(0), ...Array.from({ length: count - 1 }, (_, i) => part(i + 1))];
}
