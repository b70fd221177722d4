import * as v from "valibot";
import { durationShape, flagShape, optional, required, valueShape } from "../shapes";

/** Keys that every phase may have. */
export const lengthEntry = {
  for: optional(
    "How long the phase lasts. One phase of a list may leave it out and fills what the others leave.",
    durationShape,
  ),
};

/** Keys of the phases whose shape may begin part-way. */
export const phaseEntries = {
  skip: optional(
    "How much of the shape is left out at its beginning: it is as long as `skip` and `for` together, and the phase begins `skip` into it.",
    durationShape,
  ),
  ...lengthEntry,
};

export const everyEntry = {
  every: optional(
    'Holds the value between multiples of this length, a staircase: "1 epoch", "1 round".',
    durationShape,
  ),
};

/** Keys of the phases that go from one value to another. */
export const rampEntries = {
  from: optional(
    "The value at the phase's start; left out, the value where the previous phase ended.",
    valueShape,
  ),
  to: required("The value that the phase reaches where the next one begins.", valueShape),
  endpoint: optional(
    "true: the phase's last step itself has the value `to`; progress is u / (n − 1) instead of u / n.",
    flagShape,
  ),
  ...everyEntry,
  ...phaseEntries,
};

/** The schema of a phase: its `kind` and its own keys, and no others. */
export const phaseSchema = <const Kind extends string, Entries extends v.ObjectEntries>(
  kind: Kind,
  entries: Entries,
) => v.strictObject({ kind: v.literal(kind), ...entries });
