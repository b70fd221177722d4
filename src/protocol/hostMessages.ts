import * as v from "valibot";
import { dragEnded } from "./handles";
import { probeRequestSchema } from "../core/probeContract";
import { probeOptionsSchema } from "./probe";
import { shownSchema, summarySchema } from "./scheduleView";
import { scoreExported, scoreExportRun, scorePicture } from "./scoreExport";
import { templatesList } from "./templates";
import { givenSchema } from "./unknowns";
import { content, finite, LIMITS, list, sample, text, whole } from "./shapes";

/** Where the text cursor stands: in which schedule, and in which of its phases. */
const place = v.object({
  schedule: text,
  track: v.exactOptional(text),
  phase: v.exactOptional(whole),
});

/** All that the panel shows; each snapshot stands for itself. */
const snapshot = v.object({
  type: v.literal("snapshot"),
  /** Grows by one with each snapshot; requests name the revision they are about. */
  revision: whole,
  /** Null where no schedule file is open. */
  document: v.nullable(v.object({ label: text, version: whole, language: text })),
  /** The schedules of the document, at most `LIMITS.listedSchedules`; `omitted` counts the rest. */
  schedules: list(summarySchema, LIMITS.listedSchedules),
  omitted: whole,
  /** What else it can be compared with: schedules of other open files, pinned ones, commits. */
  others: v.exactOptional(
    list(
      v.object({ id: text, name: text, origin: text, frozen: v.boolean() }),
      LIMITS.listedSchedules,
    ),
  ),
  /** The one at the cursor; the first of `shown`. Null where there is none. */
  active: v.nullable(text),
  /** The active schedule, and those it is compared with. */
  shown: list(shownSchema, LIMITS.shownSchedules),
  cursor: v.nullable(place),
  /** The values given for this document. */
  given: v.exactOptional(givenSchema),
  /** The name of the logged metric that drives its schedules. */
  metric: v.exactOptional(text),
  /** Where the file looked at is not read: the file of the schedule that was shown before. */
  back: v.exactOptional(text),
  /** Why nothing is shown, where the file is too large or cannot be read. */
  notice: v.nullable(text),
});

/** The text cursor moved to another phase; only while the panel is visible. */
const cursor = v.object({ type: v.literal("cursor"), revision: whole, cursor: v.nullable(place) });

/** The answer to "table": the values of every track at some steps. */
const table = v.object({
  type: v.literal("table.rows"),
  revision: whole,
  schedule: text,
  tracks: list(text, LIMITS.tracks),
  rows: list(
    v.object({
      step: finite,
      /** One for each of `tracks`. */
      values: list(sample, LIMITS.tracks),
      /** The kind of phase that begins at this step, where one does. */
      phase: v.exactOptional(text),
    }),
    LIMITS.tableRows,
  ),
});

/** The answer to "probe.start". */
const probeRequest = v.object({ type: v.literal("probe.request"), request: probeRequestSchema });

/** A command of the palette: the panel answers with "probe.start", as if its button were pressed. */
const probeRun = v.object({ type: v.literal("probe.run"), options: probeOptionsSchema });
const probeCancel = v.object({ type: v.literal("probe.cancel") });

/** The answer to "run.save": the file's name, null where the user changed their mind. */
const runSaved = v.object({ type: v.literal("run.saved"), file: v.nullable(text) });

/** A file that the user picked, to be shown if it is a saved run. */
const runOpened = v.object({ type: v.literal("run.opened"), file: text, content });

/** Asks for an "inspection". */
const inspect = v.object({ type: v.literal("inspect") });

/** A request could not be answered. */
const failure = v.object({ type: v.literal("failure"), message: text });
const done = v.object({ type: v.literal("done") });

/**
 * What the host sends, for its types and for the tests that hold the host to them; the panel takes
 * its messages without (`trusted`).
 */
export const hostMessageSchema = v.variant("type", [
  snapshot,
  cursor,
  table,
  templatesList,
  probeRequest,
  probeRun,
  probeCancel,
  dragEnded,
  runSaved,
  runOpened,
  inspect,
  failure,
  done,
  scoreExported,
  scorePicture,
  scoreExportRun,
]);

/** What the host sends to the panel. */
export type HostMessage = v.InferOutput<typeof hostMessageSchema>;
export type Snapshot = v.InferOutput<typeof snapshot>;
export type CursorPlace = v.InferOutput<typeof place>;
export type TableRows = v.InferOutput<typeof table>;
