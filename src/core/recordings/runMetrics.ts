import type { MeasuredMetric } from "../schedule/measuredMetric";
import type { Recording, Series } from "./recording";

/** Quantities that a run sets, or that count it: no rule reacts to them. */
const SET = /^(?:learningRate|momentum|weightDecay|gradientNorm|epoch)(?:\/|$)/;
const VALIDATED = /(?:^|[/_. -])(?:val|valid|validation|eval|evaluation|test)(?:[/_. -]|$)/i;

/**
 * What a rule that lowers the rate may have looked at, the likeliest first: the validation loss,
 * other values of an evaluation, the training loss, the rest.
 */
export function metricsOfRun({ series }: Recording): MeasuredMetric[] {
  return [...series]
    .filter(([name, one]) => !SET.test(name) && one.axis !== "rows" && one.stride === 1)
    .map(([name, one], place) => ({ rank: rankOf(name, one), place, one }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ one: { tag, axis, steps, values } }) => {
      return { tag, axis, steps, values, until: lastOn(axis, series) };
    });
}

function lastOn(axis: Series["axis"], series: Recording["series"]): number {
  const ends = [...series.values()].filter((one) => one.axis === axis);
  return Math.max(...ends.map(({ steps }) => steps.at(-1) ?? 0));
}

function rankOf(name: string, { tag }: Series): number {
  if (name === "validationLoss") return 0;
  if (VALIDATED.test(tag)) return 1;
  return name === "loss" ? 2 : 3;
}
