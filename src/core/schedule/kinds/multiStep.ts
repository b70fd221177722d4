import * as v from "valibot";
import { knotCurve, type Knot } from "../curves/table";
import { durationShape, optional, positiveShape, required, valueShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import { factorAmount, type HandlePoint, type PhaseText } from "./handlePoint";
import { phaseKind, type PhaseContext } from "./kind";
import { t, word } from "../../text/words";

export const multiStep = phaseKind({
  kind: "multiStep",
  summary: "Drops at milestones, counted from the phase's start, as PyTorch's MultiStepLR.",
  formula:
    "from · factor^(milestones at or before u), or the last of values whose milestone is at or before u",
  example: { at: [300, 600], factor: 0.1 },
  template: ({ share }) => ({ at: [share(0.5)], factor: 0.1 }),
  handles: milestonePoints,
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

interface Milestone {
  readonly j: number;
  readonly place: number;
}

/** Each milestone between its neighbours, and what the value becomes there. */
function milestonePoints(text: PhaseText): HandlePoint[] {
  const milestones: Milestone[] = [];
  for (let j = 0; j < text.count("at"); j++) {
    const place = text.steps("at", j);
    if (place === undefined) return [];
    milestones.push({ j, place });
  }
  milestones.sort((a, b) => a.place - b.place);
  return milestones.map(({ j, place }, rank) => {
    const [before, after] = [milestones[rank - 1], milestones[rank + 1]];
    const most = Math.max(text.length - 1, place);
    const min = before ? before.place + 1 : 0;
    const max = after ? Math.min(after.place - 1, most) : most;
    return {
      parameter: `at.${j}`,
      role: "milestone",
      at: place,
      value: text.at(place),
      time: { keys: ["at", j], min, max },
      level: milestoneLevel(text, j, rank),
    };
  });
}

/** A factor shows at the first milestone: later ones are powers of it. */
function milestoneLevel(text: PhaseText, j: number, rank: number): HandlePoint["level"] {
  if (text.value("values", j) !== undefined) return ["values", j];
  const factor = text.number("factor");
  return rank === 0 && factor !== undefined
    ? factorAmount("factor", factor, text.at(0))
    : undefined;
}
