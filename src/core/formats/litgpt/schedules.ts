import { ramp, wave } from "../../libraries/curves/pieces";
import { constantCurve } from "../../schedule/curves/constant";
import type { Phase } from "../config/phasesRun";

const { cos, PI } = Math;

/** litgpt/finetune: SequentialLR of k / W and torch's CosineAnnealingLR over N − W, floor 0. */
export function finetunePhases(rate: number, warmup: number, steps: number): Phase[] {
  const rise = { kind: "warmup", start: 0, curve: ramp((k) => (rate * k) / warmup) };
  const length = steps - warmup;
  if (!(length > 0)) return [rise];
  const fall = (k: number): number => (rate * (1 + cos((PI * (k - warmup)) / length))) / 2;
  return [rise, { kind: "cosine", start: warmup, curve: wave(fall, warmup, length) }];
}

interface Pretraining {
  readonly rate: number;
  readonly floor: number;
  /** Warmup and run in micro-batches. */
  readonly warmup: number;
  readonly iterations: number;
  readonly accumulation: number;
}

/**
 * litgpt/pretrain.py, get_lr: set before each micro-batch, so that update k is made at the rate of
 * its last one, (k + 1)A − 1.
 */
export function pretrainPhases(plan: Pretraining): Phase[] {
  const { rate, floor, warmup, iterations, accumulation } = plan;
  const iteration = (k: number): number => (k + 1) * accumulation - 1;
  const share = (k: number): number => (iteration(k) - warmup) / (iterations - warmup);
  const fall = (k: number): number => floor + 0.5 * (1 + cos(PI * share(k))) * (rate - floor);
  const start = Math.max(0, Math.ceil((warmup + 1) / accumulation) - 1);
  const end = Math.ceil((iterations + 2) / accumulation) - 1;
  const rise = { kind: "warmup", start: 0, curve: ramp((k) => (rate * iteration(k)) / warmup) };
  const after = [
    { kind: "cosine", start, curve: ramp(fall) },
    { kind: "floor", start: Math.max(end, start + 1), curve: constantCurve(floor) },
  ];
  return start > 0 ? [rise, ...after] : after;
}
