import { layerTrack } from "../../core/probeTracks";
import type { ProbeSchedule } from "../../core/probeContract";
import { trackValue } from "./plan";

/**
 * The rate of each weight matrix at `step`: that of its layer where the schedule has one for it,
 * the schedule's own otherwise.
 *
 * @param layers By weight matrix its layer, from 0.
 */
export function layerRates(
  schedule: ProbeSchedule,
  layers: readonly number[],
  step: number,
): number[] {
  const value = trackValue(schedule, step);
  return layers.map((layer) => {
    const track = layerTrack(layer + 1);
    return value(schedule.tracks[track] ? track : "learningRate");
  });
}
