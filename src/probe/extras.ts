import * as v from "valibot";

// What a task shows besides losses: where a weight vector went, how a chain is folded, the loss by
// direction, a confusion matrix … Each is a named vector of numbers at some steps; what the numbers
// mean is for the task and its view (webview/panel/probe/views) to know.
//
// A task that has `extras` (src/probe/tasks/task.ts) is observed `points` times a run and at its
// end; the vectors travel in the "points" events, `ProbeSeries.extras`, and can be kept in files.
// Whoever reads them from outside of the program checks them with `extrasSchema`.

/** A vector as it was before update `step`; `steps` itself stands for the end. */
export type ProbeVector = readonly [step: number, values: readonly number[]];

/** By name. */
export type ProbeExtras = Readonly<Record<string, readonly ProbeVector[]>>;

export const EXTRAS_LIMITS = { names: 16, points: 2000, width: 4096 } as const;

const step = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const vector = v.tuple([step, v.pipe(v.array(finite), v.maxLength(EXTRAS_LIMITS.width))]);

export const extrasSchema = v.pipe(
  v.record(
    v.pipe(v.string(), v.maxLength(100)),
    v.pipe(v.array(vector), v.maxLength(EXTRAS_LIMITS.points)),
  ),
  v.maxEntries(EXTRAS_LIMITS.names),
);
