import * as v from "valibot";
import { BACKENDS, PROBE_LIMITS, probeRequestSchema } from "../core/probeContract";
import type { ProbeEvent } from "./request";
import type { ProbeSnapshot } from "./snapshot";

// What the panel and the probe's worker say to each other. The panel fetches the worker's script,
// starts it from a Blob URL and posts ToProbe messages; the worker answers with FromProbe.

const text = v.pipe(v.string(), v.maxLength(100_000));
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A loss that exploded may be anything but a finite number. */
const loss = v.nullable(v.union([v.number(), v.nan()]));
const replica = v.object({ first: loss, previous: loss, alive: v.boolean() });
const floats = v.instance(Float32Array);

const snapshot = v.object({
  stage: v.exactOptional(whole),
  step: whole,
  seconds: finite,
  groups: v.pipe(
    v.array(
      v.object({
        weights: floats,
        slots: v.pipe(v.array(floats), v.maxLength(8)),
        buffers: v.exactOptional(floats),
        mask: v.exactOptional(floats),
        replicas: v.pipe(
          v.array(replica),
          v.maxLength(PROBE_LIMITS.schedules * PROBE_LIMITS.seeds),
        ),
      }),
    ),
    v.maxLength(PROBE_LIMITS.schedules),
  ),
});

const resume = v.object({
  snapshot: v.exactOptional(snapshot),
  told: v.pipe(v.number(), v.safeInteger(), v.minValue(-1)),
  failed: v.picklist(BACKENDS),
  cause: text,
});

/** `run` starts a probe (one at a time); pause, resume and cancel steer the one with that number. */
const toProbeSchema = v.variant("type", [
  v.object({
    type: v.literal("run"),
    run: whole,
    request: probeRequestSchema,
    from: v.exactOptional(resume),
    /** Into so many parts the worker may part the run; it trains the first, and says so. */
    workers: v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(PROBE_LIMITS.seeds))),
  }),
  v.object({ type: v.literal("pause"), run: whole }),
  v.object({ type: v.literal("resume"), run: whole }),
  v.object({ type: v.literal("cancel"), run: whole }),
  /** The answer to "wants": the file, or why there is none. */
  v.object({ type: v.literal("file"), file: text, content: v.instance(ArrayBuffer) }),
  v.object({ type: v.literal("noFile"), file: text, reason: text }),
]);

export type ToProbe = v.InferOutput<typeof toProbeSchema>;

/**
 * `run` is the number of the "run" message that the event belongs to. "wants" asks the page for one
 * of tfjs's .wasm files: what a webview's worker fetches by itself, VS Code leaves unanswered.
 */
export type FromProbe =
  | { readonly type: "ready" }
  | { readonly type: "wants"; readonly file: string }
  | { readonly type: "event"; readonly run: number; readonly event: ProbeEvent }
  /** What a new worker goes on from if this one dies. */
  | { readonly type: "snapshot"; readonly run: number; readonly snapshot: ProbeSnapshot };

/** A message that is none; `run` where it at least tells which run it is about. */
export interface Unreadable {
  readonly type: "unreadable";
  readonly run: number | undefined;
  /** One sentence. */
  readonly reason: string;
}

const addressed = v.object({ run: whole });

/** Checks a message from the panel. */
export function readToProbe(data: unknown): ToProbe | Unreadable {
  const result = v.safeParse(toProbeSchema, data, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const run = v.safeParse(addressed, data);
  return {
    type: "unreadable",
    run: run.success ? run.output.run : undefined,
    reason: `The probe was asked for something it cannot read: ${v.getDotPath(issue) ?? "message"}: ${issue.message}.`,
  };
}
