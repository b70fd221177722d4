import { ramp } from "../../libraries/curves/pieces";
import { constantCurve } from "../../schedule/curves/constant";
import type { Phase } from "../config/phasesRun";

/** OLMo's SchedulerConfig, lengths in its own units (steps or tokens). */
export interface OlmoSchedule {
  readonly kind: string;
  readonly rate: number;
  readonly warmup: number;
  readonly warmupFrom: number;
  readonly alpha: number;
  /** t_max, or the run's end. */
  readonly end: number;
  /** Whether the end is t_max: the run may end before it. */
  readonly hasOwnEnd: boolean;
  /** Units of one update; update k trains at k + 1 of them. */
  readonly each: number;
}

const { ceil, cos, PI, sqrt, max, min } = Math;

/** The decay after the warmup, by position; undefined for a name that OLMo does not have. */
function decayOf(schedule: OlmoSchedule): ((position: number) => number) | undefined {
  const { kind, rate, alpha, end, warmup } = schedule;
  const floor = rate * alpha;
  const share = (t: number): number => (t - warmup) / (end - warmup);
  const wave = (t: number): number => ((rate - floor) * (1 + cos(PI * share(t)))) / 2;
  const cosine = (t: number): number => (t >= end ? floor : floor + wave(t));
  const root = (t: number): number => rate * sqrt(warmup / max(warmup, t));
  switch (kind) {
    case "cosine_with_warmup":
      return cosine;
    case "linear_with_warmup":
      return (t) => (t >= end ? floor : rate - (rate - floor) * share(t));
    case "cosine_linear_envelope":
      return (t) => (t >= end ? floor : floor + (1 - share(t)) * wave(t));
    case "inverse_sqrt_with_warmup":
      return root;
    case "max_scheduler":
      return (t) => max(cosine(t), root(t));
    case "constant":
    case "constant_with_warmup":
      return () => rate;
    default:
      return undefined;
  }
}

/** olmo/optim.py, Scheduler.get_lr; every decay only falls. */
export function phasesOf(schedule: OlmoSchedule): Phase[] | undefined {
  const { kind, rate, warmup, warmupFrom, each, end, hasOwnEnd } = schedule;
  const decay = decayOf(schedule);
  if (!decay) return undefined;
  const at = (k: number): number => (k + 1) * each;
  const start = kind === "constant" ? 0 : max(0, ceil(warmup / each) - 1);
  const rise = (k: number): number =>
    warmupFrom + ((rate - warmupFrom) * min(at(k), warmup)) / warmup;
  const rest = {
    kind,
    start,
    curve: kind.startsWith("constant") ? constantCurve(rate) : ramp((k) => decay(at(k))),
    ...(hasOwnEnd && { length: max(1, ceil(end / each) - 1 - start) }),
  };
  return start > 0 ? [{ kind: "warmup", start: 0, curve: ramp(rise) }, rest] : [rest];
}
