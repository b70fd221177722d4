import * as v from "valibot";
import { finite, list, text, whole } from "./shapes";

/** More values than anybody enters one by one. */
export const MOST_UNKNOWNS = 20;

/** More texts than anybody picks one from. */
export const MOST_TEXTS = 100;

const unknown = v.strictObject({
  /** An expression of the schedule's source. */
  symbol: text,
  /** Of a text: those that it may be. */
  texts: v.exactOptional(list(text, MOST_TEXTS)),
});

/** What a schedule needs that only the running program knows. */
export const unknownsSchema = list(unknown, MOST_UNKNOWNS);

export type UnknownView = v.InferOutput<typeof unknown>;

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
