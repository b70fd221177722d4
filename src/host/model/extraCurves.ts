import { derivedCurve } from "../../core/derived/derived";
import { derivedIds } from "../../core/derived/ids";
import { chosenLayers } from "../../core/derived/chosenLayers";
import type { Schedule } from "../../core/schedule/schedule";
import type { ViewRequest } from "../../protocol/panelMessages";
import type { Family, ShownSchedule } from "../../protocol/scheduleView";
import { LIMITS } from "../../protocol/shapes";
import { columnsOf, stepsOf } from "./sampled";

type Extra = Pick<ShownSchedule, "derivable" | "derived" | "layers" | "samples">;

/** What is drawn of a schedule besides its tracks, as far as the view asks for it. */
export function extraCurves(schedule: Schedule, view: ViewRequest): Extra {
  const { first, last } = stepsOf(schedule, view);
  const curves = derivedIds.flatMap((id) => {
    const curve = derivedCurve(schedule, id);
    return curve ? [{ id, curve }] : [];
  });
  const layers = familyOf(schedule, view);
  const { samples } = schedule;
  return {
    derivable: curves.map(({ id }) => id),
    derived: curves
      .filter(({ id }) => view.derived?.includes(id))
      .map(({ id, curve }) => ({ id, columns: columnsOf(curve, first, last, view.columns) })),
    ...(layers && { layers }),
    ...(samples && { samples: { easy: samples.easy, hard: samples.hard } }),
  };
}

function familyOf(schedule: Schedule, view: ViewRequest): Family | undefined {
  const { layers, band } = chosenLayers(schedule, LIMITS.family);
  if (layers.length === 0) return undefined;
  const { first, last } = stepsOf(schedule, view);
  const lines = layers.map(({ name, curve }) => ({
    name,
    columns: columnsOf(curve, first, last, view.columns),
  }));
  return { lines, count: schedule.layers.length, band };
}
