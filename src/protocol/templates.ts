import * as v from "valibot";
import { finite, list, text, whole } from "./shapes";

/** More epochs than anybody trains, and more steps than can be told apart, are a mistake. */
const epochs = v.pipe(finite, v.gtValue(0), v.maxValue(1e9));
const steps = v.pipe(whole, v.minValue(1));
const count = v.pipe(steps, v.maxValue(1e12));

/** The user's run, and what becomes of the recipe's lengths of time in it. */
export const fitSchema = v.strictObject({
  length: v.union([
    v.strictObject({ steps }),
    v.strictObject({ epochs, stepsPerEpoch: count }),
    v.strictObject({ epochs, samples: count, batchSize: count, devices: count, accumulate: count }),
  ]),
  durations: v.picklist(["scale", "keep"]),
});

/** Asks for "templates". */
export const templatesAsk = v.strictObject({ type: v.literal("templates.list") });

/** Makes a schedule of a template; answered with "done". */
export const templateUse = v.strictObject({
  type: v.literal("template.use"),
  /** The template's `file`. */
  template: text,
  /** Null takes the recipe as it was published. */
  fit: v.nullable(fitSchema),
  /** "insert" puts it into the panel's document, in that document's language. */
  target: v.picklist(["json", "typescript", "insert"]),
});

/** The answer to "templates.list". */
export const templatesList = v.object({
  type: v.literal("templates"),
  templates: list(
    v.object({
      file: text,
      title: text,
      citation: text,
      length: text,
      /** The learning rate as an SVG path in a box of `THUMBNAIL`'s size. */
      path: text,
    }),
    64,
  ),
});

export const THUMBNAIL = { width: 96, height: 32 } as const;

export type TemplateUse = v.InferOutput<typeof templateUse>;
export type TemplateView = v.InferOutput<typeof templatesList>["templates"][number];
