import * as v from "valibot";
import { boundedList } from "../core/data/boundedList";
import { MOST_RUN_BYTES } from "../core/data/runBounds";
import { PROBE_LIMITS } from "../core/probeContract";

// Bounds of everything that crosses a message boundary: a forged or broken message is refused
// before it can cost memory or time.
export const LIMITS = {
  columns: 8192,
  tableRows: 1000,
  shownSchedules: 32,
  listedSchedules: 500,
  tracks: 64,
  phases: 20_000,
  problems: 500,
  breakpoints: 200,
  family: 12,
  probeSteps: PROBE_LIMITS.steps,
  probeSeeds: PROBE_LIMITS.seeds,
  limitPoints: 1000,
  stretches: 200,
  expectedPoints: 400,
  causes: 40,
  wallPoints: 200,
  text: 100_000,
} as const;

/** The units in which the time axis can be read. */
export const timeUnits = [
  "steps",
  "epochs",
  "rounds",
  "samples",
  "tokens",
  "wall",
  "percent",
] as const;

export const finite = v.pipe(v.number(), v.finite());
export const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const text = v.pipe(v.string(), v.maxLength(LIMITS.text));

/** The content of a saved file. */
export const content = v.pipe(v.string(), v.maxLength(MOST_RUN_BYTES));

/** A value, or null where nothing can be drawn (a message cannot carry NaN). */
export const sample = v.nullable(finite);

export const list = boundedList;

/** Turns a schema into a reader of unknown data that says in one line what was wrong. */
export const reader =
  <Schema extends v.GenericSchema>(schema: Schema) =>
  (data: unknown): Read<v.InferOutput<Schema>> => {
    const result = v.safeParse(schema, data, { abortEarly: true });
    if (result.success) return { ok: true, value: result.output };
    const [issue] = result.issues;
    return { ok: false, reason: `${v.getDotPath(issue) ?? "message"}: ${issue.message}` };
  };

export type Read<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: string };
