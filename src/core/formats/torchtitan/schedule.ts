import { ramp, stretches, type Stretch } from "../../libraries/curves/pieces";
import type { LibraryTrack } from "../../libraries/construction";
import { constantCurve } from "../../schedule/curves/constant";
import { t } from "../../text/words";
import type { ForeignPart, ForeignRun } from "../foreignSchedule";

/** torchtitan of 2025 and 2026 (b5bcd76): what is used where nothing is given. */
export const DEFAULTS = { warmup: 200, steps: 10_000, rate: 8e-4, decayType: "linear" };

/** What the schedule is made of; lengths in steps. */
export interface TitanPlan {
  readonly rate: number;
  /** The steps over which the schedule is laid. */
  readonly total: number;
  readonly warmup: number;
  /** Undefined: the decay takes all that follows the warmup. */
  readonly ratio: number | undefined;
  readonly floor: number;
  readonly decayType: string;
  /** Whether the version divides by a step more. */
  readonly isOlder: boolean;
}

interface TitanLengths {
  readonly warmup: number;
  readonly stable: number;
  readonly decay: number;
  /** The decay that was asked for, where it did not fit. */
  readonly cut: number | undefined;
}

/** Where warmup and decay do not fit, the decay gives way, as torchtitan warns. */
function lengthsOf({ total, warmup: wanted, ratio }: TitanPlan): TitanLengths {
  const warmup = Math.min(wanted, total);
  const share = ratio === undefined ? total - warmup : roundToEven(total * ratio);
  const decay = Math.min(share, total - warmup);
  return {
    warmup,
    stable: Math.max(0, total + 1 - warmup - decay),
    decay,
    cut: warmup + share > total ? share : undefined,
  };
}

/** Python's `round`. */
function roundToEven(x: number): number {
  const floor = Math.floor(x);
  return x - floor === 0.5 ? floor + (floor % 2) : Math.round(x);
}

/** Of the share of the decay that is done. */
const SHAPES: ReadonlyMap<string, (share: number) => number> = new Map([
  ["linear", (share) => 1 - share],
  ["sqrt", (share) => 1 - Math.sqrt(share)],
  ["cosine", (share) => 0.5 * (1 + Math.cos(Math.PI * share))],
]);

/** Whether torchtitan has a decay of this type. */
export const isDecayType = (type: string): boolean => SHAPES.has(type);

/**
 * torchtitan's linear_warmup_stable_decay: the warmup is (k + 1)/W and the decay gets a virtual last
 * step. Versions that call the floor lr_min, and the batch batch_size rather than local_batch_size,
 * had (k + 1)/(W + 1) and a decay of D + 1 steps.
 */
export function titanRun(plan: TitanPlan): Pick<ForeignRun, "kind" | "tracks" | "parts"> {
  const { decayType } = plan;
  const { warmup, stable, decay } = lengthsOf(plan);
  const track: LibraryTrack = {
    name: "learningRate",
    group: 0,
    curve: stretches(stretchesOf(plan)),
  };
  const parts: ForeignPart[] = [
    { kind: "warmup", start: 0, length: warmup },
    ...(stable > 0 ? [{ kind: "constant", start: warmup, length: stable }] : []),
    { kind: decayType, start: warmup + stable, length: decay },
  ];
  return {
    kind: decayType,
    tracks: [track],
    parts: parts.filter(({ length }) => length > 0),
  };
}

function stretchesOf(plan: TitanPlan): Stretch[] {
  const { rate, floor, isOlder } = plan;
  const extra = isOlder ? 1 : 0;
  const { warmup, stable, decay } = lengthsOf(plan);
  const shape = SHAPES.get(plan.decayType) ?? (() => 1);
  const at = (share: number): number => rate * (floor + (1 - floor) * shape(share));
  const stableEnd = warmup + stable - extra;
  const rise = { start: 0, curve: ramp((k) => (rate * (k + 1)) / (warmup + extra)) };
  const flat = { start: warmup, curve: constantCurve(rate) };
  const fall = {
    start: stableEnd,
    // beyond a total_steps below the run's length the formula goes on, below its floor where it is linear
    curve: ramp((k) => at((k + 1 - stableEnd) / (decay + extra))),
  };
  return [...(warmup > 0 ? [rise] : []), flat, ...(decay > 0 ? [fall] : [])];
}

/** What torchtitan warns of where warmup and decay do not fit into the run. */
export function overlapOf(plan: TitanPlan) {
  const { warmup, decay, cut } = lengthsOf(plan);
  if (cut === undefined) return undefined;
  return {
    code: "warmup-and-decay-overlap",
    severity: "warning",
    message: t`Warmup (${warmup}) and decay (${cut}) exceed the ${plan.total} steps of the run: torchtitan shortens the decay to ${decay}.`,
    why: t(
      "The stable phase cannot be negative; torchtitan adjusts the decay and only logs a warning.",
    ),
    source: {
      label: "torchtitan, components/lr_scheduler.py",
      url: "https://github.com/pytorch/torchtitan/blob/main/torchtitan/components/lr_scheduler.py",
    },
  } as const;
}
