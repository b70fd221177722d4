import * as v from "valibot";
import { dragCancel, dragEnd, dragMove, dragStart, handleReveal, handleSet } from "./handles";
import { derivedIds } from "../core/derived/ids";
import { inspectionSchema } from "./inspection";
import { phaseChange } from "./phases";
import { probeLimitsSchema, probeOptionsSchema, probeStateSchema } from "./probe";
import { templatesAsk, templateUse } from "./templates";
import { scoreExport } from "./scoreExport";
import { valueGive, valuesForget } from "./unknowns";
import { content, finite, LIMITS, list, reader, text, timeUnits, whole } from "./shapes";

// Strict objects: a message with anything extra did not come from our panel.

/** The panel's script runs: the host answers with a snapshot. */
const ready = v.strictObject({ type: v.literal("ready") });

/** Which part of the time axis is drawn, and how finely; a snapshot follows. */
const view = v.strictObject({
  type: v.literal("view"),
  /** Pixel columns to sample, at most one a device pixel. */
  columns: v.pipe(whole, v.minValue(1), v.maxValue(LIMITS.columns)),
  /** Null draws the whole run. In percent each schedule is stretched to its own length. */
  range: v.nullable(
    v.strictObject({ unit: v.picklist(["steps", "percent"]), first: finite, last: finite }),
  ),
  /** The unit of the time axis; in percent schedules are compared at the same share of each run. */
  unit: v.exactOptional(v.picklist(timeUnits)),
  /** Tracks on a logarithmic scale: what is exported looks like what is shown. */
  logTracks: v.exactOptional(list(text, LIMITS.tracks)),
  /** Derived curves to be drawn. */
  derived: v.exactOptional(list(v.picklist(derivedIds), derivedIds.length)),
  /** Whether the difference to the active schedule is drawn. */
  difference: v.exactOptional(v.boolean()),
  /** Whether the expected loss on the canyon is drawn; the probe's steps, 300 without them. */
  theory: v.exactOptional(
    v.strictObject({
      steps: v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(LIMITS.probeSteps))),
    }),
  ),
});

/** Makes a schedule of the document the active one, as if the cursor stood in it. */
const select = v.strictObject({ type: v.literal("select"), schedule: text });

/** Shows the schedule that was shown before the file looked at, which is not read. */
const turnBack = v.strictObject({ type: v.literal("turnBack") });

/** Lays these schedules beside the active one; an empty list ends the comparison. */
const compare = v.strictObject({
  type: v.literal("compare"),
  schedules: list(text, LIMITS.shownSchedules),
});

/** Forgets what was pinned, or taken from a commit or a file, with this schedule. */
const forget = v.strictObject({ type: v.literal("forget"), schedule: text });

/** Shows where a schedule, track or phase is defined. */
const reveal = v.strictObject({
  type: v.literal("reveal"),
  revision: whole,
  schedule: text,
  track: v.exactOptional(text),
  phase: v.exactOptional(whole),
  /** False selects the text without taking the keyboard from the panel. */
  focus: v.boolean(),
});

/** Shows the text that a problem of a shown schedule is about. */
const revealProblem = v.strictObject({
  type: v.literal("reveal.problem"),
  revision: whole,
  schedule: text,
  /** Its place in the schedule's `problems`. */
  problem: whole,
});

/** Asks for "table.rows": about `rows` round steps and every phase's start, in [first, last]. */
const table = v.strictObject({
  type: v.literal("table"),
  revision: whole,
  schedule: text,
  first: finite,
  last: finite,
  rows: v.pipe(whole, v.minValue(2), v.maxValue(LIMITS.tableRows)),
});

/** Asks for a "probe.request" for these schedules; an empty list means those shown. */
const probeStart = v.strictObject({
  type: v.literal("probe.start"),
  schedules: list(text, LIMITS.shownSchedules),
  options: probeOptionsSchema,
});

/** How far the probe is: at its start and end, and about once a second between. */
const probeState = v.strictObject({ type: v.literal("probe.state"), probe: probeStateSchema });

/** What the probe that has ended measured of the schedules' speed limits. */
const probeLimits = v.strictObject({ type: v.literal("probe.limits"), limits: probeLimitsSchema });

/** Saves what the panel made where the user wants it; the answer is "run.saved". */
const runSave = v.strictObject({
  type: v.literal("run.save"),
  kind: v.picklist(["json", "svg", "png", "csv"]),
  /** Suggested, without its extension. */
  name: text,
  /** The file's text; a PNG's bytes in base64. */
  content,
});

/** Lets the user pick a saved run; "run.opened" follows if one is picked. */
const runOpen = v.strictObject({ type: v.literal("run.open") });

/** Takes the last change of the document back, or makes it again, as in its editor. */
const history = v.strictObject({
  type: v.literal("history"),
  change: v.picklist(["undo", "redo"]),
});

/** A button that stands for a command of the palette. */
const command = v.strictObject({
  type: v.literal("command"),
  command: v.picklist([
    "newSchedule",
    "compareSchedules",
    "pinSchedule",
    "compareWithCommit",
    "compareWithFile",
  ]),
});

/** Writes a shown schedule as code of a framework that the user picks. */
const code = v.strictObject({
  type: v.literal("code"),
  revision: whole,
  schedule: text,
  deliver: v.picklist(["convertToCode", "convertToFile", "copyAsCode", "showAsCode"]),
});

/** A training log that was dropped on the panel: it is laid over the active schedule. */
const logDrop = v.strictObject({ type: v.literal("log.drop"), file: text });

/** The answer to "inspect". */
const inspection = v.strictObject({ type: v.literal("inspection"), inspection: inspectionSchema });

/** A line for the log, for instance a refused message or an error of the panel. */
const log = v.strictObject({
  type: v.literal("log"),
  level: v.picklist(["error", "warning", "information"]),
  message: text,
});

const failure = v.strictObject({ type: v.literal("failure"), message: text });

export const panelMessageSchema = v.variant("type", [
  ready,
  view,
  select,
  turnBack,
  compare,
  forget,
  reveal,
  revealProblem,
  table,
  probeStart,
  templatesAsk,
  templateUse,
  probeState,
  probeLimits,
  runSave,
  runOpen,
  scoreExport,
  command,
  code,
  logDrop,
  history,
  dragStart,
  dragMove,
  dragEnd,
  dragCancel,
  handleSet,
  handleReveal,
  phaseChange,
  valueGive,
  valuesForget,
  inspection,
  log,
  failure,
]);

/** What the panel sends to the host. */
export type PanelMessage = v.InferOutput<typeof panelMessageSchema>;
export type ViewRequest = Omit<v.InferOutput<typeof view>, "type">;

/** Checks a message from the webview. */
export const readPanelMessage = reader(panelMessageSchema);
