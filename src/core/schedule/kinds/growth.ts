import { plural } from "../../text/plural";
import type { PhaseContext } from "./kind";
import { t } from "../../text/words";
import { formatCount } from "../../text/format";

/** The length of cycle number `index`, rounded: 0 where cycles have shrunk to less than half a step. */
export const grownLength = (first: number, growth: number, index: number): number =>
  growth === 1 ? first : Math.round(first * growth ** index);

interface Vanished {
  readonly growth: number;
  /** The steps that the cycles before take together. */
  readonly after: number;
  readonly context: PhaseContext;
}

/** Cycles that shrink come to an end: gives up a phase that goes on after it. */
export const vanished = ({ growth, after, context }: Vanished): never =>
  context.fail(
    "cycles-vanish",
    t`Each ${growth} times as long as the one before, the cycles shrink to nothing after ${plural(after, "step")}, but the phase has ${formatCount(context.length)}. End the phase there ("for": ${String(after)}), or let the cycles shrink less.`,
    "periodGrowth",
  );
