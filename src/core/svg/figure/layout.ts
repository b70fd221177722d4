import { formatCount } from "../../text/format";
import { short } from "../markup";
import { linearScale, ticks, type Scale } from "../scale";
import { valueScale, type ValueScale } from "./axes";
import type { Figure, FigureSeries, Mark, PathMark, TextMark } from "./figure";

export const INK = "#222222";
export const FAINT = "#555555";
export const GRID = "#dddddd";
const SIZE = { width: 640, height: 360 } as const;
const SMALL = 11;
/** Of a letter, on the average; a text's true width is known only where it is painted. */
export const LETTER = 6.2;
export const LEGEND_LINE = 16;

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What the figure is painted of, back to front, and how large it is. */
export function layFigure(figure: Figure): { width: number; height: number; marks: Mark[] } {
  const width = figure.width ?? SIZE.width;
  const legend = legendRows(figure.series, width - 84);
  const height = (figure.height ?? SIZE.height) + LEGEND_LINE * legend.length;
  const frame = {
    left: 60,
    right: width - 24,
    top: 48,
    bottom: height - 42 - LEGEND_LINE * legend.length,
  };
  const x = timeScale(figure, frame);
  const y = valueScale(figure, frame.bottom, frame.top);
  const clipped = (value: number): number =>
    Math.max(frame.top, Math.min(frame.bottom, y.scale.pixel(value)));
  return {
    width,
    height,
    marks: [
      { kind: "path", d: `M0 0H${width}V${height}H0Z`, fill: "#ffffff" },
      text(frame.left - 48, 20, figure.title, { size: 13, bold: true }),
      ...valueAxis(y, frame),
      ...timeAxis(x, frame),
      text(frame.left, frame.top - 9, figure.y, { color: FAINT }),
      text((frame.left + frame.right) / 2, frame.bottom + 32, figure.x, {
        color: FAINT,
        anchor: "middle",
      }),
      ...figure.series.flatMap((series) => bandOf(series, x, y, clipped)),
      ...figure.series.flatMap((series) => lineOf(series, x, y, clipped)),
      ...legendMarks(legend, frame),
    ],
  };
}

export const text = (
  x: number,
  y: number,
  content: string,
  style: Partial<Pick<TextMark, "size" | "color" | "anchor" | "bold">> = {},
): TextMark => ({
  kind: "text",
  x,
  y,
  text: content,
  size: SMALL,
  color: INK,
  anchor: "start",
  ...style,
});

function timeScale({ series }: Figure, { left, right }: Frame): Scale {
  let [first, last] = [Infinity, -Infinity];
  for (const { points } of series) {
    for (const [x] of points) {
      first = Math.min(first, x);
      last = Math.max(last, x);
    }
  }
  return first < last ? linearScale(first, last, left, right) : linearScale(0, 1, left, right);
}

export function valueAxis(y: ValueScale, { left, right }: Frame): Mark[] {
  return y.ticks.flatMap(({ value, label }): Mark[] => {
    const at = short(y.scale.pixel(value));
    return [
      { kind: "path", d: `M${left} ${at}H${right}`, stroke: GRID, width: 0.75 },
      text(left - 6, Number(at) + 4, label, { anchor: "end" }),
    ];
  });
}

function timeAxis(x: Scale, { left, right, bottom }: Frame): Mark[] {
  const marks = ticks(x.from, x.to, 7).flatMap((value): Mark[] => {
    const at = short(x.pixel(value));
    return [
      { kind: "path", d: `M${at} ${bottom}v4`, stroke: INK, width: 1 },
      text(Number(at), bottom + 17, formatTick(value), { anchor: "middle" }),
    ];
  });
  return [{ kind: "path", d: `M${left} ${bottom}H${right}`, stroke: INK, width: 1 }, ...marks];
}

const formatTick = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : String(value);

type Place = (value: number) => number;

function lineOf(series: FigureSeries, x: Scale, y: ValueScale, place: Place): PathMark[] {
  let d = "";
  let drawn = false;
  for (const [step, value] of series.points) {
    if (y.has(value)) d += `${drawn ? "L" : "M"}${short(x.pixel(step))} ${short(place(value))}`;
    drawn = y.has(value);
  }
  if (d === "") return [];
  const dash = series.dash === undefined || series.dash === "" ? {} : { dash: series.dash };
  return [{ kind: "path", d, stroke: series.color, width: series.width ?? 1.8, ...dash }];
}

function bandOf(series: FigureSeries, x: Scale, y: ValueScale, place: Place): PathMark[] {
  const band = (series.band ?? []).filter(([, low, high]) => y.has(low) && y.has(high));
  if (band.length < 2) return [];
  const corner = (step: number, value: number): string =>
    `${short(x.pixel(step))} ${short(place(value))}`;
  const above = band.map(([step, , high]) => corner(step, high));
  const below = band.map(([step, low]) => corner(step, low)).reverse();
  const d = `M${[...above, ...below].join("L")}Z`;
  return [{ kind: "path", d, fill: series.color, opacity: 0.16 }];
}

interface Entry {
  readonly series: FigureSeries;
  /** From the left edge of the plot. */
  readonly x: number;
}

/** Lines of entries, as many on a line as have room. */
export function legendRows(series: readonly FigureSeries[], room: number): Entry[][] {
  const rows: Entry[][] = [];
  let x = 0;
  for (const each of series.filter(({ label }) => label !== "")) {
    const width = 46 + LETTER * each.label.length;
    const last = rows.at(-1);
    if (last && x + width <= room) last.push({ series: each, x });
    else {
      rows.push([{ series: each, x: 0 }]);
      x = 0;
    }
    x += width;
  }
  return rows;
}

export function legendMarks(
  rows: readonly (readonly Entry[])[],
  { left, bottom }: Pick<Frame, "left" | "bottom">,
): Mark[] {
  return rows.flatMap((row, index) =>
    row.flatMap(({ series, x }): Mark[] => {
      const y = bottom + 40 + LEGEND_LINE * (index + 0.5);
      const dash = series.dash === undefined || series.dash === "" ? {} : { dash: series.dash };
      return [
        {
          kind: "path",
          d: `M${short(left + x)} ${short(y - 4)}h24`,
          stroke: series.color,
          width: series.width ?? 1.8,
          ...dash,
        },
        text(left + x + 30, y, series.label),
      ];
    }),
  );
}
