import type { Snapshot } from "../../src/protocol/hostMessages";
import type { Inspection } from "../../src/protocol/inspection";
import type { PanelLayout } from "./layout";
import type { ProbeRun } from "../../src/probe/results/run";
import type { Point } from "./score/polyline";
import { stepAt } from "./time";
import type { ViewState } from "./viewState";

/** The panel's own account of what it draws. */
export function inspect(
  { score }: PanelLayout,
  snapshot: Snapshot | undefined,
  view: ViewState,
  run: ProbeRun | undefined,
): Inspection {
  const domain = view.unit === "percent" ? "percent" : "steps";
  const series = score.charts.flatMap(({ series, chart }) =>
    series.map(({ schedule, track, length }, index) => ({
      schedule,
      track,
      points: (chart.lines[index] ?? []).map(({ x, y }: Point): [number, number | null] => [
        stepAt(x, length, domain),
        Number.isFinite(y) ? y : null,
      ]),
    })),
  );
  return {
    revision: snapshot?.revision ?? 0,
    width: score.plotWidth,
    series,
    told: (snapshot?.shown ?? []).flatMap(({ id, told }) =>
      told && !told.stale ? [{ schedule: id, sentence: told.sentence }] : [],
    ),
    viewState: view,
    loss: (run?.replicas ?? []).map(({ schedule, seed, train }) => ({
      schedule,
      seed,
      points: train.map(([step, value]): [number, number | null] => [
        step,
        Number.isFinite(value) ? value : null,
      ]),
    })),
  };
}
