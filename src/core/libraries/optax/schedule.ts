import type { Curve } from "../../schedule/curve";
import type { Arguments, LibraryParameter } from "../arguments";
import { accepted, rateTracks } from "../construction";
import type { LibraryContext, LibraryKind } from "../construction";

/** A schedule of optax: a function of the update's count alone, which sets the rate itself. */
export interface OptaxSchedule {
  readonly kind: string;
  readonly parameters: readonly LibraryParameter[];
  readonly curve: (args: Arguments, context: LibraryContext) => Curve;
}

export const optaxKind = ({ kind, parameters, curve }: OptaxSchedule): LibraryKind => ({
  kind,
  parameters,
  build: (args, context) => {
    const found = curve(args, context);
    return accepted(rateTracks(context, () => found));
  },
});
