import type { LibraryRecord, LibraryValue } from "../../libraries/value";

/** detectron2 of 2026-06 (02b5c4e), config/defaults.py. */
export const DEFAULTS: ReadonlyMap<string, number> = new Map([
  ["BASE_LR", 0.001],
  ["BASE_LR_END", 0],
  ["MAX_ITER", 40_000],
  ["GAMMA", 0.1],
  ["NUM_DECAYS", 3],
  ["WARMUP_FACTOR", 1 / 1000],
  ["WARMUP_ITERS", 1000],
  ["MOMENTUM", 0.9],
]);
export const STEPS: readonly number[] = [30_000];
export const USUAL_NAME = "WarmupMultiStepLR";
export const USUAL_METHOD = "linear";

/** cfg.SOLVER as far as the rate depends on it; undefined: that setting is not known. */
export interface Solver {
  readonly name: string;
  readonly method: string;
  readonly steps: readonly number[] | undefined;
  readonly rescaled: boolean;
  number(key: string): number | undefined;
}

/** The arguments of LRMultiplier that solver/build.py makes of them; undefined where one is lacking. */
export function multiplierOf(solver: Solver): LibraryRecord | undefined {
  const { name, method, rescaled } = solver;
  const values = new Map<string, number>();
  for (const key of ["MAX_ITER", "WARMUP_FACTOR", "WARMUP_ITERS", ...(NEEDS.get(name) ?? [])]) {
    const value = solver.number(key);
    if (value !== undefined) values.set(key, value);
  }
  const number = (key: string): number => values.get(key) ?? NaN;
  const scheduler = schedulerOf(solver, number);
  const length = number("MAX_ITER");
  if (!scheduler || [...values.values(), length].some(Number.isNaN)) return undefined;
  if (!values.has("WARMUP_FACTOR") || !values.has("WARMUP_ITERS")) return undefined;
  const multiplier = {
    kind: "WarmupParamScheduler",
    args: {
      scheduler,
      warmup_factor: number("WARMUP_FACTOR"),
      warmup_length: Math.min(number("WARMUP_ITERS") / length, 1),
      warmup_method: method,
      rescale_interval: rescaled,
    },
  };
  return { multiplier, max_iter: length };
}

const NEEDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["WarmupMultiStepLR", ["GAMMA"]],
  ["WarmupCosineLR", ["BASE_LR", "BASE_LR_END"]],
  ["WarmupStepWithFixedGammaLR", ["GAMMA", "NUM_DECAYS"]],
]);

/** Whether build.py knows a scheduler of this name. */
export const isKnownName = (name: string): boolean => NEEDS.has(name);

function schedulerOf(
  { name, steps }: Solver,
  number: (key: string) => number,
): LibraryValue | undefined {
  const [length, gamma] = [number("MAX_ITER"), number("GAMMA")];
  if ((NEEDS.get(name) ?? []).some((key) => Number.isNaN(number(key)))) return undefined;
  switch (name) {
    case "WarmupMultiStepLR": {
      if (!steps) return undefined;
      const milestones = steps.filter((step) => step <= length);
      const values = [...Array(milestones.length + 1).keys()].map((k) => gamma ** k);
      return {
        kind: "MultiStepParamScheduler",
        args: { values, milestones, num_updates: length },
      };
    }
    case "WarmupCosineLR": {
      const end = number("BASE_LR_END") / number("BASE_LR");
      return { kind: "CosineParamScheduler", args: { start_value: 1, end_value: end } };
    }
    case "WarmupStepWithFixedGammaLR":
      return {
        kind: "StepWithFixedGammaParamScheduler",
        args: {
          base_value: 1,
          gamma,
          num_decays: number("NUM_DECAYS"),
          num_updates: length,
        },
      };
    default:
      return undefined;
  }
}
