import type { Recording, Series } from "./recording";

/** Numbers of updates of an epoch that are tried where the log's digits leave several. */
const MOST = 5;

/**
 * The numbers of updates that a trainer's settings may mean: `max_steps` (`max_train_steps` of scripts
 * with accelerate), or `num_train_epochs` at
 * the pace of the log's own epochs, within what their digits leave open.
 */
export function lengthsOf({ hyperParameters, series }: Recording, rates: Series): number[] {
  for (const name of ["max_steps", "max_train_steps"]) {
    const steps = hyperParameters.get(name);
    if (typeof steps === "number" && steps >= 1) return [Math.floor(steps)];
  }
  const epochs = hyperParameters.get("num_train_epochs");
  const pace = series.get("epoch");
  if (typeof epochs !== "number" || !(epochs > 0) || pace?.axis !== "steps") return [];
  if (rates.axis !== "steps") return [];
  const last = pace.steps.length - 1;
  const [step, epoch] = [pace.steps[last] ?? NaN, pace.values[last] ?? NaN];
  if (!(step >= 1) || !(epoch > 0)) return [];
  if (epoch === epochs) return [step];
  const open = 0.5 * 10 ** -decimals(pace.values);
  const [low, high] = [step / (epoch + open), step / Math.max(open, epoch - open)];
  const first = Math.ceil(low);
  const near = Math.round(step / epoch);
  return Array.from({ length: Math.max(0, Math.floor(high) - first + 1) }, (_, i) => first + i)
    .sort((a, b) => Math.abs(a - near) - Math.abs(b - near))
    .slice(0, MOST)
    .map((perEpoch) => Math.ceil(epochs * perEpoch));
}

const MOST_DECIMALS = 12;

/** Decimals that the values are rounded to: the Trainer's epochs have two, or four. */
function decimals(values: Float64Array): number {
  let most = 0;
  for (const value of values.subarray(-100)) {
    while (most < MOST_DECIMALS && Math.abs(value - Number(value.toFixed(most))) > 1e-12) most++;
  }
  return most;
}
