import { sampleColumns, type Column } from "../../schedule/sample";
import { valueScale, type ValueScale } from "../figure/axes";
import { FAINT, GRID, LETTER, text, valueAxis, type Frame } from "../figure/layout";
import type { Mark } from "../figure/figure";
import { pathOf } from "../line";
import { short } from "../markup";
import { shortened } from "../../text/shortened";
import { t } from "../../text/words";
import type { Scale } from "../scale";
import type { ScoreChart, ScoreLine } from "./curves";
import type { TimeScale } from "./timeScale";

/** A curve that ends at zero would need all decades of floating point; this many are shown. */
const DECADES = 6;

/** One chart in its frame: grid, value axis, its name above, its curves. */
export function chartMarks(chart: ScoreChart, time: TimeScale, frame: Frame): Mark[] {
  const sampled = chart.lines.map((line) => ({
    line,
    columns: columnsOf(line, time, frame.right - frame.left),
  }));
  const values = valuesOf(sampled.flatMap(({ columns }) => columns));
  // No value above zero has a logarithm.
  const log = chart.log && values.some((value) => value > 0);
  const y = scaleOf(values, log, frame);
  const grid = time.ticks.map(({ pixel }): Mark => ({
    kind: "path",
    d: `M${short(pixel)} ${frame.top}V${frame.bottom}`,
    stroke: GRID,
    width: 0.75,
  }));
  const known = values.length > 0;
  const notes = [...(log ? [t("log scale")] : []), ...(known ? [] : [t("no value is known")])];
  const title = [chart.title, ...notes.map((note) => `(${note})`)].join(" ");
  // Thin lines below, so that they hide no other; later ones, which are dashed, above the first.
  const ordered = [...sampled].sort((a, b) => a.line.width - b.line.width);
  return [
    ...grid,
    ...(known ? valueAxis(y, frame) : []),
    text(frame.left, frame.top - 7, shortened(title, (frame.right - frame.left) / LETTER), {
      color: FAINT,
    }),
    ...ordered.flatMap(({ line, columns }) => lineMarks(line, columns, time, y, frame)),
  ];
}

/** A column for each pixel, and the last step itself: the line reaches the end of the run. */
function columnsOf({ curve, length }: ScoreLine, time: TimeScale, pixels: number): Column[] {
  const { first, last } = time.steps(length);
  const scale = time.of(length);
  const share = Math.abs(scale.pixel(last) - scale.pixel(first));
  const columns = sampleColumns(curve, first, last, Math.max(2, Math.min(pixels, share)));
  const end = columns.at(-1);
  if (!end || end.step === last) return columns;
  const { last: value } = end;
  return [...columns, { step: last, first: value, last: value, min: value, max: value }];
}

const valuesOf = (columns: readonly Column[]): number[] =>
  columns.flatMap(({ first, last, min, max }) => [first, last, min, max]).filter(Number.isFinite);

function scaleOf(values: readonly number[], log: boolean, { top, bottom }: Frame): ValueScale {
  const greatest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const shown = log ? values.filter((value) => value >= greatest * 10 ** -DECADES) : values;
  const points = shown.map((value) => [0, value] as const);
  const series = [{ label: "", points, color: "" }];
  return valueScale({ title: "", x: "", y: "", log, series }, bottom, top);
}

function lineMarks(
  { color, dash, width, length }: ScoreLine,
  columns: readonly Column[],
  time: TimeScale,
  { scale, has }: ValueScale,
  { left, right, top, bottom }: Frame,
): Mark[] {
  const place = time.of(length);
  const x: Scale = {
    ...place,
    pixel: (step) => Math.max(left, Math.min(right, place.pixel(step))),
  };
  const y: Scale = {
    ...scale,
    pixel: (value) => (has(value) ? Math.max(top, Math.min(bottom, scale.pixel(value))) : bottom),
  };
  const d = knownRuns(columns)
    .map((run) => pathOf(run, x, y))
    .join("");
  return d === "" ? [] : [{ kind: "path", d, stroke: color, width, ...(dash !== "" && { dash }) }];
}

/** The columns between gaps, where nothing is known. */
function knownRuns(columns: readonly Column[]): Column[][] {
  const runs: Column[][] = [[]];
  for (const column of columns) {
    const { first, last, min, max } = column;
    if ([first, last, min, max].every(Number.isFinite)) runs.at(-1)?.push(column);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}
