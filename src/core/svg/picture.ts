import type { PhaseSpan, Schedule, Track } from "../schedule/schedule";
import { formatNumber, formatShort } from "../text/format";
import { pathOf, trackColumns, valueRange } from "./line";
import { element, escapeText, svg } from "./markup";
import { type Scale, linearScale, ticks } from "./scale";

/** CSS colours of a picture; the caller takes them from the editor's theme. */
export interface PictureColors {
  readonly background: string;
  readonly foreground: string;
  readonly grid: string;
  /** The track on the left axis. */
  readonly primary: string;
  /** The track on the right axis. */
  readonly secondary: string;
  /** Behind the marked phase. */
  readonly mark: string;
}

export interface PictureOptions {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly colors: PictureColors;
  /** The track on the left axis; the learning rate where none is named. */
  readonly track?: string;
  /** The track on the right axis; momentum (or β1) where none is named, none where null. */
  readonly second?: string | null;
  /** A phase to be marked. */
  readonly phase?: PhaseSpan;
  /** Dashes for the second curve, where colours alone do not tell (high contrast). */
  readonly dashed?: boolean;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A curve with axes: the rate on the left, momentum on the right, steps (or epochs) below. */
export function picture(schedule: Schedule, options: PictureOptions): string {
  const { width, height, colors } = options;
  const first = schedule.tracks.get(options.track ?? "learningRate");
  const second = secondTrack(schedule, options, first);
  const box = { left: 52, right: width - (second ? 44 : 12), top: 22, bottom: height - 34 };
  const x = linearScale(0, Math.max(1, schedule.length), box.left, box.right);
  const parts = [
    element("rect", { width, height, fill: colors.background }),
    options.phase ? markedPhase(options.phase, x, box, colors) : "",
    timeAxis(schedule, x, box, colors),
    first
      ? curveOf(schedule, first, { x, box, color: colors.primary, grid: colors, side: "left" })
      : "",
    second
      ? curveOf(schedule, second, {
          x,
          box,
          color: colors.secondary,
          side: "right",
          dashes: options.dashed === false ? undefined : "5 3",
        })
      : "",
  ];
  return svg(width, height, titleOf(schedule, first, second), parts.join(""));
}

function secondTrack(
  schedule: Schedule,
  options: PictureOptions,
  first: Track | undefined,
): Track | undefined {
  if (options.second === null) return undefined;
  const names = options.second === undefined ? ["momentum", "beta1"] : [options.second];
  const track = names.map((name) => schedule.tracks.get(name)).find((found) => found !== undefined);
  return track === first ? undefined : track;
}

const titleOf = (schedule: Schedule, ...tracks: (Track | undefined)[]): string =>
  `${schedule.name}: ${tracks.flatMap((track) => (track ? [track.name] : [])).join(", ")}`;

function markedPhase(phase: PhaseSpan, x: Scale, box: Box, colors: PictureColors): string {
  const start = x.pixel(phase.start);
  return element("rect", {
    x: start,
    y: box.top,
    width: Math.max(1, x.pixel(phase.end) - start),
    height: box.bottom - box.top,
    fill: colors.mark,
  });
}

const FONT = { "font-family": "system-ui, sans-serif", "font-size": 10 };

const label = (
  x: number,
  y: number,
  text: string,
  fill: string,
  anchor: "start" | "middle" | "end",
): string => element("text", { ...FONT, x, y, fill, "text-anchor": anchor }, escapeText(text));

/** Epochs or rounds where the run defines them and lasts more than one, else steps. */
function timeAxis(schedule: Schedule, x: Scale, box: Box, colors: PictureColors): string {
  const { stepsPerEpoch, stepsPerRound } = schedule.time;
  const [unit, size] =
    stepsPerEpoch !== undefined && stepsPerEpoch < schedule.length
      ? ["epochs", stepsPerEpoch]
      : stepsPerRound !== undefined && stepsPerRound < schedule.length
        ? ["rounds", stepsPerRound]
        : ["steps", 1];
  const marks = ticks(0, schedule.length / size, 6).map((tick) => {
    const at = x.pixel(tick * size);
    return (
      element("path", { d: `M${at.toFixed(2)} ${box.bottom}v4`, stroke: colors.foreground }) +
      label(at, box.bottom + 15, formatShort(tick), colors.foreground, "middle")
    );
  });
  const base = element("path", {
    d: `M${box.left} ${box.bottom}H${box.right}`,
    stroke: colors.foreground,
  });
  const name = label(
    (box.left + box.right) / 2,
    box.bottom + 28,
    unit,
    colors.foreground,
    "middle",
  );
  return base + marks.join("") + name;
}

interface CurveOptions {
  readonly x: Scale;
  readonly box: Box;
  readonly color: string;
  readonly side: "left" | "right";
  /** Grid lines belong to the left axis only. */
  readonly grid?: PictureColors;
  readonly dashes?: string | undefined;
}

function curveOf(schedule: Schedule, track: Track, options: CurveOptions): string {
  const { x, box, color } = options;
  const stretches = trackColumns(schedule, track, box.right - box.left);
  const y = valueScale(valueRange(stretches), options);
  const line = element("path", {
    d: stretches.map((columns) => pathOf(columns, x, y)).join(""),
    fill: "none",
    stroke: color,
    "stroke-width": 1.8,
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
    "stroke-dasharray": options.dashes,
  });
  return valueAxis(track.name, y, options) + line;
}

/** From zero, unless the track moves in a narrow band far above it (momentum 0.85 to 0.95). */
function valueScale({ min, max }: { min: number; max: number }, { box }: CurveOptions): Scale {
  if (min === max) {
    const top = max > 0 ? max * 1.25 : max === 0 ? 1 : 0;
    return linearScale(Math.min(0, min * 1.25), top, box.bottom, box.top);
  }
  const margin = (max - min) * 0.08;
  const from = min > max / 2 ? min - margin : Math.min(0, min);
  return linearScale(from, max + margin, box.bottom, box.top);
}

function valueAxis(name: string, y: Scale, { box, color, side, grid }: CurveOptions): string {
  const edge = side === "left" ? box.left : box.right;
  const marks = ticks(y.from, y.to, 4).map((tick) => {
    const at = y.pixel(tick);
    const line = grid
      ? element("path", {
          d: `M${box.left} ${at.toFixed(2)}H${box.right}`,
          stroke: grid.grid,
          "stroke-width": 0.5,
        })
      : "";
    const place = side === "left" ? edge - 5 : edge + 5;
    return (
      line + label(place, at + 3.5, formatNumber(tick), color, side === "left" ? "end" : "start")
    );
  });
  const anchor = side === "left" ? "start" : "end";
  const title = label(side === "left" ? 4 : edge + 40, 12, name, color, anchor);
  return marks.join("") + title;
}
