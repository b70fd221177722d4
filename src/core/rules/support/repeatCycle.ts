import { plainAt } from "../../facts/plain";
import { resolveDuration } from "../../schedule/durations";
import type { PhaseSpan } from "../../schedule/schedule";
import type { RuleContext } from "../rule";

/** More cycles than this are not gone through. */
const MOST = 1000;

/** The last cycle of a `repeat`, cut off by the end of its phase, and the whole one before it. */
export interface CutCycle {
  /** Steps of the first cycle. */
  readonly first: number;
  /** Steps of the phase at which the whole cycle and the cut one begin. */
  readonly whole: number;
  readonly cut: number;
}

/** Undefined where the cycles fit, where none is whole, or where their length is not told. */
export function cutCycle(context: RuleContext, phase: PhaseSpan): CutCycle | undefined {
  const { definition } = context.schedule;
  const at = (key: string): unknown => plainAt(definition, [...phase.path, key]);
  const first = stepsOf(context, at("period")) ?? together(context, at("phases"));
  if (first === undefined || first < 1 || at("times") !== undefined) return undefined;
  const growth = at("periodGrowth");
  const factor = typeof growth === "number" ? growth : 1;
  let [whole, start] = [0, 0];
  for (let cycle = 0; cycle < MOST; cycle++) {
    const end = start + Math.max(1, Math.round(first * factor ** cycle));
    if (end === phase.length) return undefined;
    if (end > phase.length) return start > 0 ? { first, whole, cut: start } : undefined;
    [whole, start] = [start, end];
  }
  return undefined;
}

function stepsOf({ schedule }: RuleContext, duration: unknown): number | undefined {
  if (typeof duration !== "number" && typeof duration !== "string") return undefined;
  const resolved = resolveDuration(duration, schedule.time);
  return "steps" in resolved ? resolved.steps : undefined;
}

/** The lengths of a cycle's phases together, where each has one. */
function together(context: RuleContext, phases: unknown): number | undefined {
  if (!Array.isArray(phases)) return undefined;
  const lengths = phases.map((inner: unknown) =>
    typeof inner === "object" && inner !== null
      ? stepsOf(context, Reflect.get(inner, "for"))
      : undefined,
  );
  return lengths.reduce<number | undefined>(
    (sum, length) => (sum === undefined || length === undefined ? undefined : sum + length),
    0,
  );
}
