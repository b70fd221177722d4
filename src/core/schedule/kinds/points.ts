import * as v from "valibot";
import { cosineShape, linearShape, type Shape } from "../curves/shape";
import { knotCurve, tableCurve, type Knot } from "../curves/table";
import { durationShape, optional, required, valueShape, wordShape } from "../shapes";
import { everyEntry, phaseEntries, phaseSchema } from "./entries";
import { MOST_POINTS, type HandlePoint, type PhaseText } from "./handlePoint";
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
  formula:
    "between the points around u, by interpolate; constant before the first and after the last",
  example: {
    points: [
      [0, 0.1],
      [400, 0.05],
      [900, 0],
    ],
  },
  handles: knotPoints,
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
  formula: "values[⌊u / every⌋], or between neighbours by interpolate; the last one stays",
  example: { values: [0.1, 0.05, 0.02], every: 300 },
  handles: valuePoints,
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

const placesIn = (text: PhaseText, key: string): number[] => [
  ...Array(Math.min(MOST_POINTS, text.count(key))).keys(),
];

/** `piecewise`: each point, between its neighbours. */
function knotPoints(text: PhaseText): HandlePoint[] {
  return placesIn(text, "points").flatMap((k): HandlePoint[] => {
    const [at, value] = [text.steps("points", k, 0), text.value("points", k, 1)];
    if (at === undefined || value === undefined) return [];
    const min = k === 0 ? 0 : (text.steps("points", k - 1, 0) ?? 0);
    const max = text.steps("points", k + 1, 0) ?? Math.max(text.length, at);
    return [
      {
        parameter: `points.${k}`,
        role: "point",
        at,
        value,
        // the first point of a curve stays at its start
        time: k === 0 && at === 0 ? undefined : { keys: ["points", k, 0], min, max },
        level: ["points", k, 1],
      },
    ];
  });
}

/** `table`: each value, at its step. */
function valuePoints(text: PhaseText): HandlePoint[] {
  const every = text.steps("every") ?? 1;
  return placesIn(text, "values").flatMap((k): HandlePoint[] => {
    const value = text.value("values", k);
    const point = { parameter: `values.${k}`, role: "point", at: k * every } as const;
    return value === undefined ? [] : [{ ...point, value, level: ["values", k] }];
  });
}
