import * as v from "valibot";
import { columnsSchema } from "./columns";
import { handlesSchema } from "./handles";
import { derivedIds } from "../core/derived/ids";
import { unknownsSchema } from "./unknowns";
import { finite, LIMITS, list, sample, text, whole } from "./shapes";

/** The run's clocks, each in steps (see `TimeBase`). */
export const timeSchema = v.object({
  steps: finite,
  clock: v.exactOptional(v.picklist(["update", "epoch", "round"])),
  stepsPerEpoch: v.exactOptional(finite),
  stepsPerRound: v.exactOptional(finite),
  tokensPerStep: v.exactOptional(finite),
  samplesPerStep: v.exactOptional(finite),
});

/**
 * "ok": complete and without errors; "errors": a part of it is wrong; "unknown": a part is known
 * only at run time; "typing": it is unfinished text. The curves are drawn as far as they are known.
 */
export const stateSchema = v.picklist(["ok", "errors", "unknown", "typing"]);

/** A phase covers the steps [start, end); `missing` where it is wrong or unknown. */
export const phaseSchema = v.object({
  kind: text,
  start: finite,
  end: finite,
  missing: v.boolean(),
});

export const trackSchema = v.object({
  name: text,
  follows: v.exactOptional(text),
  phases: list(phaseSchema, LIMITS.phases),
  /** What of it can be dragged; only where the schedule is the active one. */
  handles: v.exactOptional(handlesSchema),
  columns: columnsSchema,
  /** Where the formula changes in the part shown, as [step, value]; none where there are too many. */
  breakpoints: v.exactOptional(list(v.strictTuple([finite, sample]), LIMITS.breakpoints)),
});

/** A curve that follows from the tracks. */
export const derivedSchema = v.object({ id: v.picklist(derivedIds), columns: columnsSchema });

/** The rates of layers or groups, at most `LIMITS.family` of them, spread over all. */
export const familySchema = v.object({
  lines: list(v.object({ name: text, columns: columnsSchema }), LIMITS.family),
  /** How many there are. */
  count: whole,
  /** True for numbered layers: all others lie between the first and the last line. */
  band: v.boolean(),
});

/** How a schedule of a comparison differs from the active one in its learning rate. */
export const comparisonSchema = v.object({
  peak: sample,
  peakStep: sample,
  mean: sample,
  sum: sample,
  warmupShare: finite,
  last: sample,
  /** Absent in the active schedule, and where a part is not known. */
  gap: v.exactOptional(
    v.object({ difference: finite, position: finite, positions: finite, bound: finite }),
  ),
  /** Its rate less that of the active schedule, at places 0 … positions − 1. */
  difference: v.exactOptional(v.object({ positions: finite, columns: columnsSchema })),
});

/** What is said of a run that is laid over the plan. */
export const toldSchema = v.object({
  sentence: text,
  causes: list(v.object({ text, residual: sample }), LIMITS.causes),
  resolution: v.exactOptional(sample),
  /** The line of code that logs what is missing. */
  code: v.exactOptional(text),
  /** True while it is explained anew: it is about the plan as it was. */
  stale: v.boolean(),
});

/** The speed limit that a probe has measured, over the run: [step, rate] in the definition's rates. */
export const limitSchema = v.object({
  task: text,
  points: list(v.strictTuple([finite, finite]), LIMITS.limitPoints),
  /** First and last step of each stretch where the planned rate is above it. */
  above: list(v.strictTuple([finite, finite]), LIMITS.stretches),
});

/** The exact expected loss on the canyon by probe step; null where it is beyond all bounds. */
const losses = list(sample, LIMITS.expectedPoints);
export const expectedSchema = v.object({
  curve: v.exactOptional(
    v.object({
      steps: list(finite, LIMITS.expectedPoints),
      total: losses,
      /** Some eigen-directions, the steepest first. */
      directions: list(v.object({ curvature: finite, losses }), 8),
      /** From which step on a probe would call it divergence. */
      diverges: v.exactOptional(finite),
    }),
  ),
  /** In place of a curve: an optimizer for which the expectation is not known. */
  optimizer: v.exactOptional(text),
  /** In place of a curve: why nothing can be planned. */
  reason: v.exactOptional(text),
});

export const factSchema = v.object({ id: text, label: text, value: text });

export const problemSchema = v.object({
  code: text,
  severity: v.picklist(["error", "warning", "information", "hint"]),
  message: text,
  /** Counted from 1, as editors do. */
  line: whole,
  column: whole,
});

/** What the panel's list of schedules says of each. */
export const summarySchema = v.object({
  /** Opaque; stays the same while the document is edited, as long as the name does. */
  id: text,
  name: text,
  state: stateSchema,
  /** N, the number of steps of the run; null where it is not known. */
  length: v.nullable(finite),
});

/** Ascending steps, and the seconds since the first of them. */
const wallSchema = v.object({
  steps: list(finite, LIMITS.wallPoints),
  seconds: list(finite, LIMITS.wallPoints),
});

/** A schedule with all that the panel draws of it. */
export const shownSchema = v.object({
  ...summarySchema.entries,
  /** The file it comes from, for the legend of a comparison. */
  origin: text,
  time: v.nullable(timeSchema),
  /** True where nothing says where the run ends: `length` is only how far it is drawn. */
  open: v.exactOptional(v.boolean()),
  tracks: list(trackSchema, LIMITS.tracks),
  /** Which derived curves it has, and those that were asked for. */
  derivable: v.exactOptional(list(v.picklist(derivedIds), derivedIds.length)),
  derived: v.exactOptional(list(derivedSchema, derivedIds.length)),
  layers: v.exactOptional(familySchema),
  /** What the rate is multiplied by for easy and for hard samples. */
  samples: v.exactOptional(v.object({ easy: finite, hard: finite })),
  comparison: v.exactOptional(comparisonSchema),
  /** Where it is what a run logged. */
  told: v.exactOptional(toldSchema),
  /** When the run was at which of its steps. */
  wall: v.exactOptional(wallSchema),
  limit: v.exactOptional(limitSchema),
  expected: v.exactOptional(expectedSchema),
  facts: list(factSchema, 64),
  problems: list(problemSchema, LIMITS.problems),
  /** What is to be given a value before all of it can be drawn. */
  unknowns: v.exactOptional(unknownsSchema),
  /** What its `probe` entry asks for. */
  probe: v.exactOptional(
    v.object({
      task: v.exactOptional(text),
      steps: v.exactOptional(finite),
      seeds: v.exactOptional(finite),
      learningRateScale: v.exactOptional(finite),
    }),
  ),
});

export type WallView = v.InferOutput<typeof wallSchema>;
export type TimeView = v.InferOutput<typeof timeSchema>;
export type ScheduleState = v.InferOutput<typeof stateSchema>;
export type PhaseView = v.InferOutput<typeof phaseSchema>;
export type TrackView = v.InferOutput<typeof trackSchema>;
export type ProblemView = v.InferOutput<typeof problemSchema>;
export type Family = v.InferOutput<typeof familySchema>;
export type ComparisonView = v.InferOutput<typeof comparisonSchema>;
export type ToldView = v.InferOutput<typeof toldSchema>;
export type ExpectedView = v.InferOutput<typeof expectedSchema>;
export type LimitView = v.InferOutput<typeof limitSchema>;
export type ScheduleSummary = v.InferOutput<typeof summarySchema>;
export type ShownSchedule = v.InferOutput<typeof shownSchema>;
