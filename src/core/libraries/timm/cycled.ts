import { t } from "../../text/words";
import { signature } from "../arguments";
import type { LibraryKind } from "../construction";
import {
  cycledCurve,
  cycleParameters,
  cyclesFailure,
  noiseParameters,
  readCycles,
  timmTracks,
  warmupParameters,
  type MainCurve,
} from "./scheduler";

/** CosineLRScheduler: cosine cycles, with k-decay (u^k instead of u). */
export const cosineLRScheduler: LibraryKind = {
  kind: "CosineLRScheduler",
  parameters: signature({
    t_initial: undefined,
    lr_min: 0,
    ...cycleParameters,
    ...warmupParameters(false),
    ...noiseParameters,
    k_decay: 1,
  }),
  build: (args, context) => {
    const cycles = readCycles(args);
    const k = args.number("k_decay");
    const shape = (u: number, size: number): number =>
      0.5 * (1 + Math.cos((Math.PI * u ** k) / size ** k));
    const main: MainCurve = (base) => cycledCurve(cycles, shape, base, context.steps);
    const failure = cyclesFailure(args, cycles, context);
    return timmTracks(args, context, { main, failure });
  },
};

/** PolyLRScheduler: (1 − (u/T)^k)^power in each cycle. */
export const polyLRScheduler: LibraryKind = {
  kind: "PolyLRScheduler",
  parameters: signature({
    t_initial: undefined,
    power: 0.5,
    lr_min: 0,
    ...cycleParameters,
    ...warmupParameters(false),
    ...noiseParameters,
    k_decay: 1,
  }),
  build: (args, context) => {
    const cycles = readCycles(args);
    const [k, power] = [args.number("k_decay"), args.number("power")];
    const shape = (u: number, size: number): number => (1 - u ** k / size ** k) ** power;
    const main: MainCurve = (base) => cycledCurve(cycles, shape, base, context.steps);
    const failure = cyclesFailure(args, cycles, context);
    return timmTracks(args, context, { main, failure });
  },
};

/** TanhLRScheduler (arXiv:1806.01593): (1 − tanh(lb (1 − p) + ub p)) / 2 in each cycle. */
export const tanhLRScheduler: LibraryKind = {
  kind: "TanhLRScheduler",
  parameters: signature({
    t_initial: undefined,
    lb: -7,
    ub: 3,
    lr_min: 0,
    ...cycleParameters,
    ...warmupParameters(false),
    ...noiseParameters,
  }),
  build: (args, context) => {
    const cycles = readCycles(args);
    const [low, high] = [args.number("lb"), args.number("ub")];
    if (!(low < high)) args.refuse("lb", t("must be less than ub"));
    for (const name of ["cycle_limit", "warmup_t", "warmup_lr_init"])
      if (args.number(name) < 0) args.refuse(name, t("must not be negative"));
    const shape = (u: number, size: number): number => {
      const p = u / size;
      return 0.5 * (1 - Math.tanh(low * (1 - p) + high * p));
    };
    const main: MainCurve = (base) => cycledCurve(cycles, shape, base, context.steps);
    const warmup = args.number("warmup_t");
    // without prefix the warmup ramps to where the decay has got to
    const target = (base: number): number =>
      args.flag("warmup_prefix") ? base : main(base).at(warmup);
    const failure = cyclesFailure(args, cycles, context);
    return timmTracks(args, context, { main, target, failure });
  },
};
