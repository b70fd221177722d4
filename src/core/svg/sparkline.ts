import type { Schedule } from "../schedule/schedule";
import { pathOf, trackColumns, valueRange } from "./line";
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
}

/** A small curve for the end of a line of code; empty where the schedule lacks the track. */
export function sparkline(schedule: Schedule, options: SparklineOptions): string {
  const name = options.track ?? "learningRate";
  const track = schedule.tracks.get(name);
  if (track === undefined) return "";
  const { width } = options;
  const height = Math.min(options.height, options.maxHeight ?? MAX_SPARKLINE_HEIGHT);
  const stretches = trackColumns(schedule, track, width);
  const { min, max } = valueRange(stretches);
  const x = linearScale(0, Math.max(1, schedule.length - 1), 1, width - 1);
  // A curve that is flat above zero lies at the top, where its value is, not on the ground.
  const y = linearScale(Math.min(0, min), max === 0 ? 1 : Math.max(0, max), height - 1, 1);
  const paths = stretches.map((columns) => pathOf(columns, x, y)).filter((path) => path !== "");
  const line = element("path", {
    d: paths.join(""),
    fill: "none",
    stroke: options.color,
    "stroke-width": 1.2,
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  });
  return svg(width, height, `${schedule.name}: ${name}`, line);
}
