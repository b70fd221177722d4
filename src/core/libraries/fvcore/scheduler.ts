import type { Curve } from "../../schedule/curve";
import { scaleCurve } from "../../schedule/curves/transform";
import type { Arguments, LibraryParameter } from "../arguments";
import { rateTracks, type LibraryContext, type LibraryKind } from "../construction";
import { ramp, stretches } from "../curves/pieces";
import type { LibraryIssue } from "../refusal";

/** What fvcore adds to a position before it compares it with a boundary. */
export const EPSILON = 1e-6;

/** A function of the share 0…1 of the run that is done (`where`). */
export interface WhereFunction {
  at(where: number): number;
  /** The number of the piece that `where` lies in; it never falls. Inside a piece it only rises or only falls. */
  piece(where: number): number;
  /** Why it has no value at `where`, if it has none. */
  failure?(where: number): string | undefined;
}

export interface FvcoreScheduler {
  readonly kind: string;
  readonly parameters: readonly LibraryParameter[];
  readonly where: (args: Arguments) => WhereFunction;
}

/** The first k in 0…end + 1 for which `holds(k)`, which stays true once it is. */
function firstStep(holds: (k: number) => boolean, end: number): number {
  let [low, high] = [0, end + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The curve of a run of which `planned` steps are the whole, as far as `last`. */
export function whereCurve(scheduler: WhereFunction, planned: number, last: number): Curve {
  const at = (k: number): number => scheduler.at(k / planned);
  const list = [];
  for (let start = 0; start <= last;) {
    list.push({ start, curve: ramp(at) });
    const piece = scheduler.piece(start / planned);
    start = firstStep((k) => scheduler.piece(k / planned) > piece, last);
  }
  return stretches(list);
}

/** The first step at which a scheduler has no value, as an issue. */
export function failureOf(
  scheduler: WhereFunction,
  planned: number,
  steps: number,
): LibraryIssue | undefined {
  const fails = (k: number): string | undefined => scheduler.failure?.(k / planned);
  const step = firstStep((k) => fails(k) !== undefined, steps - 1);
  const message = step < steps ? fails(step) : undefined;
  return message === undefined
    ? undefined
    : { code: "past-the-end", path: [], message, errorStep: step };
}

/**
 * The schedule at update k is f(k / N), N the run's length; as `learningRate` it is that value
 * itself, or where `base_lr` is given a factor of it.
 */
export const fvcoreKind = ({ kind, parameters, where }: FvcoreScheduler): LibraryKind => ({
  kind,
  parameters: [...parameters, { name: "base_lr", default: 1 }],
  build: (args, context: LibraryContext) => {
    const scheduler = where(args);
    const planned = context.plannedSteps ?? context.steps;
    const curve = whereCurve(scheduler, planned, context.steps);
    const factor = args.number("base_lr");
    const scaled = factor === 1 ? curve : scaleCurve(curve, factor);
    const failure = failureOf(scheduler, planned, context.steps);
    return { tracks: rateTracks(context, () => scaled), issues: failure ? [failure] : [] };
  },
});
