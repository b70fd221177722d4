import { rampCurve } from "../curves/ramp";
import type { Shape } from "../curves/shape";
import { phaseSchema, rampEntries } from "./entries";
import { phaseKind } from "./kind";

/** A kind that goes from `from` to `to` along a shape without parameters of its own. */
export const rampKind = <const Kind extends string>(kind: Kind, summary: string, shape: Shape) =>
  phaseKind({
    kind,
    summary,
    schema: phaseSchema(kind, rampEntries),
    build: ({ from, to }, context) =>
      rampCurve({
        from: context.from(from),
        to: context.value(to, "to"),
        reach: context.reach,
        shape,
      }),
  });
