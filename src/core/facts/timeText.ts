import type { TimeBase } from "../schedule/time";
import { formatNumber } from "../text/format";
import { counted, plural } from "../text/plural";
import { clockWords } from "./clockWords";

/** "3,120 steps (20 epochs)": a number of steps, and what it is in the run's larger unit. */
export function stepsText(steps: number, time: TimeBase): string {
  const unit = largerUnit(steps, time);
  const count = plural(steps, clockWords(time).noun);
  return unit === undefined ? count : `${count} (${unit})`;
}

/** The same in epochs, rounds or tokens only; undefined where the run defines none of them. */
export function largerUnit(steps: number, time: TimeBase): string | undefined {
  if (time.stepsPerEpoch !== undefined) return amount(steps / time.stepsPerEpoch, "epoch");
  if (time.stepsPerRound !== undefined) return amount(steps / time.stepsPerRound, "round");
  if (time.tokensPerStep !== undefined) return amount(steps * time.tokensPerStep, "token");
  return undefined;
}

const amount = (value: number, noun: string): string =>
  counted(formatNumber(value, 3), noun, Number(value.toPrecision(3)) === 1);
