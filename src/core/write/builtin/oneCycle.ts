import { torchTable } from "../../libraries/torch/table";
import type { LibraryRecord } from "../../libraries/value";
import type { Curve } from "../../schedule/curve";
import { peakStep } from "../../schedule/layers";
import type { Schedule } from "../../schedule/schedule";
import { agrees, libraryTracks } from "./agreement";
import type { Countered, TorchSchedulers } from "./torchSchedulers";

/** The shape of a cycle; its levels follow from the curve. */
interface Shape {
  readonly rise: number;
  readonly anneal: "cos" | "linear";
  readonly threePhase: boolean;
}

/**
 * The whole rate as one OneCycleLR, with what moves against it; undefined where it is none. The
 * arguments are those that a person would have written: what two ways to the same double differ by
 * is rounded away, and the curve that torch makes of them is measured.
 */
export function torchOneCycle(
  schedule: Schedule,
  countered?: Countered,
): TorchSchedulers | undefined {
  const rate = schedule.tracks.get("learningRate")?.curve;
  const counter = countered && schedule.tracks.get(countered)?.curve;
  if (rate === undefined || (countered && !counter)) return undefined;
  for (const shape of shapes(rate, schedule.length)) {
    const args = argumentsOf(shape, rate, schedule.length, counter);
    if (!args) continue;
    const found = measured(args, schedule, countered);
    if (found) return found;
  }
  return undefined;
}

/** The rise ends at step rise · N − 1, which need not be a whole one: near the step of the peak. */
function* shapes(rate: Curve, length: number): Generator<Shape> {
  const peak = peakStep(rate, length);
  const shares = [peak + 1, peak + 0.5, peak].map((end) => end / length);
  const rises = new Set(
    shares.flatMap((share, i) => [
      ...[2, 3].map((digits) => Number(share.toFixed(digits))),
      ...(i === 0 ? [rounded(share)] : []),
    ]),
  );
  for (const rise of rises)
    for (const anneal of ["cos", "linear"] as const)
      for (const threePhase of [false, true]) yield { rise, anneal, threePhase };
}

/** What stands in a script is no longer than this. */
const rounded = (value: number): number => Number(value.toPrecision(12));

function argumentsOf(
  { rise, anneal, threePhase }: Shape,
  rate: Curve,
  length: number,
  counter: Curve | undefined,
): LibraryRecord | undefined {
  const end = rise * length - 1;
  const [initial, last] = [rate.at(0), rate.at(length - 1)];
  const peak = extreme(rate, end, anneal);
  // what stays at its peak is a warmup, and no cycle
  const isCycle = initial > 0 && last > 0 && peak > initial && last < peak * 0.999;
  if (!(isCycle && end >= 1 && rise < 1)) return undefined;
  return {
    max_lr: rounded(peak),
    total_steps: length,
    pct_start: rise,
    anneal_strategy: anneal,
    ...(counter
      ? {
          base_momentum: rounded(extreme(counter, end, anneal)),
          max_momentum: rounded(counter.at(0)),
        }
      : { cycle_momentum: false }),
    div_factor: rounded(peak / initial),
    final_div_factor: rounded(initial / last),
    ...(threePhase && { three_phase: true }),
  };
}

/** The value that a rise reaches at step `end`, from the last whole step before it. */
function extreme(curve: Curve, end: number, anneal: Shape["anneal"]): number {
  const first = curve.at(0);
  const share = Math.floor(end) / end;
  const passed = anneal === "cos" ? (1 - Math.cos(Math.PI * share)) / 2 : share;
  return first + (curve.at(Math.floor(end)) - first) / passed;
}

function measured(
  args: LibraryRecord,
  schedule: Schedule,
  countered: Countered | undefined,
): TorchSchedulers | undefined {
  const kind = "OneCycleLR";
  const base = Number(args["max_lr"]);
  const tracks = libraryTracks(torchTable, { kind, args, base, countered }, schedule);
  const curveOf = (track: string) => tracks?.find(({ name }) => name === track)?.curve;
  const [curve, counter] = [curveOf("learningRate"), countered && curveOf(countered)];
  if (!agrees(curve, schedule)) return undefined;
  const plain = { base, calls: [{ kind, args }], milestones: [], curve };
  if (countered === undefined) return plain;
  return agrees(counter, schedule, countered)
    ? { ...plain, countered: { track: countered, curve: counter } }
    : undefined;
}
