import { FAINT, INK, LEGEND_LINE, LETTER, legendMarks, legendRows, text } from "../figure/layout";
import type { Frame } from "../figure/layout";
import type { FigureSeries, Mark, Picture } from "../figure/figure";
import { short } from "../markup";
import { shortened } from "../../text/shortened";
import { chartMarks } from "./chart";
import {
  chartsOf,
  type CurveChoice,
  type LabelledSchedule,
  type ScoreChart,
  type ScoreLine,
} from "./curves";
import { timeScale, unitOf, type TimeChoice, type TimeScale } from "./timeScale";

export interface ScoreOptions extends TimeChoice, Omit<CurveChoice, "normalised"> {
  /** In pixels, 640 if left out. */
  readonly width?: number;
  /** Of all of it; if left out each chart has its usual height. */
  readonly height?: number;
}

const WIDTH = 640;
const MARGIN = { left: 60, right: 24, top: 34, bottom: 44 } as const;
/** Of the first chart and of the others, and the room above each for its name. */
const HEIGHTS = { first: 190, other: 96, name: 26, least: 24 } as const;
const LEGEND_MARGIN = 12;

/**
 * All tracks of a schedule, or of several one over the other, as a picture for paper: on white, with
 * labelled axes and a legend, in colours and dashes that people with any colour vision tell apart.
 * The cost is set by width and curves, not by the number of steps.
 */
export function layScore(
  schedules: readonly LabelledSchedule[],
  options: ScoreOptions = {},
): Picture {
  const width = options.width ?? WIDTH;
  const runs = schedules.map(({ schedule }) => schedule);
  const normalised = unitOf(runs, options.unit) === "percent";
  const charts = chartsOf(schedules, { ...options, normalised });
  const right = width - MARGIN.right;
  const time = timeScale(runs, options, MARGIN.left, right);
  const legend = legendRows(legendOf(charts), right - MARGIN.left);
  const below =
    MARGIN.bottom + (legend.length > 0 ? LEGEND_MARGIN + LEGEND_LINE * legend.length : 0);
  const frames = framesOf(charts, right, heightsOf(charts, below, options.height));
  const bottom = frames.at(-1)?.bottom ?? MARGIN.top;
  const title = titleOf(schedules);
  return {
    width,
    height: bottom + below,
    title,
    marks: [
      { kind: "path", d: `M0 0H${width}V${short(bottom + below)}H0Z`, fill: "#ffffff" },
      text(12, 20, shortened(title, (width - 24) / (1.35 * LETTER)), { size: 13, bold: true }),
      ...charts.flatMap((chart, index) => {
        const frame = frames[index];
        return frame ? chartMarks(chart, time, frame) : [];
      }),
      ...axisMarks(time, bottom, right),
      ...legendMarks(legend, { left: MARGIN.left, bottom: bottom + LEGEND_MARGIN }),
    ],
  };
}

/** The first chart is the tallest; where a height is given all shrink or grow alike. */
function heightsOf(
  charts: readonly ScoreChart[],
  below: number,
  height: number | undefined,
): number[] {
  const usual = charts.map((_, index) => (index === 0 ? HEIGHTS.first : HEIGHTS.other));
  if (height === undefined) return usual;
  const room = height - MARGIN.top - below - HEIGHTS.name * charts.length;
  const sum = usual.reduce((total, one) => total + one, 0);
  return usual.map((one) => Math.max(HEIGHTS.least, (one * room) / sum));
}

function framesOf(
  charts: readonly ScoreChart[],
  right: number,
  heights: readonly number[],
): Frame[] {
  let top: number = MARGIN.top;
  return charts.map((_, index) => {
    const from = top + HEIGHTS.name;
    top = from + (heights[index] ?? HEIGHTS.least);
    return { left: MARGIN.left, right, top: from, bottom: top };
  });
}

function axisMarks(time: TimeScale, bottom: number, right: number): Mark[] {
  const marks = time.ticks.flatMap(({ pixel, label }): Mark[] => [
    { kind: "path", d: `M${short(pixel)} ${short(bottom)}v4`, stroke: INK, width: 1 },
    text(pixel, bottom + 17, label, { anchor: "middle" }),
  ]);
  return [
    { kind: "path", d: `M${MARGIN.left} ${short(bottom)}H${right}`, stroke: INK, width: 1 },
    ...marks,
    text((MARGIN.left + right) / 2, bottom + 34, time.label, { color: FAINT, anchor: "middle" }),
  ];
}

/** Longer words would push all others out of the picture. */
const MOST_LABEL = 60;

/** Each line once, though it is in several charts. */
function legendOf(charts: readonly ScoreChart[]): FigureSeries[] {
  const lines = new Map<string, ScoreLine>();
  for (const line of charts.flatMap((chart) => chart.lines)) {
    if (line.label === "") continue;
    const key = `${line.color} ${line.dash} ${line.label}`;
    if (!lines.has(key)) lines.set(key, line);
  }
  return [...lines.values()].map(({ label, color, dash, width }) => {
    return { label: shortened(label, MOST_LABEL), color, dash, width, points: [] };
  });
}

const titleOf = (schedules: readonly LabelledSchedule[]): string =>
  schedules.map(({ label }) => label).join(", ");
