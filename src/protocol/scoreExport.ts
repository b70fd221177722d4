import * as v from "valibot";
import { derivedIds } from "../core/derived/ids";
import { finite, LIMITS, list, text, timeUnits, whole } from "./shapes";

export const EXPORT_KINDS = ["svg", "png", "csv", "json", "markdown"] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** Rows that are exported at once; more are of no use to anybody and slow to make. */
export const MOST_EXPORTED_ROWS = 200_000;

/**
 * Exports what is shown: a picture or the values of all tracks, made by the host from the curves
 * themselves. The answer is "score.exported"; for a PNG "score.picture", which the panel paints.
 */
export const scoreExport = v.strictObject({
  type: v.literal("score.export"),
  kind: v.picklist(EXPORT_KINDS),
  unit: v.picklist(timeUnits),
  /** The part of a picture, in percent where that is the unit, else in steps; null is all of it. */
  range: v.nullable(v.strictObject({ first: finite, last: finite })),
  logTracks: list(text, 2 * LIMITS.tracks),
  derived: list(v.picklist(derivedIds), derivedIds.length),
  difference: v.boolean(),
  /** The updates that a table tells. */
  rows: v.union([
    v.picklist(["all", "epochs"]),
    v.pipe(whole, v.minValue(2), v.maxValue(MOST_EXPORTED_ROWS)),
  ]),
});

/** The file it was saved as; "copied" to the clipboard; or nothing, as the user did not want it. */
export const scoreExported = v.object({
  type: v.literal("score.exported"),
  done: v.picklist(["saved", "copied", "nothing"]),
  file: v.exactOptional(text),
});

const [pixels, path] = [v.pipe(finite, v.minValue(0), v.maxValue(20_000)), v.string()];
const mark = v.variant("kind", [
  v.object({
    kind: v.literal("path"),
    d: v.pipe(path, v.maxLength(5_000_000)),
    stroke: v.exactOptional(text),
    width: v.exactOptional(finite),
    dash: v.exactOptional(text),
    fill: v.exactOptional(text),
    opacity: v.exactOptional(finite),
  }),
  v.object({
    kind: v.literal("text"),
    x: finite,
    y: finite,
    text,
    size: finite,
    color: text,
    anchor: v.picklist(["start", "middle", "end"]),
    bold: v.exactOptional(v.boolean()),
  }),
]);

/** What a picture is painted of. */
export const scorePicture = v.object({
  type: v.literal("score.picture"),
  name: text,
  width: pixels,
  height: pixels,
  marks: list(mark, 100_000),
});

/** A command of the palette: the panel exports what it shows, as if its button were pressed. */
export const scoreExportRun = v.object({
  type: v.literal("score.export.run"),
  kind: v.picklist(EXPORT_KINDS),
});

export type ScoreExport = v.InferOutput<typeof scoreExport>;
