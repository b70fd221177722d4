import { meet, roundest, simplest, type Interval } from "../explain/numbers";
import { widened, type Candidate, type Frame } from "./candidates";
import { COSINE, floorsOf, lengths, phasesOf, withFrom, type Family } from "./ramps";

/** Cosine decays that start over: SGDR. A log shows them by the rises after the peak. */
export const cosineRestarts: Family = (frame) => {
  const rises = risesOf(frame);
  const [first, second] = rises;
  if (first === undefined) return [];
  const untilRise = cutAt(frame, first);
  return floorsOf(least(frame)).flatMap((floor): Candidate[] => {
    const seen = between(frame, first);
    const period = roundest(
      widened(meet(seen, widened(lengths(untilRise, floor, COSINE.progress)))),
    );
    if (period === undefined || period < 2) return [];
    return growths(frame, second, period).flatMap((growth) =>
      peakDecays(frame, first).map((peakDecay) => ({
        kind: "cosineRestarts",
        length: Math.ceil(frame.last) + 1,
        phases: phasesOf(
          frame,
          withFrom(frame, {
            kind: "cosineRestarts",
            to: floor,
            period,
            ...(growth !== 1 && { periodGrowth: growth }),
            ...(peakDecay !== 1 && { peakDecay }),
          }),
        ),
        openLength: true,
      })),
    );
  });
};

/** The points, after the top, that lie above the one before. */
function risesOf({ values, tolerances, top }: Frame): number[] {
  const rises: number[] = [];
  for (let i = top + 1; i < values.length; i++) {
    const slack = (tolerances[i] ?? 0) + (tolerances[i - 1] ?? 0);
    if ((values[i] ?? NaN) > (values[i - 1] ?? NaN) + slack) rises.push(i);
  }
  // where a cycle's first points lie below its peak, only its first rise is the restart
  return rises.filter((rise, i) => rise !== (rises[i - 1] ?? NaN) + 1);
}

const cutAt = (frame: Frame, end: number): Frame => ({
  ...frame,
  steps: frame.steps.subarray(0, end),
  values: frame.values.subarray(0, end),
  tolerances: frame.tolerances.subarray(0, end),
});

/** The frame as if it ended at its least value: no floor lies above that. */
function least(frame: Frame): Frame {
  let place = frame.top;
  for (let i = frame.top; i < frame.values.length; i++)
    if ((frame.values[i] ?? NaN) < (frame.values[place] ?? NaN)) place = i;
  return cutAt(frame, place + 1);
}

/** Steps from the warmup's end to the restart that lies before point `rise`. */
const between = ({ steps, warmup }: Frame, rise: number): Interval => ({
  low: Math.floor(steps[rise - 1] ?? 0) + 1 - warmup,
  high: (steps[rise] ?? 0) - warmup,
});

/** T_mult as people set it; a log of few points leaves room for odder ones. */
const USUAL_GROWTHS = [1, 2, 3, 1.5];

function growths(frame: Frame, second: number | undefined, period: number): number[] {
  if (second === undefined) return [1, 2];
  const { low, high } = between(frame, second);
  const seen: Interval = { low: low / period - 1, high: high / period - 1 };
  const usual = USUAL_GROWTHS.filter((growth) => growth >= seen.low && growth <= seen.high);
  const growth = simplest(seen);
  return usual.length > 0 || !(growth > 0) ? usual : [growth];
}

/** How high the second cycle begins beside the first. */
function peakDecays({ values, tolerances, peak }: Frame, rise: number): number[] {
  const [value, tolerance] = [values[rise] ?? NaN, tolerances[rise] ?? 0];
  const seen = simplest({ low: (value - tolerance) / peak, high: (value + tolerance) / peak });
  return [...new Set([1, seen])].filter((decay) => decay > 0 && decay <= 1);
}
