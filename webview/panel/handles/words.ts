import { t } from "../strings";

/** The words of the handles; they come with the handles' code, after the first paint. */
export const handleWords = {
  handlesOf: (track: string) => t("What can be dragged of {0}", track),
  handleHelp: () =>
    t(
      "Arrow keys move, with Shift far, with Alt finely. Home and End go to the limits, Page Up and Page Down to the neighbours, Enter opens the exact value, Escape restores, Shift+F10 changes the phase.",
    ),
  handleRefusedHelp: () => t("Cannot be moved here; Enter says why."),
  handleRefused: (reason: string) => t("Cannot be moved: {0}.", reason),
  moveConstant: (name: string) => t("Move {0} instead", name),
  goToSource: () => t("Show in Source"),
  handleValue: () => t("Value"),
  handleTime: () => t("Time"),
  noNumber: (text: string) => t("“{0}” is not a number.", text),
  dragCancelled: () => t("Restored as it was."),
  dragEnded: (reason: string) => t("Not moved any further: {0}", reason),
  phaseTitle: (kind: string, start: string, end: string) =>
    t("{0}, steps {1} to {2}", kind, start, end),
  changeKind: () => t("Change kind…"),
  addPhase: () => t("Add a phase after it…"),
  splitPhase: (step: string) => t("Split at step {0}", step),
  movePhaseEarlier: () => t("Move earlier"),
  movePhaseLater: () => t("Move later"),
  deletePhase: () => t("Delete"),
  amountUnit: {
    steps: () => t("steps"),
    epochs: () => t("epochs"),
    rounds: () => t("rounds"),
    tokens: () => t("tokens"),
  },
  handleRole: {
    start: () => t("Start value"),
    end: () => t("End value"),
    boundary: () => t("Phase boundary"),
    warmupEnd: () => t("End of warmup"),
    level: () => t("Value"),
    milestone: () => t("Milestone"),
    drop: () => t("First drop"),
    cycle: () => t("End of the first cycle"),
    peak: () => t("Peak"),
    peakDecay: () => t("Second peak"),
    point: () => t("Point"),
    timescale: () => t("Time scale"),
    low: () => t("Lowest value"),
    high: () => t("Highest value"),
    product: () => t("Product"),
    reference: () => t("Reference value"),
    scale: () => t("Scale"),
    min: () => t("Lower bound"),
    max: () => t("Upper bound"),
  },
} as const;
