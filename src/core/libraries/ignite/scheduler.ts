import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import type { Arguments, LibraryParameter } from "../arguments";
import type { LibraryContext, LibraryKind, LibraryTrack, LibraryTrackName } from "../construction";
import { heldFor } from "../curves/pieces";
import type { LibraryIssue } from "../refusal";
import type { LibraryValue } from "../value";

/** A parameter scheduler of Ignite; its clock counts the events it is attached to. */
export interface IgniteScheduler {
  /** The optimizer's parameters that it sets ("lr", "momentum", "weight_decay"). */
  readonly names: readonly string[];
  /** What it does to a parameter of a group, which has the value `entering` before; or nothing. */
  curve(name: string, group: number, entering: number): Curve | undefined;
  readonly failure?: LibraryIssue;
  /** It is one of torch's, which create_lr_scheduler_with_warmup treats differently. */
  readonly torch?: boolean;
}

export interface IgniteKind {
  readonly kind: string;
  readonly parameters: readonly LibraryParameter[];
  readonly make: (args: Arguments, context: LibraryContext) => IgniteScheduler;
}

const TRACKS: Readonly<Record<string, LibraryTrackName>> = {
  lr: "learningRate",
  momentum: "momentum",
  weight_decay: "weightDecay",
};

/** The value that the optimizer itself gives a parameter. */
export function initialValue(context: LibraryContext, name: string, group: number): number {
  const { learningRates, momentum, weightDecay } = context.optimizer;
  if (name === "lr") return learningRates[group] ?? NaN;
  return (name === "momentum" ? momentum : weightDecay) ?? NaN;
}

/** Schedulers that set the same parameters, or one group's, as tracks in updates. */
export const igniteKind = ({ kind, parameters, make }: IgniteKind): LibraryKind => ({
  kind,
  parameters,
  build: (args, context) => {
    const scheduler = make(args, context);
    const every = context.stepsPerEpoch ?? 1;
    const tracks: LibraryTrack[] = [];
    for (const name of new Set(["lr", ...scheduler.names]))
      context.optimizer.learningRates.forEach((_, group) => {
        const initial = initialValue(context, name, group);
        // a rate that no scheduler sets stays the optimizer's
        const curve = scheduler.names.includes(name)
          ? scheduler.curve(name, group, initial)
          : constantCurve(initial);
        const track = TRACKS[name];
        if (track && curve) tracks.push({ name: track, group, curve: heldFor(curve, every) });
      });
    return { tracks, issues: scheduler.failure ? [scheduler.failure] : [] };
  },
});

/** Arguments that every parameter scheduler has. */
export const shared: Readonly<Record<string, LibraryValue>> = {
  save_history: false,
  param_group_index: null,
};

/** A scheduler that sets one parameter, of all groups or of the one that is named. */
export function single(args: Arguments, curve: Curve): IgniteScheduler {
  const only = args.optional("param_group_index");
  return {
    names: [args.text("param_name")],
    curve: (_, group) => (only === undefined || only === group ? curve : undefined),
  };
}
