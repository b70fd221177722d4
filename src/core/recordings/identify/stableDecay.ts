import { oddness } from "../explain/numbers";
import { wholesOf, type Candidate, type Frame } from "./candidates";
import { floorsOf, lengths, type Family, type Ramp } from "./ramps";

/** A plateau of fewer points is the top of a peak. */
const LEAST_POINTS = 3;
/** Steps at which the decay may begin that are tried, the roundest first. */
const MOST_STARTS = 64;

/** Warmup, a plateau at the peak, then one ramp down: WSD. */
export const stableDecay =
  (ramp: Ramp): Family =>
  (frame) => {
    const end = plateauEnd(frame);
    if (end - frame.top < LEAST_POINTS || end >= frame.values.length) return [];
    return startsOf(frame, end).flatMap((start) => decaysFrom(frame, ramp, { start, end }));
  };

/** The first point below the peak. */
function plateauEnd({ values, tolerances, top, peak }: Frame): number {
  let end = top;
  while (end < values.length && (values[end] ?? NaN) >= peak - (tolerances[end] ?? 0)) end++;
  return end;
}

/** Between the last point that is surely at the peak and the first below; a cosine begins flat. */
function startsOf({ steps, top }: Frame, end: number): number[] {
  const [first, last] = [steps[end - 2] ?? 0, Math.ceil(steps[end] ?? 0) - 1];
  const low = Math.max(Math.ceil(steps[top] ?? 0) + 1, Math.floor(first));
  const unit = Math.max(1, 10 ** Math.ceil(Math.log10((last - low + 1) / MOST_STARTS)));
  const starts: number[] = [];
  for (let start = Math.ceil(low / unit) * unit; start <= last; start += unit) starts.push(start);
  return starts.sort((a, b) => oddness(a) - oddness(b)).slice(0, MOST_STARTS);
}

function decaysFrom(
  frame: Frame,
  { kind, settings, progress }: Ramp,
  { start, end }: { readonly start: number; readonly end: number },
): Candidate[] {
  const decaying = { ...frame, warmup: start, top: end };
  return floorsOf(frame).flatMap((floor) => {
    const phases = [...plateau(frame, start), { kind, to: floor, ...settings }];
    const found = wholesOf(lengths(decaying, floor, progress));
    return found.map((length) => ({ kind, length: start + length, phases }));
  });
}

const plateau = ({ warmup, start, peak }: Frame, until: number): Record<string, unknown>[] =>
  warmup === 0
    ? [{ kind: "constant", value: peak, for: until }]
    : [
        { kind: "linear", from: start, to: peak, for: warmup },
        { kind: "hold", for: until - warmup },
      ];
