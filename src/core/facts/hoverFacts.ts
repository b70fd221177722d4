import type { Path } from "../parse/sourceValue";
import { meanOfTrack, shareOfPhase } from "../schedule/integrals";
import type { PhaseSpan, Schedule, Track } from "../schedule/schedule";
import { formatCount, formatNumber, formatShare } from "../text/format";
import { t } from "../text/words";
import { clockWords } from "./clockWords";
import { type Fact, fact, isKnown } from "./fact";
import { endValue, firstValue, lengthOf, partAt } from "./phase";
import { peakOf } from "./peak";
import { stepsText } from "./timeText";
import { warmupOfTrack } from "./warmup";

/**
 * What is known about a phase, or else about the track to which `path` leads, or else about the
 * learning rate. Values are those that updates really use: the last one is that of step N − 1.
 */
export function hoverFacts(schedule: Schedule, phase?: PhaseSpan, path?: Path): Fact[] {
  const part = partAt(schedule, phase?.path ?? path ?? ["learningRate"]);
  const track = part.track ?? schedule.tracks.get("learningRate");
  if (track === undefined) return [length(schedule)];
  // A follower has no phases of its own, though it is held as one over the whole run.
  const shown = track.follows === undefined ? (phase ?? part.phase) : undefined;
  return shown ? phaseFacts(schedule, track, shown) : trackFacts(schedule, track);
}

/** Peak, first and last value, end of the warmup, mean, and the run's length. */
export function trackFacts(schedule: Schedule, track: Track): Fact[] {
  const { length: steps } = schedule;
  const { curve } = track;
  const words = clockWords(schedule.time);
  const peak = peakOf(track, steps);
  const warmup = warmupOfTrack(track);
  const facts: Fact[] = [];
  if (peak)
    facts.push(fact("peak", t("Peak"), words.at(formatNumber(peak.value), formatCount(peak.step))));
  facts.push(fact("start", words.first, formatNumber(curve.at(0))));
  if (warmup && warmup.end < steps) {
    const value = t`${formatNumber(curve.at(warmup.end))}, after ${stepsText(warmup.end, schedule.time)}`;
    facts.push(fact("warmupEnd", t("At the end of the warmup"), value));
  }
  // how far an open run is drawn says nothing of its end
  if (schedule.horizon) return facts.filter(isKnown);
  facts.push(fact("last", words.last(formatCount(steps - 1)), formatNumber(curve.at(steps - 1))));
  facts.push(fact("mean", t("Mean"), formatNumber(meanOfTrack(schedule, track))));
  return [...facts.filter(isKnown), length(schedule)];
}

/** Where the phase lies, its first and last value, and its share of the run and of all rates. */
export function phaseFacts(schedule: Schedule, track: Track, phase: PhaseSpan): Fact[] {
  const steps = lengthOf(phase);
  const facts = [
    fact("phase", t("Phase"), `${phase.kind}, ${stepsText(steps, schedule.time)}`),
    fact(
      "span",
      clockWords(schedule.time).heading,
      phase.end <= phase.start
        ? t("none")
        : t`${formatCount(phase.start)} to ${formatCount(phase.end - 1)}`,
    ),
    fact("phaseStart", t("Starts at"), formatNumber(firstValue(phase))),
    fact("phaseEnd", t("Leads to"), formatNumber(endValue(phase))),
    fact(
      "runShare",
      t("Share of the run"),
      formatShare((phase.end - phase.start) / schedule.length),
    ),
  ];
  if (schedule.horizon) return facts.slice(1, phase.missing ? 2 : 4).filter(isKnown);
  const share = shareOfPhase(schedule, track, phase);
  if (share !== undefined) facts.push(fact("sumShare", sumLabel(track), formatShare(share)));
  return phase.missing ? facts.slice(0, 2) : facts.filter(isKnown);
}

const sumLabel = (track: Track): string =>
  track.name === "learningRate"
    ? t("Share of the sum of all rates")
    : t`Share of the sum of ${track.name}`;

const length = (schedule: Schedule): Fact =>
  fact("length", t("Length of the run"), stepsText(schedule.length, schedule.time));
