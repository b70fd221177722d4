import * as v from "valibot";
import { handleRoles } from "../core/handles/handle";
import { finite, list, text, whole } from "./shapes";

// What can be dragged on the charts, and the messages of dragging it. No message carries text or a
// place in a file: a handle is named, the host knows where it is written.

export const HANDLE_LIMITS = { handles: 1000, count: 1e9 } as const;

const unit = v.picklist([
  "number",
  "share",
  "steps",
  "epochs",
  "rounds",
  "percent",
  "samples",
  "tokens",
]);

const axis = v.object({
  unit,
  /** The number as it is written, in `unit`. */
  amount: finite,
  /** The positions allowed: steps or values. */
  min: finite,
  max: finite,
  /** Why it cannot be changed here, and what stands behind it. */
  refusal: v.exactOptional(
    v.object({
      reason: text,
      /** The name of the constant that can be moved instead. */
      constant: v.exactOptional(text),
      /** Whether there is a place to show where the value comes from. */
      place: v.boolean(),
    }),
  ),
});

export const handleSchema = v.object({
  /** Opaque; stays the same while the text is edited around it. */
  id: text,
  role: v.picklist(handleRoles),
  phase: v.exactOptional(whole),
  step: finite,
  value: finite,
  /** Along the time axis. */
  time: v.exactOptional(axis),
  /** Along the value axis. */
  level: v.exactOptional(axis),
});

export const handlesSchema = list(handleSchema, HANDLE_LIMITS.handles);

const axisName = v.picklist(["time", "level"]);
const count = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(-HANDLE_LIMITS.count),
  v.maxValue(HANDLE_LIMITS.count),
);
const pixel = v.pipe(finite, v.gtValue(0));

/** A handle of a schedule as one snapshot showed it. */
const handle = { revision: whole, schedule: text, handle: text } as const;

/** A handle is taken hold of, by pointer or keyboard; `drag` names what follows. */
export const dragStart = v.strictObject({
  type: v.literal("drag.start"),
  ...handle,
  drag: whole,
  /** Moves the constant behind a value that is computed. */
  constant: v.boolean(),
});

/** Where it is now; of several that wait only the last counts. */
export const dragMove = v.strictObject({
  type: v.literal("drag.move"),
  drag: whole,
  move: v.variant("type", [
    v.strictObject({
      type: v.literal("to"),
      step: v.exactOptional(finite),
      value: v.exactOptional(finite),
      /** Neither rounded nor attracted. */
      free: v.boolean(),
    }),
    /** So many round amounts from where the handle was taken hold of, along each axis. */
    v.strictObject({
      type: v.literal("by"),
      time: count,
      level: count,
      free: v.boolean(),
    }),
  ]),
  /** What a pixel is worth there. */
  stepPixel: pixel,
  valuePixel: pixel,
});

/** It is let go. */
export const dragEnd = v.strictObject({ type: v.literal("drag.end"), drag: whole });

/** The text is to be as it was before. */
export const dragCancel = v.strictObject({ type: v.literal("drag.cancel"), drag: whole });

/** Writes an exact amount, in the axis' unit; answered by "done" or "failure". */
export const handleSet = v.strictObject({
  type: v.literal("handle.set"),
  ...handle,
  axis: axisName,
  amount: finite,
});

/** Shows where the value of a handle that cannot be moved comes from. */
export const handleReveal = v.strictObject({
  type: v.literal("handle.reveal"),
  ...handle,
  axis: axisName,
});

/** To the panel: the host has ended a drag by itself. */
export const dragEnded = v.object({ type: v.literal("drag.ended"), drag: whole, reason: text });

export type HandleView = v.InferOutput<typeof handleSchema>;
export type AxisView = v.InferOutput<typeof axis>;
export type DragStart = v.InferOutput<typeof dragStart>;
export type DragMove = v.InferOutput<typeof dragMove>;
export type HandleSet = v.InferOutput<typeof handleSet>;
export type HandleReveal = v.InferOutput<typeof handleReveal>;
