import * as v from "valibot";
import { finite, LIMITS, list, sample } from "./shapes";

const samples = list(sample, LIMITS.columns);

/**
 * A curve sampled for pixel columns, as parallel lists: the step at which a column begins, the
 * values at its first and last step, and its exact least and greatest value. All null in a column
 * where nothing can be drawn. What follows from the others is left out: a drag sends all columns of
 * all tracks at every move.
 */
export const columnsSchema = v.object({
  step: list(finite, LIMITS.columns),
  first: samples,
  /** Absent where each column is a single step. */
  last: v.exactOptional(samples),
  /** Absent where the curve turns inside of no column: they are the values at its ends then. */
  min: v.exactOptional(samples),
  max: v.exactOptional(samples),
  /** The last step of the last column. */
  end: v.exactOptional(finite),
});

export type Columns = v.InferOutput<typeof columnsSchema>;

/** The values of one column. */
export type Column = Readonly<Record<"first" | "last" | "min" | "max", number | null>>;

export function columnAt({ first, last, min, max }: Columns, i: number): Column {
  const begin = first[i] ?? null;
  const end = last ? (last[i] ?? null) : begin;
  return {
    first: begin,
    last: end,
    min: min ? (min[i] ?? null) : one(Math.min, begin, end),
    max: max ? (max[i] ?? null) : one(Math.max, begin, end),
  };
}

/** The same columns as lists; `end` is the last step of the last. */
export function packColumns(
  columns: readonly (Column & { readonly step: number })[],
  end: number,
): Columns {
  const list = (key: keyof Column): (number | null)[] => columns.map((column) => column[key]);
  const turns = columns.some(
    ({ first, last, min, max }) =>
      min !== one(Math.min, first, last) || max !== one(Math.max, first, last),
  );
  return {
    step: columns.map(({ step }) => step),
    first: list("first"),
    ...(columns.some(({ first, last }) => first !== last) && { last: list("last") }),
    ...(turns && { min: list("min"), max: list("max") }),
    end,
  };
}

const one = (
  choose: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null => (a === null || b === null ? null : choose(a, b));
