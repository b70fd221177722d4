import * as v from "valibot";
import { phaseKindChoices } from "./phaseKinds";
import { finite, text, whole } from "./shapes";

const kind = v.picklist(phaseKindChoices);

/** Changes a phase as a whole; answered by "done" or "failure". One step to undo. */
export const phaseChange = v.strictObject({
  type: v.literal("phase.change"),
  revision: whole,
  schedule: text,
  track: text,
  /** Its place in the track's `phases`. */
  phase: whole,
  operation: v.variant("type", [
    v.strictObject({ type: v.literal("add"), kind }),
    v.strictObject({ type: v.literal("split"), at: finite }),
    v.strictObject({ type: v.literal("delete") }),
    v.strictObject({ type: v.literal("move"), by: v.picklist([1, -1]) }),
    v.strictObject({ type: v.literal("kind"), kind }),
  ]),
});

export type PhaseChange = v.InferOutput<typeof phaseChange>;
