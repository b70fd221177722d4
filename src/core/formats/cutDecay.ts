import { unfinishedDecay } from "../rules/decayDoesNotFinish";
import type { Problem } from "../problem";
import type { Schedule } from "../schedule/schedule";
import type { Range } from "../text/range";
import { plainName, rangeOfSetting, type Setting } from "./setting";

/** What says the step by which a decay has come down, warmup included, by the libraries' names. */
const ENDS = new Set(
  "total_steps total_num_steps num_training_steps decay_steps lr_decay_iters total_iters".split(
    " ",
  ),
);

/**
 * decay-does-not-finish: a number of the text says when the decay has come down, and the run ends
 * before. Whether it says that is seen on the curve, which falls no further from there on.
 */
export function cutDecays(
  settings: readonly Setting[],
  { tracks, length, horizon }: Schedule,
  whole: Range,
): Problem[] {
  const curve = tracks.get("learningRate")?.curve;
  if (!curve || horizon !== undefined) return [];
  const { max: peak } = curve.extremes(0, length - 1);
  const now = curve.at(length - 1);
  return settings.flatMap((setting): Problem[] => {
    const at = setting.value * (setting.per ?? 1);
    if (!ENDS.has(plainName(setting.name)) || !(at > length)) return [];
    const end = curve.at(at);
    if (!(now - end > OPEN * peak) || curve.at(at * BEYOND) < end - TINY * peak) return [];
    return [
      {
        ...unfinishedDecay({ end, at, length, now, peak }),
        severity: "warning",
        range: rangeOfSetting(setting) ?? whole,
        fixes: [],
      },
    ];
  });
}

/** A last update within this share of the peak above the end of the decay is as good as finished. */
const OPEN = 0.01;
const BEYOND = 1.5;
const TINY = 1e-6;
