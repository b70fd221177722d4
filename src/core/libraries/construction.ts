import type { Curve } from "../schedule/curve";
import { knownUpTo } from "../schedule/curves/ending";
import { lengthFault } from "../schedule/length";
import { t } from "../text/words";
import { Arguments } from "./arguments";
import type { LibraryParameter } from "./arguments";
import { Refusal } from "./refusal";
import type { LibraryIssue } from "./refusal";
import type { LibraryCall, LibraryRecord } from "./value";

/** What a scheduler reads of the optimizer; one entry of `learningRates` for each parameter group. */
export interface LibraryOptimizer {
  readonly kind: string;
  readonly learningRates: readonly number[];
  /** The learning rate given to the optimizer itself; a group's own overrides it. */
  readonly defaultLearningRate: number;
  /** Present where the optimizer has the hyper-parameter, even where it is 0. */
  readonly momentum?: number;
  readonly betas?: readonly [number, number];
  readonly weightDecay?: number;
  /** A schedule that the optimizer follows by itself (Keras), which no callback may override. */
  readonly schedule?: LibraryCall;
  /** timm's and Megatron's own entries of a parameter group (`lr_scale`, `max_lr`, `wd_mult`). */
  readonly groups?: readonly LibraryRecord[];
}

/** What stands outside of the scheduler's own arguments. */
export interface LibraryContext {
  /** N: the run's length in the scheduler's own clock. */
  readonly steps: number;
  /** The length that the schedule itself is told, where the run goes on beyond it. */
  readonly plannedSteps?: number;
  readonly optimizer: LibraryOptimizer;
  /** The metric at each evaluation, for schedulers that react to one. */
  readonly metrics?: readonly number[];
  readonly stepsPerEpoch?: number;
}

export type LibraryTrackName = "learningRate" | "momentum" | "beta1" | "beta2" | "weightDecay";

/** A hyper-parameter of one parameter group as the library sets it, update by update from 0. */
export interface LibraryTrack {
  readonly name: LibraryTrackName;
  readonly group: number;
  readonly curve: Curve;
  /** Where the library adds random noise: `curve` is free of it, the value lies between these. */
  readonly envelope?: { readonly lower: Curve; readonly upper: Curve };
}

export interface LibraryTracks {
  readonly tracks: readonly LibraryTrack[];
  readonly issues: readonly LibraryIssue[];
}

/** One scheduler of a library. Adding one: a file with it, and its name in the library's table. */
export interface LibraryKind {
  readonly kind: string;
  readonly parameters: readonly LibraryParameter[];
  readonly build: (args: Arguments, context: LibraryContext) => LibraryTracks;
}

/** The schedulers of one library; `version` is the one whose source the formulas follow. */
export interface LibraryTable {
  readonly library: string;
  readonly version: string;
  readonly kinds: ReadonlyMap<string, LibraryKind>;
}

export const tableOf = (
  library: string,
  version: string,
  kinds: readonly LibraryKind[],
): LibraryTable => ({ library, version, kinds: new Map(kinds.map((kind) => [kind.kind, kind])) });

const failed = (refusal: unknown): LibraryTracks => {
  if (refusal instanceof Refusal) return { tracks: [], issues: [refusal.issue([])] };
  throw refusal;
};

/** What the scheduler `kind` does with these arguments; what the library refuses is an issue. */
export function construct(
  table: LibraryTable,
  kind: string,
  args: LibraryRecord,
  context: LibraryContext,
): LibraryTracks {
  const entry = table.kinds.get(kind);
  if (!entry) return { tracks: [], issues: [unknownKind(table, kind)] };
  const fault = lengthFault(context.steps) ?? rateFault(context.optimizer);
  if (fault) return { tracks: [], issues: [{ code: "refused-value", path: [], message: fault }] };
  try {
    return asFarAsItRuns(
      entry.build(new Arguments(kind, entry.parameters, args), context),
      context,
    );
  } catch (refusal) {
    return failed(refusal);
  }
}

/** After the update in whose turn the library raises, no update has a value. */
function asFarAsItRuns(built: LibraryTracks, { steps }: LibraryContext): LibraryTracks {
  const end = Math.min(...built.issues.map(({ errorStep }) => errorStep ?? Infinity)) + 1;
  if (end >= steps) return built;
  const tracks = built.tracks.map((track) => ({ ...track, curve: knownUpTo(track.curve, end) }));
  return { ...built, tracks };
}

const rateFault = ({ learningRates }: LibraryOptimizer): string | undefined =>
  learningRates.every((rate) => Number.isFinite(rate))
    ? undefined
    : t`The learning rate must be a finite number.`;

function unknownKind(table: LibraryTable, kind: string): LibraryIssue {
  const known = [...table.kinds.keys()].join(", ");
  const message = t`${table.library} has no scheduler "${kind}"; it has ${known}.`;
  return { code: "unknown-kind", path: [], message };
}

/** One learning-rate track for each parameter group, from the group's own rate. */
export const rateTracks = (
  context: LibraryContext,
  curve: (rate: number, group: number) => Curve,
): LibraryTrack[] =>
  context.optimizer.learningRates.map((rate, group) => ({
    name: "learningRate",
    group,
    curve: curve(rate, group),
  }));

export const accepted = (tracks: readonly LibraryTrack[]): LibraryTracks => ({
  tracks,
  issues: [],
});
