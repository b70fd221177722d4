import * as v from "valibot";
import { cosineShape, linearShape, type Shape } from "../curves/shape";
import { knotCurve, tableCurve, type Knot } from "../curves/table";
import { durationShape, optional, required, valueShape, wordShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import { phaseKind } from "./kind";
import { t, word } from "../../text/words";

const shapes: Record<"linear" | "cosine" | "hold", Shape | undefined> = {
  linear: linearShape,
  cosine: cosineShape,
  hold: undefined,
};
const wayShape = wordShape("linear", "cosine", "hold");
const PAIR = word("a pair [position, value]");

export const piecewise = phaseKind({
  kind: "piecewise",
  summary: "Through points [position, value], straight, along cosines, or held until the next.",
  schema: phaseSchema("piecewise", {
    points: required(
      "The points, in ascending order of positions counted from the phase's start.",
      v.pipe(
        v.array(
          v.strictTuple([durationShape, valueShape], PAIR),
          `a list of pairs [position, value]`,
        ),
        v.minLength(1, word("a list of at least one pair [position, value]")),
      ),
    ),
    interpolate: optional('How it goes from point to point; "linear" if left out.', wayShape),
    ...everyEntry,
    ...phaseEntries,
  }),
  build: ({ points, interpolate = "linear" }, context) => {
    const knots = points.map(([place, value], i): Knot => [
      context.position(place, "points", i, 0),
      context.value(value, "points", i, 1),
    ]);
    knots.forEach(([place], i) => {
      const before = knots[i - 1]?.[0];
      if (before !== undefined && place < before) {
        context.fail(
          "not-ascending",
          t`Positions must ascend, but step ${place} comes before step ${before}.`,
          "points",
          i,
          0,
        );
      }
    });
    return knotCurve(knots, shapes[interpolate]);
  },
});

export const table = phaseKind({
  kind: "table",
  summary: "Sampled values, each held until the next or joined by lines.",
  ownsEvery: true,
  schema: phaseSchema("table", {
    values: required(
      "The values, the first at the phase's start; the last one stays.",
      v.pipe(
        v.array(valueShape, word("a list of values")),
        v.minLength(1, word("a list of at least one value")),
      ),
    ),
    every: optional(
      "The distance from one value to the next; one step if left out.",
      durationShape,
    ),
    interpolate: optional('How it goes from value to value; "hold" if left out.', wayShape),
    ...phaseEntries,
  }),
  build: ({ values, every = 1, interpolate = "hold" }, context) =>
    tableCurve(
      values.map((value, i) => context.value(value, "values", i)),
      context.period(every, "every"),
      shapes[interpolate],
    ),
});
