import { beta2Of, memoryOf } from "../../facts/optimizer";
import type { Schedule } from "../../schedule/schedule";
import { roundSteps } from "./rate";

/**
 * The steps of a usual warmup: 2 / (1 − β2) of an adaptive optimizer where that is at most a fifth of
 * the run, else the memory of β2; without one, or where its memory is most of the run, a twentieth.
 */
export function usualWarmup(schedule: Schedule): number {
  const twentieth = roundSteps(schedule.length / 20);
  const beta2 = beta2Of(schedule);
  const memory = beta2 === undefined ? Infinity : memoryOf(beta2.value);
  if (memory > schedule.length / 2) return twentieth;
  const untuned = Math.round(2 * memory);
  return untuned <= schedule.length / 5 ? untuned : Math.max(twentieth, Math.ceil(memory));
}
