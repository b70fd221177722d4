import * as v from "valibot";
import type { CustomFunction } from "../../parse/sourceValue";
import { functionCurve } from "../curves/functionBacked";
import { optional, required, valueShape } from "../shapes";
import { everyEntry, lengthEntry, phaseSchema } from "./entries";
import { phaseKind, type PhaseContext } from "./kind";
import { t } from "../../text/words";

/** Steps at which a function is tried out when it is read. */
const TRIALS = 64;

export const functionShape = v.custom<CustomFunction>(
  (input) => typeof input === "function",
  "a function (step, context) => number",
);

export const custom = phaseKind({
  kind: "custom",
  summary:
    "A function of your own, (step, context) => number; `step` counts from the phase's start.",
  formula: "value(u, context)",
  example: { value: (step: number) => 0.1 / (1 + step) },
  schema: phaseSchema("custom", {
    value: required(
      "(step, context) => number. `context` has length, globalStep, runLength and from.",
      functionShape,
    ),
    from: optional(
      "What `context.from` is; left out, the value where the previous phase ended.",
      valueShape,
    ),
    ...everyEntry,
    ...lengthEntry,
  }),
  build: ({ value, from }, context) => {
    const first = from === undefined && context.first ? NaN : context.from(from);
    const { length, start, time } = context;
    const at = (step: number): number =>
      value(step, { length, globalStep: start + step, runLength: time.steps, from: first });
    tryOut(at, context);
    return functionCurve(at);
  },
});

function tryOut(at: (step: number) => number, context: PhaseContext): void {
  const count = Math.min(TRIALS, context.length);
  for (let i = 0; i <= count; i++) {
    const step = Math.round((context.length * i) / Math.max(1, count));
    const found = outcome(at, step);
    if (found !== undefined) {
      context.fail(
        "custom-failed",
        t`The function ${found} at step ${step} of the phase; it must return a finite number.`,
        "value",
      );
    }
  }
}

function outcome(at: (step: number) => number, step: number): string | undefined {
  try {
    const value: unknown = at(step);
    return typeof value === "number" && Number.isFinite(value)
      ? undefined
      : t`returns ${String(value)}`;
  } catch (error) {
    return t`fails (${error instanceof Error ? error.message : String(error)})`;
  }
}
