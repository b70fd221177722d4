import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { scaleCurve } from "../../schedule/curves/transform";
import { t } from "../../text/words";
import type { Arguments } from "../arguments";
import { rateTracks } from "../construction";
import type { LibraryContext, LibraryTrack, LibraryTracks } from "../construction";
import { cutIntoCycles, moved } from "../curves/cycles";
import { floorDivide } from "../../parse/floorDivide";
import { ramp, stretches } from "../curves/pieces";
import type { LibraryIssue } from "../refusal";
import { itemsOf, numberOf, type LibraryValue } from "../value";

/** Parameters that every scheduler of timm has, with the defaults of its classes. */
export const warmupParameters = (prefix: boolean): Readonly<Record<string, LibraryValue>> => ({
  warmup_t: 0,
  warmup_lr_init: 0,
  warmup_prefix: prefix,
});

export const noiseParameters: Readonly<Record<string, LibraryValue>> = {
  t_in_epochs: true,
  noise_range_t: null,
  noise_pct: 0.67,
  noise_std: 1,
  noise_seed: 42,
  initialize: true,
};

export const cycleParameters: Readonly<Record<string, LibraryValue>> = {
  cycle_mul: 1,
  cycle_decay: 1,
  cycle_limit: 1,
};

/** The part of a schedule after its warmup, from a group's own rate; its clock may be shifted. */
export type MainCurve = (base: number) => Curve;

export interface TimmOptions {
  readonly main: MainCurve;
  /** Where the warmup ramps to; the group's own rate unless given. */
  readonly target?: (base: number) => number;
  readonly failure?: LibraryIssue | undefined;
}

/**
 * Epoch (or update) 0 trains at the rate that the constructor leaves: the group's own, or
 * warmup_lr_init. From t = 1 the value is that of `step(t)`. Without warmup_prefix the main part's
 * clock runs during the warmup, which therefore joins it in the middle.
 */
export function timmTracks(
  args: Arguments,
  context: LibraryContext,
  options: TimmOptions,
): LibraryTracks {
  const [length, from] = [args.number("warmup_t"), args.number("warmup_lr_init")];
  const shift = args.flag("warmup_prefix") ? length : 0;
  const tracks = rateTracks(context, (rate, group) => {
    const target = options.target?.(rate) ?? rate;
    const curve = stretches([
      { start: 0, curve: constantCurve(length ? from : rate) },
      { start: 1, curve: ramp((t) => from + t * ((target - from) / length)) },
      { start: Math.max(1, length), curve: moved(options.main(rate), shift) },
    ]);
    return scaleCurve(curve, layerScale(context, group));
  });
  const noisy = tracks.map((track) => withNoise(args, track));
  return { tracks: noisy, issues: options.failure ? [options.failure] : [] };
}

/** `lr_scale` of a parameter group (layer decay), which timm's schedulers multiply by. */
export const layerScale = (context: LibraryContext, group: number): number =>
  numberOf(context.optimizer.groups?.[group]?.["lr_scale"]) ?? 1;

/** Noise is rejected until it lies within ± noise_pct; only that envelope can be known. */
function withNoise(args: Arguments, track: LibraryTrack): LibraryTrack {
  if (!args.has("noise_range_t")) return track;
  const limits = itemsOf(args.value("noise_range_t"));
  const [begin = 0, end = Infinity] = limits
    ? limits.map((limit) => numberOf(limit) ?? NaN)
    : [args.number("noise_range_t")];
  const pct = args.number("noise_pct");
  const side = (factor: number): Curve => noiseSide(track.curve, factor, begin, end);
  return { ...track, envelope: { lower: side(1 - pct), upper: side(1 + pct) } };
}

function noiseSide(curve: Curve, factor: number, begin: number, end: number): Curve {
  const list = [
    { start: 0, curve },
    { start: Math.max(1, begin), curve: scaleCurve(curve, factor) },
  ];
  return stretches(Number.isFinite(end) ? [...list, { start: end, curve }] : list);
}

export interface Cycles {
  readonly length: number;
  readonly growth: number;
  readonly decay: number;
  readonly limit: number;
  readonly floor: number;
}

export function readCycles(args: Arguments): Cycles {
  const [length, floor] = [args.number("t_initial"), args.number("lr_min")];
  if (length <= 0) args.refuse("t_initial", t("must be greater than 0"));
  if (floor < 0) args.refuse("lr_min", t("must not be negative"));
  return {
    length,
    floor,
    growth: args.number("cycle_mul"),
    decay: args.number("cycle_decay"),
    limit: args.number("cycle_limit"),
  };
}

/** The shape of a cycle: the share of the way from the floor up, at u of a cycle `length` long. */
export type CycleShape = (u: number, length: number) => number;

/** Which cycle t lies in, and where, reckoned as timm does, rounding included. */
function placeOf({ length, growth }: Cycles, t: number): [index: number, u: number, size: number] {
  if (growth === 1) {
    const index = floorDivide(t, length);
    return [index, t - length * index, length];
  }
  const index = Math.floor(Math.log(1 - (t / length) * (1 - growth)) / Math.log(growth));
  const before = ((1 - growth ** index) / (1 - growth)) * length;
  return [index, t - before, growth ** index * length];
}

/** Cycles whose peaks decay, then the floor. */
export function cycledCurve(cycles: Cycles, shape: CycleShape, base: number, until: number): Curve {
  const { floor, decay, limit, length, growth } = cycles;
  if (limit <= 0) return constantCurve(floor);
  const at = (t: number): number => {
    const [index, u, size] = placeOf(cycles, t);
    if (!(index < limit)) return floor;
    return floor + (base * decay ** index - floor) * shape(u, size);
  };
  return cutIntoCycles({
    at,
    until,
    length: (index) => length * growth ** index,
    count: limit,
    after: constantCurve(floor),
  });
}

/** With cycle_mul below 1 the cycles come to an end, where timm takes the logarithm of 0. */
export function cyclesFailure(
  args: Arguments,
  cycles: Cycles,
  context: LibraryContext,
): LibraryIssue | undefined {
  if (cycles.growth >= 1) return undefined;
  const shift = args.flag("warmup_prefix") ? args.number("warmup_t") : 0;
  const end = Math.ceil(cycles.length / (1 - cycles.growth)) + shift;
  if (end > context.steps) return undefined;
  const message = t`cycle_mul below 1 makes cycles that end at ${end}: step() has no value there.`;
  return { code: "past-the-end", path: ["cycle_mul"], message, errorStep: end - 1 };
}
