import * as v from "valibot";
import { BACKEND_CHOICES } from "../../src/core/probeContract";
import { derivedIds } from "../../src/core/derived/ids";
import { UNITS } from "./time";

const number = v.pipe(v.number(), v.finite());
const words = v.pipe(v.array(v.string()), v.maxLength(64));
const short = v.pipe(v.string(), v.maxLength(100));
const count = v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)));

/** Below the charts, one open at a time. */
export const SECTIONS = ["check", "facts", "probe", "compare", "values"] as const;

const viewStateSchema = v.object({
  version: v.literal(1),
  unit: v.picklist(UNITS),
  /** The schedule that `window`, `crosshair` and `compare` belong to. */
  of: v.optional(v.nullable(v.string()), null),
  /** The part of the time axis shown; null is the whole run. */
  window: v.nullable(
    v.object({ domain: v.picklist(["steps", "percent"]), first: number, last: number }),
  ),
  /** Which section below the charts is open. */
  tab: v.fallback(v.picklist(SECTIONS), "check"),
  logTracks: words,
  /** Derived curves that are drawn. */
  derived: v.optional(v.pipe(v.array(v.picklist(derivedIds)), v.maxLength(derivedIds.length)), []),
  /** Whether the rates of layers and samples are drawn. */
  families: v.optional(v.boolean(), true),
  /** Whether a comparison draws the difference. */
  difference: v.optional(v.boolean(), false),
  crosshair: v.nullable(number),
  compare: words,
  probe: v.object({
    task: v.exactOptional(v.string()),
    steps: count,
    seeds: count,
    backend: v.exactOptional(v.picklist(BACKEND_CHOICES)),
    /** Also gradients and curvature. */
    measure: v.exactOptional(v.boolean()),
    /** Also control arms, where the task has them. */
    control: v.exactOptional(v.boolean()),
  }),
  loss: v.object({
    log: v.boolean(),
    /** Also the single seeds, as thin lines. */
    seeds: v.boolean(),
    /** Also the training loss. */
    training: v.boolean(),
    /** The same where several schedules are compared, whose curves would be too many. */
    trainings: v.optional(v.boolean(), false),
    /** Also the range over the seeds. */
    bands: v.optional(v.boolean(), true),
    /** Which series is drawn; see src/probe/results/charts.ts. */
    chart: v.optional(v.pipe(v.string(), v.maxLength(1000)), "loss"),
  }),
  /** Whether the expected loss on the canyon is drawn. */
  theory: v.optional(v.boolean(), false),
  scroll: number,
  galleryOpen: v.exactOptional(v.boolean()),
  gallery: v.exactOptional(
    v.object({
      length: v.picklist(["published", "data", "epochs", "steps"]),
      steps: short,
      epochs: short,
      stepsPerEpoch: short,
      samples: v.optional(short, "50000"),
      batchSize: v.optional(short, "128"),
      devices: v.optional(short, "1"),
      accumulate: v.optional(short, "1"),
      durations: v.picklist(["scale", "keep"]),
      target: v.picklist(["json", "typescript", "insert"]),
    }),
  ),
});

/** What the user set in the panel; kept with `setState` while the panel is hidden or reloaded. */
export type ViewState = v.InferOutput<typeof viewStateSchema>;

export const initialViewState: ViewState = {
  version: 1,
  unit: "steps",
  of: null,
  window: null,
  tab: "check",
  logTracks: [],
  derived: [],
  families: true,
  difference: false,
  crosshair: null,
  compare: [],
  probe: {},
  loss: { log: false, seeds: false, training: true, trainings: false, bands: true, chart: "loss" },
  theory: false,
  scroll: 0,
};

/** Reads a kept state; undefined where there is none or it is not ours. */
export function readViewState(kept: unknown): ViewState | undefined {
  const result = v.safeParse(viewStateSchema, kept);
  return result.success ? result.output : undefined;
}
