import type { Schedule } from "../schedule/schedule";
import { pathOf, stretchColumns, trackColumns, valueRange, type Stretch } from "./line";
import { element, svg } from "./markup";
import { linearScale } from "./scale";

/** Taller than this, an image would push the lines of the editor apart (measured in VS Code). */
export const MAX_SPARKLINE_HEIGHT = 12;

export interface SparklineOptions {
  /** In pixels. */
  readonly width: number;
  /** In pixels; at most 12 unless `maxHeight` (a larger editor font) allows more. */
  readonly height: number;
  readonly maxHeight?: number;
  /** A CSS colour. */
  readonly color: string;
  /** Which track to draw; the learning rate where none is named. */
  readonly track?: string;
  /** This part of the run alone, as high as it is within the whole. */
  readonly stretch?: Stretch;
}

/** A small curve for the end of a line of code; empty where the schedule lacks the track. */
export function sparkline(schedule: Schedule, options: SparklineOptions): string {
  const name = options.track ?? "learningRate";
  if (!schedule.tracks.has(name)) return "";
  const { width } = options;
  const height = Math.min(options.height, options.maxHeight ?? MAX_SPARKLINE_HEIGHT);
  const line = element("path", {
    d: curvePath(schedule, name, { ...options, height }),
    fill: "none",
    stroke: options.color,
    "stroke-width": 1.2,
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  });
  return svg(width, height, `${schedule.name}: ${name}`, line);
}

/** The curve alone, as the `d` of an SVG path that fills a box; empty without such a track. */
export function curvePath(
  schedule: Schedule,
  name: string,
  { width, height, stretch }: Pick<SparklineOptions, "width" | "height" | "stretch">,
): string {
  const track = schedule.tracks.get(name);
  if (track === undefined) return "";
  const whole = trackColumns(schedule, track, width);
  const { min, max } = valueRange(whole);
  const { start, end } = stretch ?? { start: 0, end: schedule.length };
  const stretches = stretch ? [stretchColumns(track.curve, start, end, Math.max(2, width))] : whole;
  const x = linearScale(start, Math.max(start + 1, end - 1), 1, width - 1);
  // A curve that is flat above zero lies at the top, where its value is, not on the ground.
  const y = linearScale(Math.min(0, min), max === 0 ? 1 : Math.max(0, max), height - 1, 1);
  const paths = stretches.map((columns) => pathOf(columns, x, y)).filter((path) => path !== "");
  return paths.join("");
}
