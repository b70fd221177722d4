import type * as v from "valibot";
import {
  countShape,
  durationShape,
  flagShape,
  notNegativeShape,
  optional,
  positiveShape,
  required,
  wordShape,
} from "./shapes";
import * as valibot from "valibot";
import { word } from "../text/words";

const patienceShape = valibot.pipe(
  notNegativeShape,
  valibot.integer(word("a whole number that is not negative")),
);

export const plateauEntries = {
  factor: required(
    "What the rate is multiplied by when the loss stops falling, below 1.",
    valibot.pipe(positiveShape, valibot.ltValue(1, word("a number between 0 and 1"))),
  ),
  patience: required("Evaluations without improvement before the rate drops.", patienceShape),
  threshold: optional(
    "How much lower counts as an improvement; 1e-4 if left out.",
    notNegativeShape,
  ),
  thresholdMode: optional(
    '"relative" (if left out): a share of the best loss. "absolute": a difference.',
    wordShape("relative", "absolute"),
  ),
  cooldown: optional(
    "Looks after a reduction during which none is counted; 0 if left out.",
    patienceShape,
  ),
  min: optional("The rate is never reduced below this; 0 if left out.", notNegativeShape),
  max: optional(
    "With greedy: the rate is never raised above this; no limit if left out.",
    positiveShape,
  ),
  greedy: optional(
    "true: while the loss goes on falling the rate is raised by 1 / factor (GreedyLR).",
    flagShape,
  ),
  every: optional(
    "How often the loss is looked at, once an evaluation; rules count the looks by it.",
    durationShape,
  ),
  window: optional("Losses averaged for one look; 1 if left out.", countShape),
};

export type PlateauDefinition = v.InferOutput<
  valibot.ObjectSchema<typeof plateauEntries, undefined>
>;

/** What becomes of the rate as losses come in. `look` is to be called once for each look. */
export interface PlateauController {
  /** What the rate is multiplied by after this look at the loss, given the rate planned here. */
  look(loss: number, rate: number): number;
}

class Controller implements PlateauController {
  private scale = 1;
  private best = Infinity;
  private bad = 0;
  private good = 0;
  private cooling = 0;
  private recent: number[] = [];

  constructor(private readonly rule: PlateauDefinition) {}

  look(loss: number, rate: number): number {
    const smoothed = this.smooth(loss);
    const better = this.isBetter(smoothed);
    if (better) this.best = smoothed;
    this.bad = better ? 0 : this.bad + 1;
    this.good = better ? this.good + 1 : 0;
    if (this.cooling > 0) {
      this.cooling--;
      this.bad = this.good = 0;
    }
    const { patience, factor, greedy = false } = this.rule;
    if (this.bad > patience) this.change(factor, rate);
    else if (greedy && this.good > patience) this.change(1 / factor, rate);
    return this.scale;
  }

  private change(factor: number, rate: number): void {
    const { min = 0, max = Infinity, cooldown = 0 } = this.rule;
    const now = rate * this.scale;
    const next =
      factor < 1
        ? Math.max(now * factor, Math.min(min, now))
        : Math.min(now * factor, Math.max(max, now));
    if (now !== 0) this.scale *= next / now;
    this.bad = this.good = 0;
    this.cooling = cooldown;
  }

  private isBetter(loss: number): boolean {
    const { threshold = 1e-4, thresholdMode = "relative" } = this.rule;
    if (this.best === Infinity) return loss < Infinity;
    // a share of |best|, so that a negative loss improves by falling too
    const margin = thresholdMode === "relative" ? threshold * Math.abs(this.best) : threshold;
    return loss < this.best - margin;
  }

  private smooth(loss: number): number {
    const { window = 1 } = this.rule;
    this.recent.push(loss);
    if (this.recent.length > window) this.recent.shift();
    return this.recent.reduce((sum, value) => sum + value, 0) / this.recent.length;
  }
}

/**
 * Reduces the rate when the loss has not improved for more than `patience` looks, as PyTorch's
 * ReduceLROnPlateau (mode "min"; a NaN loss is no improvement); with `greedy` also raises it, after
 * GreedyLR. Unlike PyTorch, a relative threshold on a negative loss is a share of its size.
 */
export const plateauController = (rule: PlateauDefinition): PlateauController =>
  new Controller(rule);

/** What the rate is multiplied by after each loss of a trace; `rates` are the planned ones. */
export function plateauScales(
  rule: PlateauDefinition,
  losses: readonly number[],
  rates: (look: number) => number,
): number[] {
  const controller = plateauController(rule);
  return losses.map((loss, i) => controller.look(loss, rates(i)));
}
