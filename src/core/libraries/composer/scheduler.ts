import type { Curve } from "../../schedule/curve";
import { constantCurve } from "../../schedule/curves/constant";
import { scaleCurve } from "../../schedule/curves/transform";
import { signature, type Arguments } from "../arguments";
import { accepted, rateTracks, type LibraryContext, type LibraryKind } from "../construction";
import { ramp, stretches } from "../curves/pieces";
import type { LibraryValue } from "../value";

/** One scheduler: its signature, and the factor of the rate by update. */
export interface ComposerScheduler {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, LibraryValue | undefined>>;
  /** `steps`: how far the run goes. */
  readonly factor: (args: Arguments, steps: number) => Curve;
}

/** A scheduler as a kind of the table: every group's rate times the factor. */
export const composerKind = ({ kind, parameters, factor }: ComposerScheduler): LibraryKind => ({
  kind,
  parameters: signature(parameters),
  build: (args, context: LibraryContext) => {
    const curve = factor(args, context.steps);
    return accepted(rateTracks(context, (rate) => scaleCurve(curve, rate)));
  },
});

/** Rises or falls until update `end`, and holds what it has reached there. */
export const until = (end: number, at: (k: number) => number): Curve =>
  end > 0
    ? stretches([
        { start: 0, curve: ramp(at) },
        { start: end, curve: constantCurve(at(end)) },
      ])
    : constantCurve(at(0));
