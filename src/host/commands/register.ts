import { commands, Disposable, ViewColumn } from "vscode";
import { showFailure, type Log } from "../log";
import { COMMANDS } from "../names";
import type { FunctionPreviews } from "../functions/functionPreviews";
import type { Panels } from "../panel/panels";
import type { SyntaxParserSource } from "../syntaxParser";
import type { TemplateFiles } from "../templateFiles";
import type { WatchedLogs } from "../watchedLogs";
import { compareSchedules } from "./compareSchedules";
import {
  compareWithCommit,
  compareWithFile,
  pinSchedule,
  type SourceTools,
} from "./compareSources";
import { exportCurves } from "./exportCurves";
import { layLog, scheduleBehind } from "./layLog";
import { newSchedule } from "./newSchedule";
import { previewFunction } from "./previewFunction";
import { resumeRun } from "./resumeRun";
import { setRuleSeverity } from "./setRuleSeverity";
import { fixMistake, makeMistake, openExample } from "./tryOut";

export interface CommandTools extends SourceTools {
  readonly templates: TemplateFiles;
  readonly panels: Panels;
  readonly log: Log;
  readonly watched: WatchedLogs;
  readonly previews: FunctionPreviews;
  readonly syntax: SyntaxParserSource;
}

/** Registers the commands of the palette; what fails tells the user why, and where to read more. */
export function registerCommands(tools: CommandTools): Disposable {
  const { templates, model, panels, log } = tools;
  const table: Record<string, (...args: unknown[]) => unknown> = {
    [COMMANDS.openPreview]: () => panels.show(),
    [COMMANDS.openToSide]: () => panels.showTab(ViewColumn.Beside),
    [COMMANDS.openInEditor]: () => panels.showTab(ViewColumn.Active),
    [COMMANDS.runProbe]: async () => {
      (await panels.present()).runProbe({});
    },
    [COMMANDS.stopProbe]: () => panels.probing?.cancelProbe(),
    [COMMANDS.newSchedule]: () => newSchedule(templates, model),
    [COMMANDS.openProbeRun]: async () => {
      await (await panels.present()).openRun();
    },
    [COMMANDS.compareSchedules]: () => compareSchedules(model, panels),
    [COMMANDS.pinSchedule]: () => pinSchedule(tools),
    [COMMANDS.compareWithCommit]: () => compareWithCommit(tools),
    [COMMANDS.compareWithFile]: () => compareWithFile(tools),
    [COMMANDS.layLog]: (uri) => layLog(tools, uri),
    [COMMANDS.scheduleBehind]: scheduleBehind,
    [COMMANDS.previewFunction]: () => previewFunction(tools),
    [COMMANDS.resumeRun]: (at, length) => resumeRun(tools, at, length),
    [COMMANDS.endComparison]: () => model.compare([]),
    [COMMANDS.exportCurves]: () => exportCurves(panels),
    [COMMANDS.showLog]: () => {
      log.show(true);
    },
    [COMMANDS.setRuleSeverity]: setRuleSeverity,
    [COMMANDS.openExample]: (example) => openExample(templates, example),
    [COMMANDS.makeMistake]: makeMistake,
    [COMMANDS.fixMistake]: fixMistake,
  };
  const registered = Object.entries(table).map(([id, run]) =>
    commands.registerCommand(id, (...args: unknown[]) => guarded(() => run(...args), log)),
  );
  return Disposable.from(...registered);
}

async function guarded(run: () => unknown, log: Log): Promise<void> {
  try {
    await run();
  } catch (error) {
    await showFailure(log, error);
  }
}
