import * as v from "valibot";

/** Bounds of the user's own data; what is larger belongs into a training framework. */
export const DATA_LIMITS = {
  bytes: 20_000_000,
  rows: 50_000,
  /** Inputs of the network: numbers, and one for each word of a column of words. */
  features: 256,
  classes: 64,
  /** Rows times features. */
  values: 2_000_000,
} as const;

const name = v.pipe(v.string(), v.maxLength(1000));
const finite = v.pipe(v.number(), v.finite());
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(DATA_LIMITS.classes));

/**
 * A table with a class for each row, as a probe trains it: `inputs` is [rows, features] row-major,
 * in the data's own units; `labels` has the class of each row, an index of `classes`. Typed arrays,
 * where whatever carries it can carry them.
 */
export const probeDataSchema = v.pipe(
  v.object({
    /** The file, for display. */
    name,
    features: v.pipe(v.array(name), v.minLength(1), v.maxLength(DATA_LIMITS.features)),
    classes: v.pipe(v.array(name), v.minLength(2), v.maxLength(DATA_LIMITS.classes)),
    inputs: v.union([
      v.pipe(v.instance(Float32Array), v.maxLength(DATA_LIMITS.values)),
      v.pipe(v.array(finite), v.maxLength(DATA_LIMITS.values)),
    ]),
    labels: v.union([
      v.pipe(v.instance(Uint8Array), v.maxLength(DATA_LIMITS.rows)),
      v.pipe(v.array(index), v.maxLength(DATA_LIMITS.rows)),
    ]),
    /** What was left out or changed on the way, a sentence each. */
    notes: v.pipe(v.array(name), v.maxLength(64)),
  }),
  v.check(
    ({ inputs, labels, features }) => inputs.length === labels.length * features.length,
    "as many inputs as labels",
  ),
  v.check(
    ({ labels, classes }) => labels.every((label) => label < classes.length),
    "a class for every label",
  ),
);

export type ProbeData = v.InferOutput<typeof probeDataSchema>;
