import {
  figureColor,
  figureDash,
  type Figure,
  type FigureSeries,
} from "../../core/svg/figure/figure";
import type { ProbePoint } from "../request";
import { ACCURACY, LOSS, type ChartChoice } from "./charts";
import { bandOf } from "./figures";
import { replicasOf, type ProbeRun, type Replica } from "./run";
import { thin } from "./thin";
import { formatCount } from "../../core/text/format";

/** A curve of a figure holds at most so many points. */
const MOST = 600;
/** A loss that explodes would press all others flat: what lies so far above the start is cut off. */
const REACH = { linear: 3, logarithmic: 1e3 } as const;

export interface FigureWords {
  readonly step: string;
  readonly loss: string;
  readonly accuracy: string;
  /** "{0}, training", "{0}, validation" with the schedule's name. */
  readonly training: (name: string) => string;
  readonly validation: (name: string) => string;
}

export const ENGLISH: FigureWords = {
  step: "probe step",
  loss: "loss",
  accuracy: "accuracy",
  training: (name) => `${name}, training`,
  validation: (name) => `${name}, validation`,
};

export interface FigureView {
  readonly chart: ChartChoice;
  readonly log: boolean;
  readonly training: boolean;
  readonly bands: boolean;
  readonly words: FigureWords;
}

/** A run's curves as a figure for paper: means over the seeds, with their range as bands. */
export function runFigure(run: ProbeRun, view: FigureView): Figure {
  const { chart, words } = view;
  const isLoss = chart.id === LOSS;
  const series = run.schedules.flatMap(({ id, name }, index) => {
    const replicas = wholeOf(run, id);
    const color = figureColor(index);
    const dash = figureDash(index);
    const train =
      isLoss && (view.training || replicas.every((each) => chart.pick(each).length === 0));
    return [
      ...(train
        ? [
            lineOf(
              words.training(name),
              replicas,
              trainOf,
              { color, dash: "1 2", width: 1.2 },
              false,
            ),
          ]
        : []),
      lineOf(
        isLoss ? words.validation(name) : name,
        replicas,
        chart.pick,
        { color, dash, width: 1.8 },
        view.bands,
      ),
    ].filter(({ points }) => points.length > 0);
  });
  const start = Math.max(...series.map(({ points }) => points[0]?.[1] ?? -Infinity));
  const most = isLoss ? Math.abs(start) * REACH[view.log ? "logarithmic" : "linear"] : Infinity;
  return {
    title: `${run.task}, ${formatCount(run.steps)} steps, ${run.seeds.length} seeds`,
    x: words.step,
    y: isLoss ? words.loss : chart.id === ACCURACY ? words.accuracy : chart.id,
    log: view.log,
    ...(Number.isFinite(most) && { most }),
    series,
  };
}

const trainOf = ({ train }: Replica): readonly ProbePoint[] => train;

/** A mean over seeds of which one exploded would be that one. */
function wholeOf(run: ProbeRun, schedule: string): readonly Replica[] {
  const all = replicasOf(run, schedule);
  const whole = all.filter(({ diverged }) => !diverged);
  return whole.length > 0 ? whole : all;
}

function lineOf(
  label: string,
  replicas: readonly Replica[],
  pick: ChartChoice["pick"],
  style: Pick<FigureSeries, "color" | "dash" | "width">,
  withBand: boolean,
): FigureSeries {
  const band = bandOf(replicas.map(pick));
  const means = band.map(({ step, mean }): ProbePoint => [step, mean]);
  const kept = new Set(thin(means, MOST).map(([step]) => step));
  const drawn = band.filter(({ step }) => kept.has(step));
  return {
    label,
    ...style,
    points: drawn.map(({ step, mean }) => [step, mean]),
    ...(withBand &&
      replicas.length > 1 && { band: drawn.map(({ step, min, max }) => [step, min, max]) }),
  };
}
