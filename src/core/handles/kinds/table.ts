import { cyclicHandles, restartHandles } from "./cycles";
import { dropHandles, inverseSqrtHandles, inverseTimeHandles, milestoneHandles } from "./drops";
import type { KindHandles } from "./kindHandles";
import { oneCycleHandles } from "./oneCycle";
import { pointHandles, tableHandles } from "./points";

/** The kinds that have handles of their own, besides those of a phase's start and end. */
export const kindHandles: ReadonlyMap<string, KindHandles> = new Map([
  ["step", dropHandles],
  ["exponential", dropHandles],
  ["multiStep", milestoneHandles],
  ["inverseSqrt", inverseSqrtHandles],
  ["inverseTime", inverseTimeHandles],
  ["piecewise", pointHandles],
  ["table", tableHandles],
  ["cyclic", cyclicHandles],
  ["cosineRestarts", restartHandles],
  ["oneCycle", oneCycleHandles],
]);
