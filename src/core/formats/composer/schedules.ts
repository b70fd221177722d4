import { ramp } from "../../libraries/curves/pieces";
import { constantCurve } from "../../schedule/curves/constant";
import type { Phase } from "../config/phasesRun";

/** Lengths in updates; `rate` is the optimizer's. */
export interface ComposerPlan {
  readonly kind: string;
  readonly rate: number;
  readonly warmup: number;
  /** t_max. */
  readonly end: number;
  readonly initial: number;
  readonly final: number;
}

/** Of the decay's share; composer/optim/scheduler.py. */
const SHAPES: ReadonlyMap<string, (x: number) => number> = new Map<string, (x: number) => number>([
  ["cosine_with_warmup", (x) => (1 + Math.cos(x * Math.PI)) / 2],
  ["linear_decay_with_warmup", (x) => 1 - x],
  ["constant_with_warmup", () => 1],
]);

export const KINDS: readonly string[] = [...SHAPES.keys(), "inv_sqrt_with_warmup"];

/** A linear warmup from 0, then from `initial` to `final`, which is held after `end`. */
export function phasesOf(plan: ComposerPlan): Phase[] {
  const { kind, rate, warmup, end, initial, final } = plan;
  const shape = SHAPES.get(kind) ?? (() => 1);
  const at = (k: number): number => {
    const share = end > warmup ? Math.min(1, (k - warmup) / (end - warmup)) : 0;
    return rate * (final + (initial - final) * shape(share));
  };
  const curve = initial === final ? constantCurve(rate * final) : ramp(at);
  return afterWarmup(rate * initial, warmup, [
    { kind, start: warmup, curve, length: Math.max(0, end - warmup) },
  ]);
}

export interface RootPlan {
  readonly rate: number;
  readonly warmup: number;
  readonly scale: number;
  readonly cooldown: number;
  readonly end: number;
  /** alpha_f_decay and alpha_f_cooldown. */
  readonly final: number;
  readonly cool: number;
}

/** llmfoundry/optim/scheduler.py, InverseSquareRootWithWarmupScheduler. */
export function rootPhases(plan: RootPlan): Phase[] {
  const { rate, warmup, scale, cooldown, end, final, cool } = plan;
  const begin = Math.max(warmup, end - cooldown);
  const factor = (k: number): number =>
    final + (1 - final) / Math.sqrt((k + scale - warmup) / scale);
  const last = factor(begin);
  const cooled = (k: number): number =>
    last + (cooldown === 0 ? 0 : Math.min(1, (k - begin) / cooldown)) * (cool - last);
  return afterWarmup(rate, warmup, [
    { kind: "inv_sqrt_with_warmup", start: warmup, curve: ramp((k) => rate * factor(k)) },
    { kind: "cooldown", start: begin, curve: ramp((k) => rate * cooled(k)) },
  ]);
}

function afterWarmup(peak: number, warmup: number, rest: readonly Phase[]): Phase[] {
  if (warmup > 0)
    return [{ kind: "warmup", start: 0, curve: ramp((k) => (peak * k) / warmup) }, ...rest];
  return [...rest];
}
