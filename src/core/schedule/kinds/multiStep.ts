import * as v from "valibot";
import { knotCurve, type Knot } from "../curves/table";
import { durationShape, optional, positiveShape, required, valueShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import { phaseKind, type PhaseContext } from "./kind";
import { t, word } from "../../text/words";

export const multiStep = phaseKind({
  kind: "multiStep",
  summary: "Drops at milestones, counted from the phase's start, as PyTorch's MultiStepLR.",
  schema: phaseSchema("multiStep", {
    from: optional(
      "The value before the first milestone; left out, where the previous ended.",
      valueShape,
    ),
    at: required(
      "The milestones, counted from the phase's start.",
      v.array(durationShape, word("a list of steps or durations")),
    ),
    factor: optional("What the value is multiplied by at each milestone.", positiveShape),
    values: optional(
      "The value from each milestone on, one for each.",
      v.array(valueShape, word("a list of values")),
    ),
    ...everyEntry,
    ...phaseEntries,
  }),
  build: ({ from, at, factor, values }, context) => {
    const start = context.from(from);
    const places = at.map((place, i) => context.position(place, "at", i));
    const knots =
      values === undefined
        ? byFactor(start, places, requireFactor(factor, context))
        : byValues(
            places,
            values.map((value, i) => context.value(value, "values", i)),
            factor,
            context,
          );
    return knotCurve([[0, start], ...knots], undefined);
  },
});

function requireFactor(factor: number | undefined, context: PhaseContext): number {
  return (
    factor ??
    context.fail(
      "missing-key",
      t('Milestones need a "factor", or "values" with one value for each.'),
    )
  );
}

/** As in PyTorch the order of milestones does not matter, and one given twice counts twice. */
function byFactor(start: number, places: readonly number[], factor: number): Knot[] {
  return [...places].sort((a, b) => a - b).map((place, i) => [place, start * factor ** (i + 1)]);
}

function byValues(
  places: readonly number[],
  values: readonly number[],
  factor: number | undefined,
  context: PhaseContext,
): Knot[] {
  if (factor !== undefined) {
    context.fail("conflicting-keys", t('Give either "factor" or "values", not both.'), "factor");
  }
  if (values.length !== places.length) {
    context.fail(
      "count-mismatch",
      t`There are ${places.length} milestones in "at" but ${values.length} in "values"; each milestone needs one value.`,
      "values",
    );
  }
  places.forEach((place, i) => {
    if (place <= (places[i - 1] ?? -1)) {
      context.fail(
        "not-ascending",
        t`Milestones with "values" must ascend, but ${place} does not come after ${places[i - 1] ?? 0}.`,
        "at",
        i,
      );
    }
  });
  return places.map((place, i) => [place, values[i] ?? NaN]);
}
