import { figureSvg } from "../../../src/core/svg/figure/figureSvg";
import { chartsOf } from "../../../src/probe/results/charts";
import { runCsv } from "../../../src/probe/results/csv";
import { fittingText } from "../../../src/probe/results/fittingRun";
import { replicasOf, type ProbeRun } from "../../../src/probe/results/run";
import { parseRunFile, toRunFile } from "../../../src/probe/results/runFile";
import { runFigure, type FigureView } from "../../../src/probe/results/runFigure";
import type { Host } from "../host";
import { words } from "../strings";
import type { ExportKind } from "./filesBar";
import { trainingKey, type LossView } from "./lossChart";
import type { Overlay } from "./overlay";

/** Asks the host to save a run, or its curves as they are shown; resolves with what to tell. */
export async function saveRun(
  host: Host,
  kind: ExportKind,
  run: ProbeRun,
  view: LossView,
): Promise<string> {
  const content = await contentOf(kind, run, view);
  const name = `probe-${run.task}-${run.steps}`;
  const { file } = await host.messenger.ask({ type: "run.save", kind, name, content }, "run.saved");
  return file === null ? "" : words.savedAs(file);
}

async function contentOf(kind: ExportKind, run: ProbeRun, view: LossView): Promise<string> {
  switch (kind) {
    case "json":
      return runText(run);
    case "csv":
      return runCsv(run);
    case "svg":
      return `${figureSvg(figureOf(run, view))}\n`;
    case "png": {
      const { figurePng } = await import("./figurePng");
      return figurePng(figureOf(run, view));
    }
  }
}

const runText = (run: ProbeRun): string =>
  `${fittingText(anonymous(run), (fitting) => toRunFile(fitting, { saved: new Date().toISOString() }))}\n`;

/** The panel's ids of schedules hold the addresses of files, which nobody else need know. */
function anonymous(run: ProbeRun): ProbeRun {
  return {
    ...run,
    schedules: run.schedules.map((schedule, i) => ({ ...schedule, id: String(i + 1) })),
    replicas: run.schedules.flatMap(({ id }, i) =>
      replicasOf(run, id).map((replica) => ({ ...replica, schedule: String(i + 1) })),
    ),
  };
}

function figureOf(run: ProbeRun, view: LossView) {
  const charts = chartsOf(run);
  const chart = charts.find(({ id }) => id === view.chart) ?? charts[0];
  if (!chart) throw new Error("nothing to draw");
  const figureWords: FigureView["words"] = {
    step: words.probeStep(),
    loss: words.loss(),
    accuracy: words.accuracy(),
    training: (name) => words.named(name, words.train()),
    validation: (name) => words.named(name, words.validation()),
  };
  return runFigure(run, { ...view, training: view[trainingKey(run)], chart, words: figureWords });
}

/** Reads the text of a saved run; throws an error with a sentence for the user where it is none. */
export const openedRun = (label: string, content: string): Overlay => ({
  label,
  run: parseRunFile(content),
});
