import { formatNumber } from "../../core/text/format";
/** A loss this many times the first one counts as an explosion, though it is still a number. */
export const EXPLOSION = 1000;

const short = (value: number): string => formatNumber(value, 3);

/**
 * Why a training that reached this loss has diverged, in a sentence; undefined where it has not.
 *
 * @param first The replica's loss at step 0.
 * @param previous Its loss one step before; undefined at step 0.
 * @param limit A loss above this has exploded; EXPLOSION times the first one without it.
 */
export function divergenceCause(
  loss: number,
  first: number,
  previous: number | undefined,
  limit?: number,
): string | undefined {
  const before = previous === undefined ? "" : ` One step before it was ${short(previous)}.`;
  if (Number.isNaN(loss)) return `The loss is no longer a number.${before}`;
  if (!Number.isFinite(loss)) return `The loss overflowed to infinity.${before}`;
  if (Math.abs(loss) <= (limit ?? EXPLOSION * Math.abs(first))) return undefined;
  const bound = limit === undefined ? `${EXPLOSION} times its first value` : `${short(limit)} from`;
  return `The loss grew to ${short(loss)}, over ${bound} ${short(first)}.`;
}
