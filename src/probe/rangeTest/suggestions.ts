/** How a rate was read off the curve. */
export type SuggestionMethod = "steepest" | "minimum" | "valley";

export interface Suggestion {
  readonly method: SuggestionMethod;
  readonly rate: number;
  /** The smoothed loss at that rate, or at the nearest one that was tried. */
  readonly loss: number;
}

/** fastai's β. */
export const SMOOTHING = 0.98;

/**
 * The exponentially weighted mean of the losses so far, with its bias towards 0 corrected:
 * s ← β s + (1 − β) x, told as s / (1 − βⁿ), as fastai 2's AvgSmoothLoss has it.
 */
export function smooth(losses: readonly number[], beta = SMOOTHING): number[] {
  let mean = 0;
  return losses.map((loss, i) => {
    mean = beta * mean + (1 - beta) * loss;
    return mean / (1 - Math.pow(beta, i + 1));
  });
}

/** Index of the least value; the first of several. */
const least = (values: readonly number[]): number =>
  values.reduce((best, value, i) => (value < (values[best] ?? Infinity) ? i : best), 0);

/** The rate where the loss falls fastest, by the logarithm of the rate (fastai's `steep`). */
function steepest(rates: readonly number[], losses: readonly number[]): number {
  const slopes = rates.slice(1).map((rate, i) => {
    const fall = (losses[i + 1] ?? NaN) - (losses[i] ?? NaN);
    return fall / Math.log(rate / (rates[i] ?? NaN));
  });
  return rates[least(slopes)] ?? NaN;
}

/**
 * The middle of the longest falling subsequence's last two thirds (fastai's `valley`, its default):
 * the length of the longest falling subsequence that ends at each point, then a third and a half of a
 * third into the longest of all.
 */
function valley(rates: readonly number[], losses: readonly number[]): number {
  const lengths = losses.map(() => 1);
  let [start, end] = [0, 0];
  for (let i = 1; i < losses.length; i++) {
    for (let j = 0; j < i; j++) {
      const longer = (lengths[j] ?? 0) + 1;
      if ((losses[i] ?? NaN) < (losses[j] ?? NaN) && (lengths[i] ?? 0) < longer)
        lengths[i] = longer;
    }
    if ((lengths[end] ?? 0) < (lengths[i] ?? 0)) {
      end = i;
      start = end - (lengths[end] ?? 0);
    }
  }
  const third = (end - start) / 3;
  return rates[Math.max(0, start + Math.floor(third) + Math.floor(third / 2))] ?? NaN;
}

/**
 * Rates that fastai 2's `lr_find` (callback/schedule.py) would suggest from a smoothed curve: where it
 * falls fastest, a tenth of where it is lowest, and the middle of its longest descent. None where
 * there are too few points, or where the loss never fell.
 */
export function suggestions(rates: readonly number[], losses: readonly number[]): Suggestion[] {
  const lowest = least(losses);
  if (rates.length < 5 || lowest === 0) return [];
  const lossAt = (rate: number): number => {
    const distance = rates.map((other) => Math.abs(Math.log(other / rate)));
    return losses[least(distance)] ?? NaN;
  };
  const found: [SuggestionMethod, number][] = [
    ["steepest", steepest(rates, losses)],
    ["valley", valley(rates, losses)],
    ["minimum", (rates[lowest] ?? NaN) / 10],
  ];
  return found.map(([method, rate]) => ({ method, rate, loss: lossAt(rate) }));
}
