import { ramp } from "../../libraries/curves/pieces";
import { constantCurve } from "../../schedule/curves/constant";
import type { Phase } from "../config/phasesRun";

/** A NeMo scheduler's arguments; all lengths in updates. */
export interface NemoPlan {
  readonly kind: string;
  readonly rate: number;
  readonly steps: number;
  readonly warmup: number;
  /** Of the phase at the peak (hold_steps); 0 where there is none. */
  readonly hold: number;
  /** Of the phase at the floor (constant_steps). */
  readonly constant: number;
  readonly floor: number;
  readonly power: number;
  readonly decayRate: number;
  readonly width: number;
}

const { cos, PI, sqrt, max, min } = Math;

/** A formula that holds from an update on, until the next. */
interface Piece {
  readonly kind: string;
  readonly start: number;
  readonly at: (k: number) => number;
}

const cosine = (rate: number, floor: number, share: number): number =>
  (rate - floor) * 0.5 * (1 + cos(PI * share)) + floor;

/** The decay after warmup and hold; nemo/core/optim/lr_scheduler.py. */
const DECAYS: ReadonlyMap<string, (plan: NemoPlan, k: number) => number> = new Map([
  ["WarmupPolicy", ({ rate }) => rate],
  ["WarmupHoldPolicy", ({ rate }) => rate],
  [
    "CosineAnnealing",
    ({ rate, floor, warmup, steps }, k) => cosine(rate, floor, (k - warmup) / (steps - warmup)),
  ],
  [
    "SquareAnnealing",
    ({ rate, floor, warmup, steps }, k) => max(rate * ((steps - k) / (steps - warmup)) ** 2, floor),
  ],
  [
    "SquareRootAnnealing",
    ({ rate, floor, steps }, k) => max(rate * sqrt((steps - k) / steps), floor),
  ],
  [
    "WarmupAnnealing",
    ({ rate, floor, warmup, steps }, k) =>
      floor + (1 - (k - warmup) / (steps - warmup)) * (rate - floor),
  ],
  ["InverseSquareRootAnnealing", ({ rate, warmup }, k) => rate / sqrt((k + 1) / (warmup + 1))],
  [
    "PolynomialDecayAnnealing",
    ({ rate, floor, warmup, steps, power }, k) => {
      const decay = steps - warmup;
      return (rate - floor) * (1 - min(k - warmup, decay) / decay) ** power + floor;
    },
  ],
  [
    "PolynomialHoldDecayAnnealing",
    ({ rate, floor, warmup, hold, steps, power }, k) => {
      const decay = steps - max(warmup, hold);
      return (rate - floor) * (1 - min(k - hold, decay) / decay) ** power + floor;
    },
  ],
  [
    "WarmupHoldAnnealLinear",
    ({ rate, floor, hold, steps }, k) => rate - ((rate - floor) * (k - hold)) / (steps - hold),
  ],
  [
    "WarmupHoldAnnealOneMinusSquareRoot",
    ({ rate, floor, hold, steps }, k) => max(floor, rate * (1 - sqrt((k - hold) / (steps - hold)))),
  ],
  [
    "NoamHoldAnnealing",
    ({ rate, floor, warmup, hold, decayRate }, k) => {
      const held = hold > 0 ? hold - warmup : 0;
      return max((rate * max(1, warmup ** decayRate)) / max(1, (k - held) ** decayRate), floor);
    },
  ],
]);

export const KINDS: readonly string[] = [...DECAYS.keys(), "NoamAnnealing"];

/** Whether hold_steps belongs to this scheduler; `hold` then includes the warmup. */
export const holds = (kind: string): boolean => /Hold/.test(kind);

export function phasesOf(plan: NemoPlan): Phase[] {
  const { kind, constant } = plan;
  const pieces =
    kind === "NoamAnnealing"
      ? noam(plan)
      : kind === "CosineAnnealing" && constant > 0
        ? megatronCosine(plan)
        : warmed(plan);
  return pieces.map(({ kind: part, start, at }, i) => {
    const isConstant = part === "floor" || part === "hold" || /^Warmup(?:Hold)?Policy$/.test(part);
    return {
      kind: part,
      start: i === 0 ? 0 : start,
      curve: isConstant ? constantCurve(at(start)) : ramp(at),
    };
  });
}

/** WarmupPolicy: (k + 1)/(W + 1) up to k = W, the decay, and the floor after N. */
function warmed(plan: NemoPlan): Piece[] {
  const { kind, rate, warmup, hold, steps, floor } = plan;
  const decay = DECAYS.get(kind) ?? (() => rate);
  const rise = { kind: "warmup", start: 0, at: (k: number) => (rate * (k + 1)) / (warmup + 1) };
  const begin = warmup > 0 ? warmup + 1 : 0;
  const held = { kind: "hold", start: begin, at: () => rate };
  return [
    ...(warmup > 0 ? [rise] : []),
    ...(holds(kind) && hold > begin ? [held] : []),
    { kind, start: holds(kind) ? max(begin, hold) : begin, at: (k) => decay(plan, k) },
    { kind: "floor", start: max(steps + 1, begin + 1), at: () => floor },
  ];
}

/** With constant_steps, CosineAnnealing is Megatron-LM's: k/W, and a constant floor at the end. */
function megatronCosine({ kind, rate, warmup, constant, steps, floor }: NemoPlan): Piece[] {
  const decay = steps - (constant + warmup);
  const rise = { kind: "warmup", start: 0, at: (k: number) => (rate * k) / warmup };
  const begin = warmup > 0 ? warmup + 1 : 0;
  return [
    ...(warmup > 0 ? [rise] : []),
    { kind, start: begin, at: (k) => cosine(rate, floor, (k - warmup) / decay) },
    { kind: "floor", start: max(begin, warmup + decay + 1), at: () => floor },
  ];
}

/** NoamAnnealing: the first update has the rate of step 1; the floor holds after the warmup only. */
function noam({ kind, rate, warmup, floor, width }: NemoPlan): Piece[] {
  const scale = rate / sqrt(width);
  const step = (k: number): number => max(1, k);
  const fall = (k: number): number => scale / sqrt(step(k));
  const rise = (k: number): number => scale * min(1 / sqrt(step(k)), step(k) * warmup ** -1.5);
  const rest = { kind, start: warmup > 0 ? warmup + 1 : 0, at: (k: number) => max(fall(k), floor) };
  return warmup > 0 ? [{ kind: "warmup", start: 0, at: rise }, rest] : [rest];
}
