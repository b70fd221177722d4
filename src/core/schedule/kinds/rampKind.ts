import { rampCurve } from "../curves/ramp";
import type { Shape } from "../curves/shape";
import { phaseSchema, rampEntries } from "./entries";
import { phaseKind, type Template } from "./kind";

interface RampKind<Kind extends string> {
  readonly kind: Kind;
  readonly summary: string;
  readonly formula: string;
  readonly shape: Shape;
  readonly template?: Template;
}

/** A kind that goes from `from` to `to` along a shape without parameters of its own. */
export const rampKind = <const Kind extends string>({ shape, ...ramp }: RampKind<Kind>) =>
  phaseKind({
    ...ramp,
    example: { to: 0 },
    schema: phaseSchema(ramp.kind, rampEntries),
    build: ({ from, to }, context) =>
      rampCurve({
        from: context.from(from),
        to: context.value(to, "to"),
        reach: context.reach,
        shape,
      }),
  });
