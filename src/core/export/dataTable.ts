import { derivedCurve } from "../derived/derived";
import type { DerivedId } from "../derived/ids";
import type { Schedule, Track } from "../schedule/schedule";
import { stepsPerUnit, type TimeUnit } from "../schedule/time";

/** All of the updates, one for each epoch (or round), or so many spread evenly over the run. */
export type Resolution = "all" | "epochs" | number;

/** Values of a schedule at some updates: the clocks, the tracks, and derived curves. */
export interface DataTable {
  readonly name: string;
  /** N, the number of updates of the run. */
  readonly length: number;
  readonly steps: readonly number[];
  /** Each has one value for each of `steps`; NaN where the definition leaves it open. */
  readonly columns: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** The updates that a table tells, of resume … N − 1, ascending; undefined where they exceed `most`. */
export function sampledSteps(
  { length, time, resume }: Schedule,
  resolution: Resolution,
  most: number,
): number[] | undefined {
  const every =
    resolution === "epochs" ? Math.max(1, time.stepsPerEpoch ?? time.stepsPerRound ?? 1) : 1;
  const count =
    typeof resolution === "number"
      ? Math.min(length - resume, Math.max(1, Math.floor(resolution)))
      : Math.ceil((length - resume) / every);
  if (count > most) return undefined;
  if (typeof resolution !== "number") {
    return Array.from({ length: count }, (_, i) =>
      Math.min(length - 1, resume + Math.ceil(i * every)),
    );
  }
  if (count === 1) return [resume];
  const last = length - 1 - resume;
  return Array.from({ length: count }, (_, i) => resume + Math.round((i * last) / (count - 1)));
}

const CLOCKS: readonly (readonly [TimeUnit, string])[] = [
  ["epochs", "epoch"],
  ["rounds", "round"],
  ["samples", "samples"],
  ["tokens", "tokens"],
  ["percent", "percent"],
];

/** More layers than these and only some are told: from the first to the last, evenly spread. */
const MOST_LAYERS = 64;

/** The rates of layers and groups, as columns: "learningRate.layer 1", "learningRate.head". */
export function layerRates({ layers }: Schedule): Pick<Track, "name" | "curve">[] {
  const last = layers.length - 1;
  const shown =
    layers.length <= MOST_LAYERS
      ? layers
      : layers.filter(
          (_, i) =>
            Math.floor((i * (MOST_LAYERS - 1)) / last) !==
            Math.floor(((i - 1) * (MOST_LAYERS - 1)) / last),
        );
  return shown.map(({ name, curve }) => ({ name: `learningRate.${name}`, curve }));
}

export function dataTable(
  schedule: Schedule,
  steps: readonly number[],
  derived: readonly DerivedId[] = [],
): DataTable {
  const clocks = CLOCKS.flatMap(([unit, name]) => {
    const size = stepsPerUnit(unit, schedule.time);
    return size === undefined ? [] : [{ name, values: steps.map((step) => step / size) }];
  });
  const tracks = [...schedule.tracks.values(), ...layerRates(schedule)].map(({ name, curve }) => ({
    name,
    values: steps.map((step) => curve.at(step)),
  }));
  const more = derived.flatMap((name) => {
    const curve = derivedCurve(schedule, name);
    return curve ? [{ name, values: steps.map((step) => curve.at(step)) }] : [];
  });
  const columns = [...clocks, ...tracks, ...more];
  return { name: schedule.name, length: schedule.length, steps, columns };
}

/** The same with the seconds since a run's first line, as its log tells them, before its other columns. */
export const withWallTime = (table: DataTable, secondsAt: (step: number) => number): DataTable => ({
  ...table,
  columns: [{ name: "wallTime", values: table.steps.map(secondsAt) }, ...table.columns],
});
