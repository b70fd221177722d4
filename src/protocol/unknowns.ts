import * as v from "valibot";
import { finite, list, text, whole } from "./shapes";

/** More values than anybody enters one by one. */
export const MOST_UNKNOWNS = 20;

/** What a schedule needs that only the running program knows: expressions of its source. */
export const unknownsSchema = list(text, MOST_UNKNOWNS);

const value = v.union([finite, text]);

/** The values that the user gave, for the preview of this document alone. */
export const givenSchema = list(v.object({ symbol: text, value }), MOST_UNKNOWNS);

/** Gives an unknown value of a schedule that is shown; answered by "done" or "failure". */
export const valueGive = v.strictObject({
  type: v.literal("value.give"),
  revision: whole,
  schedule: text,
  /** One of the schedule's `unknowns`. */
  symbol: text,
  value,
});

/** Forgets every value given for the document of a schedule. */
export const valuesForget = v.strictObject({
  type: v.literal("values.forget"),
  revision: whole,
  schedule: text,
});
