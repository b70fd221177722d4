import type { DerivedId } from "../../src/core/derived/ids";
import { derivedFormulas, derivedTitles, trackTitle } from "../../src/core/text/titles";
import { t } from "../../src/core/text/words";
import type { SECTIONS } from "./viewState";
import { formatCount } from "../../src/core/text/format";

type Section = (typeof SECTIONS)[number];

type CurveId = DerivedId | "difference";

const DERIVED: Readonly<Record<CurveId, () => string>> = {
  ...derivedTitles,
  difference: () => t("Difference"),
};

const FORMULAS: Readonly<Record<CurveId, () => string>> = {
  ...derivedFormulas,
  difference: () => t("learning rate less that of the first"),
};

/** What a curve that follows from the tracks is called; the name itself where it is none of these. */
export const derivedTitle = (id: string): string =>
  Object.hasOwn(DERIVED, id) ? DERIVED[id as CurveId]() : id;

/** From what it follows, in words. */
export const derivedFormula = (id: string): string =>
  Object.hasOwn(FORMULAS, id) ? FORMULAS[id as CurveId]() : "";

export const words = {
  // The whole
  welcomeTitle: () => t("No schedule here yet"),
  welcome: () =>
    t(
      "Open a training script in Python, a config with a learning rate, or a file named *.schedule.json: its curves appear here.",
    ),
  showAgain: (file: string) => t("Show {0} Again", file),
  noSchedules: () => t("This file defines no schedule yet."),
  newFromTemplate: () => t("New from Template"),
  schedule: () => t("Schedule"),
  allOverlaid: (count: number) => t("All {0} over one another", count),
  firstOverlaid: (count: number) => t("The first {0} over one another", count),
  alone: () => t("Only this one"),
  moreSchedules: (count: number) => t("{0} more are not listed.", count),
  compareWith: () => t("Compare with"),
  notLoaded: (reason: string) => t("A part of the panel could not be loaded: {0}", reason),
  pin: () => t("Pin a Copy"),
  lastCommit: () => t("Last Commit"),
  otherFile: () => t("Other File…"),
  forget: (name: string) => t("Forget {0}", name),
  normalised: () => t("All at the same length"),
  drawDifference: () => t("Draw the difference to the first"),
  comparison: () => t("Comparison of the learning rates"),
  peak: () => t("Peak"),
  mean: () => t("Mean"),
  warmupShare: () => t("Share of the warmup"),
  sumOfRates: () => t("Sum of the rates"),
  finalRate: () => t("At the last step"),
  largestGap: () => t("Largest gap to the first"),
  noGap: () => t("none"),
  atMost: (bound: string) => t("at most {0}", bound),
  oneStep: () => t("1 step"),
  steps: (count: string) => t("{0} steps", count),
  epochs: (count: string) => t("{0} epochs", count),
  rounds: (count: string) => t("{0} rounds", count),
  drawnOver: (steps: string) => t("length not known, drawn over {0}", steps),

  // States
  typing: () => t("unfinished"),
  typingWhy: () => t("The definition is not finished; what is known so far is drawn."),
  errors: () => t("has errors"),
  errorsWhy: () => t("What can be evaluated is drawn."),
  unknown: () => t("value unknown"),
  unknownWhy: () =>
    t("A value is computed at run time and cannot be drawn. Enter a number to see it."),
  valueOf: (symbol: string) => t("Value of {0}", symbol),
  setValue: (symbol: string) => t("Set the value of {0}", symbol),
  set: () => t("Set"),
  pickText: () => t("Pick a value"),
  valuePlease: () => t("Enter a valid number, or a text in quotes."),
  given: (symbol: string, value: string) => t("{0} = {1}", symbol, value),
  driven: (tag: string) => t("{0} of the log", tag),
  givenWhy: () => t("Given for this preview:"),
  forgetGiven: () => t("Forget"),
  lastGood: () => t("Grey: the last good curve"),
  lastGoodWhy: () => t("The grey curve is the last one without errors."),
  nothingDrawn: () => t("Nothing can be drawn yet."),

  // The sections below the charts
  sectionsOf: () => t("More about the schedule"),
  sections: {
    check: (problems: number) => (problems === 0 ? t("Check") : t("Check {0}", problems)),
    facts: () => t("Facts"),
    probe: () => t("Probe"),
    compare: () => t("Compare"),
    values: () => t("Values"),
  } as Readonly<Record<Section, (count: number) => string>>,
  noProblems: () => t("Nothing found that speaks against it."),
  notes: (count: number) => (count === 1 ? t("1 note") : t("{0} notes", count)),

  // The score
  values: () => t("Values"),
  timeUnit: () => t("Time axis"),
  unit: {
    steps: () => t("Steps"),
    epochs: () => t("Epochs"),
    rounds: () => t("Rounds"),
    samples: () => t("Samples"),
    tokens: () => t("Tokens"),
    wall: () => t("Wall time"),
    percent: () => t("Percent"),
  },
  short: {
    steps: () => t("step"),
    epochs: () => t("epoch"),
    rounds: () => t("round"),
    samples: () => t("samples"),
    tokens: () => t("tokens"),
    percent: () => "%",
  },
  zoomIn: () => t("Zoom in"),
  zoomOut: () => t("Zoom out"),
  wholeRun: () => t("Show the whole run"),
  earlier: () => t("Earlier"),
  later: () => t("Later"),
  logScale: (track: string) => t("log scale of {0}", track),
  log: () => t("log"),
  crosshair: () => t("Position on the time axis"),
  crosshairHelp: () =>
    t(
      "Arrow keys move, Page Up and Page Down move far, plus and minus zoom, 0 shows the whole run, Enter shows the phase in the source.",
    ),
  follows: (track: string) => t("follows {0}", trackTitle(track)),
  phase: (kind: string) => t("phase {0}", kind),
  speedLimit: (range: string, task: string) =>
    t("Speed limit last measured by a probe of {1}: {0}", range, task),
  belowLimit: () => t("the rate is not above it"),
  aboveLimit: (steps: string) => t("the rate is above it for steps {0}", steps),
  aboveLimitMore: (steps: string, more: string) =>
    t("the rate is above it for steps {0} and {1} more stretches", steps, more),
  range: (low: string, high: string) => t("{0} to {1}", low, high),
  missing: () => t("not drawn"),
  moreCurves: () => t("More curves"),
  exportCurves: () => t("Export"),
  rows: () => t("Rows of a table"),
  rowsAll: () => t("every step"),
  rowsByEpoch: () => t("one for each epoch or round"),
  rowsSpread: (count: number) => t("{0}, evenly spread", formatCount(count)),
  exportKind: {
    svg: () => t("SVG…"),
    png: () => t("PNG…"),
    csv: () => t("CSV…"),
    json: () => t("JSON…"),
    markdown: () => t("Copy as Table"),
  },
  copied: () => t("Copied as a Markdown table."),
  layersDrawn: (drawn: number, count: number) => t("{0} of {1} layers are drawn.", drawn, count),
  families: () => t("Rates of layers and of samples"),
  easy: () => t("easy samples"),
  hard: () => t("hard samples"),

  changePhase: (track: string) => t("Change a phase of {0}", track),

  // Values, facts, problems
  valuesOf: (schedule: string) => t("Values of {0}", schedule),
  step: () => t("Step"),
  phaseColumn: () => t("Phase begins"),
  loading: () => t("Loading…"),
  facts: () => t("Facts"),
  fact: () => t("Fact"),
  line: (line: number) => t("line {0}", line),
  severity: {
    error: () => t("Error"),
    warning: () => t("Warning"),
    information: () => t("Information"),
    hint: () => t("Hint"),
  },

  // The probe
  probeIntro: () =>
    t("Trains something small under this schedule, squeezed into a few hundred steps."),
  task: () => t("Task"),
  aboutTask: () => t("About this task"),
  noLossYet: () => t("Run a probe training, and its loss appears here."),
  probeSettings: () => t("Settings"),
  probeSteps: () => t("Steps"),
  seeds: () => t("Seeds"),
  run: () => t("Run"),
  pause: () => t("Pause"),
  resume: () => t("Resume"),
  cancel: () => t("Cancel"),
  preparing: () => t("Preparing…"),
  starting: () => t("Starting the backend…"),
  progress: () => t("Probe progress"),
  stageOf: (stage: number, of: number) => t("Stage {0} of {1}", stage, of),
  stepOf: (step: string, of: string) => t("Step {0} of {1}", step, of),
  secondsLeft: (seconds: number) => t("{0} s left", seconds),
  minutesLeft: (minutes: number) => t("{0} min left", minutes),
  paused: () => t("Paused"),
  finished: (steps: string, seconds: string) => t("Finished {0} steps in {1} s", steps, seconds),
  allDiverged: (step: string, of: string) =>
    t("Step {0} of {1}: every training has diverged", step, of),
  cancelled: (step: string, of: string) => t("Cancelled at step {0} of {1}", step, of),
  interrupted: (step: string, of: string) =>
    t("Stopped at step {0} of {1}, because the panel was hidden", step, of),
  trainsOther: (name: string) => t("{0} is being trained.", name),
  stale: () => t("The schedule has changed since this run."),
  backend: (backend: string) => t("Backend: {0}", backend),
  stepsPerSecond: (rate: string) => t("{0} steps/s", rate),
  chartOf: () => t("Chart"),
  loss: () => t("Loss"),
  aboveSpeedLimit: () => t("rate above the speed limit"),
  speedLimitName: () => t("speed limit"),
  trainedRate: () => t("rate of the probe"),
  train: () => t("training"),
  validation: () => t("validation"),
  cut: () => t("Larger values lie outside of the chart."),
  probeStep: () => t("Probe step"),
  showBands: () => t("Range over seeds"),
  verdict: () => t("What it shows"),
  nothingFound: () => t("Nothing out of the ordinary: no divergence, no under- or over-fitting."),
  thinned: () =>
    t("Points were left out of the curves to save space; figures may differ a little."),
  runWithSeeds: (seeds: number) => t("Run with {0} Seeds", seeds),
  save: {
    json: () => t("Save Run…"),
    svg: () => t("SVG…"),
    png: () => t("PNG…"),
    csv: () => t("CSV…"),
  },
  openRun: () => t("Open Run…"),
  savedAs: (file: string) => t("Saved as {0}.", file),
  savedRun: (schedule: string, file: string) => t("{0} (saved: {1})", schedule, file),
  named: (name: string, kind: string) => t("{0}, {1}", name, kind),
  overlaid: (file: string) => t("{0} lies over this run.", file),
  showOverlay: () => t("Show It Alone"),
  removeOverlay: () => t("Remove"),
  otherData: (label: string, name: string, rows: string) =>
    t("{0} has other data: {1}, {2} rows.", label, name, rows),
  openedFrom: (file: string) => t("Opened from {0}", file),
  cannotOpen: (file: string, reason: string) => t("{0} cannot be opened. {1}", file, reason),
  showSeeds: () => t("Single seeds"),
  showTraining: () => t("Training loss"),
  logLoss: () => t("log scale of the loss"),
  theory: () => t("Exact expected loss on the task Canyon"),
  expectedLoss: () => t("expected (exact)"),
  rangeTest: () => t("Range test"),
  startRangeTest: () => t("Range Test"),
  results: () => t("Results of the probe"),
  measure: () => t("At the end"),
  bestValidation: () => t("Best validation loss"),
  trainLoss: () => t("Training loss"),
  validationLoss: () => t("Validation loss"),
  accuracy: () => t("Accuracy"),
  diverged: () => t("Diverged"),
  divergedOf: (count: number, all: number) =>
    count === 0 ? t("none") : t("{0} of {1}", count, all),
  computeOn: () => t("Compute on"),
  asSet: () => t("As in the settings"),
  backendName: (name: "auto" | "webgpu" | "webgl" | "wasm" | "cpu") =>
    ({
      auto: t("Whatever is best"),
      webgpu: "WebGPU",
      webgl: "WebGL",
      wasm: "WASM",
      cpu: t("Plain JavaScript"),
    })[name],
  trainControls: () => t("Train control arms: same total held constant, and without"),
  measureCurvature: () => t("Measure gradients and curvature (slower)"),
  workerDied: () => t("the probe's program ended by itself"),
  noSignOfLife: (seconds: number) => t("no sign of life for {0} seconds", seconds),
  wholeNumber: (least: number, most: string) => t("A whole number from {0} to {1}", least, most),
} as const;
