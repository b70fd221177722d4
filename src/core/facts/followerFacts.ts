import type { Path } from "../parse/sourceValue";
import type { Schedule, Track } from "../schedule/schedule";
import { formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import { type Fact, fact } from "./fact";
import { firstAtLeast, lastAbove, peakOf } from "./peak";
import { partAt } from "./phase";
import { plainAt } from "./plain";

/** Of a track that follows another: its values where that one peaks and ends, and at its bound. */
export function followerFacts(schedule: Schedule, path: Path): Fact[] {
  const { track } = partAt(schedule, path);
  const followed = track?.follows === undefined ? undefined : schedule.tracks.get(track.follows);
  const peak = followed && peakOf(followed, schedule.length);
  if (track === undefined || followed === undefined || peak === undefined) return [];
  const relation = plainAt(schedule.definition, [...track.path, "relation"]);
  const last = schedule.length - 1;
  return [
    fact("follows", t("Follows"), `${followed.name}, ${String(relation)}`),
    fact(
      "atPeak",
      t`Where ${followed.name} peaks`,
      `${formatNumber(track.curve.at(peak.step))} at ${formatNumber(peak.value)}`,
    ),
    fact(
      "atEnd",
      t("At the last step"),
      `${formatNumber(track.curve.at(last))} at ${formatNumber(followed.curve.at(last))}`,
    ),
    ...held(schedule, track),
  ];
}

/** How much of the run the follower spends at its `max`, where that is one stretch at an end. */
function held({ definition, length }: Schedule, track: Track): Fact[] {
  const max = plainAt(definition, [...track.path, "max"]);
  if (typeof max !== "number") return [];
  const level = max * (1 - 1e-9);
  const first = firstAtLeast(track, length, level);
  if (first >= length) return [fact("held", t("Held at max"), "never")];
  const free = lastAbove(track, length, level);
  if (track.curve.extremes(first, free - 1).min < level) return [];
  return [fact("held", t("Held at max"), t`${formatShare((free - first) / length)} of the run`)];
}
