import { difference } from "../../compare/difference";
import { chosenLayers } from "../../derived/chosenLayers";
import { derivedCurve } from "../../derived/derived";
import type { DerivedId } from "../../derived/ids";
import type { Curve } from "../../schedule/curve";
import { scaleCurve } from "../../schedule/curves/transform";
import type { Schedule } from "../../schedule/schedule";
import { derivedFormulas, derivedTitles, trackTitle } from "../../text/titles";
import { figureColor, figureDash } from "../figure/figure";
import { formatCount } from "../../text/format";
import { t } from "../../text/words";

/** A schedule of a picture, with the words by which the legend knows it. */
export interface LabelledSchedule {
  readonly label: string;
  readonly schedule: Schedule;
}

/** A curve of a chart. */
export interface ScoreLine {
  /** For the legend; empty where the chart's own name says it. */
  readonly label: string;
  readonly curve: Curve;
  /** How many places its whole run has. */
  readonly length: number;
  readonly color: string;
  readonly dash: string;
  readonly width: number;
}

/** One of the charts that lie one below the other. */
export interface ScoreChart {
  readonly title: string;
  readonly log: boolean;
  readonly lines: readonly ScoreLine[];
}

export interface CurveChoice {
  /** Names of tracks with logarithmic values. */
  readonly logTracks?: readonly string[];
  readonly derived?: readonly DerivedId[];
  /** Whether the others' rate less that of the first is a chart of its own. */
  readonly difference?: boolean;
  /** Whether the first is compared with the others at the same share of each run. */
  readonly normalised?: boolean;
}

const RATE = "learningRate";
const MOST_LAYERS = 12;
/** Tracks that are drawn: more of them make no picture. */
const MOST_TRACKS = 32;
const LINE = 1.8;

/** The charts of all tracks, the first schedule's first, then the difference and derived curves. */
export function chartsOf(
  schedules: readonly LabelledSchedule[],
  choice: CurveChoice,
): ScoreChart[] {
  const names = [...new Set(schedules.flatMap(({ schedule }) => [...schedule.tracks.keys()]))];
  const logs = new Set(choice.logTracks);
  const left = names.length - MOST_TRACKS;
  const tracks = names.slice(0, MOST_TRACKS).map((name, row) => ({
    title:
      left > 0 && row === MOST_TRACKS - 1
        ? t`${trackTitle(name)} (${formatCount(left)} more tracks are not drawn)`
        : trackTitle(name),
    log: logs.has(name),
    lines: [
      ...linesOf(schedules, row, ({ tracks }) => tracks.get(name)?.curve),
      ...(name === RATE && schedules.length === 1 ? familyLines(schedules, row) : []),
    ],
  }));
  const derived = (choice.derived ?? []).map((id, index) => ({
    title: `${derivedTitles[id]()} (${derivedFormulas[id]()})`,
    log: logs.has(`:${id}`),
    lines: linesOf(schedules, names.length + index, (schedule) => derivedCurve(schedule, id)),
  }));
  const all = [...tracks, ...differenceChart(schedules, choice), ...derived];
  return all.filter(({ lines }) => lines.length > 0);
}

/** Each schedule has a colour of its own; one alone has one for each chart. */
function linesOf(
  schedules: readonly LabelledSchedule[],
  row: number,
  curveOf: (schedule: Schedule) => Curve | undefined,
): ScoreLine[] {
  const several = schedules.length > 1;
  return schedules.flatMap(({ label, schedule }, index) => {
    const curve = curveOf(schedule);
    const color = figureColor(several ? index : row);
    const dash = several ? figureDash(index) : "";
    const { length } = schedule;
    return curve ? [{ label: several ? label : "", curve, length, color, dash, width: LINE }] : [];
  });
}

function familyLines([first]: readonly LabelledSchedule[], row: number): ScoreLine[] {
  if (!first) return [];
  const { schedule } = first;
  const { length, samples } = schedule;
  const rate = schedule.tracks.get(RATE)?.curve;
  const thin = { length, color: figureColor(row), width: 0.7 };
  const { layers } = chosenLayers(schedule, MOST_LAYERS);
  const ends = [layers[0]?.name, layers.at(-1)?.name].join(" … ");
  const lines: ScoreLine[] = layers.map(({ curve }, index) => ({
    ...thin,
    label: index === 0 ? `${ends} (${schedule.layers.length})` : "",
    curve,
    dash: "",
  }));
  if (!samples || !rate) return lines;
  const scaled = (label: string, factor: number, dash: string): ScoreLine => ({
    ...thin,
    label: `${label} samples (× ${factor})`,
    curve: scaleCurve(rate, factor),
    dash,
    width: 1.1,
  });
  return [...lines, scaled("easy", samples.easy, "5 3"), scaled("hard", samples.hard, "2 2")];
}

function differenceChart(
  [first, ...others]: readonly LabelledSchedule[],
  choice: CurveChoice,
): ScoreChart[] {
  if (!first || choice.difference !== true) return [];
  const lines = others.flatMap(({ label, schedule }, index) => {
    const found = difference(first.schedule, schedule, RATE, choice.normalised === true);
    const color = figureColor(index + 1);
    const dash = figureDash(index + 1);
    if (!found) return [];
    return [{ label, curve: found.curve, length: found.positions, color, dash, width: LINE }];
  });
  return [{ title: t("Difference of the learning rate to the first"), log: false, lines }];
}
