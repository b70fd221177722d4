import { commands, Disposable, Uri, ViewColumn } from "vscode";
import { showFailure, type Log } from "../log";
import { COMMANDS } from "../names";
import type { FunctionPreviews } from "../functions/functionPreviews";
import type { Panels } from "../panel/panels";
import type { SyntaxParserSource } from "../syntaxParser";
import type { TemplateFiles } from "../templateFiles";
import type { WatchedLogs } from "../watchedLogs";
import type { SourceTools } from "./compareSources";

export interface CommandTools extends SourceTools {
  readonly templates: TemplateFiles;
  readonly panels: Panels;
  readonly log: Log;
  readonly watched: WatchedLogs;
  readonly previews: FunctionPreviews;
  readonly syntax: SyntaxParserSource;
}

/** What each command does is loaded when the first of them is called. */
const does = () => import("../lazy/commands");

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
    [COMMANDS.newSchedule]: async (folder) =>
      (await does()).newSchedule(templates, model, folder instanceof Uri ? folder : undefined),
    [COMMANDS.openProbeRun]: async () => {
      await (await panels.present()).openRun();
    },
    [COMMANDS.compareSchedules]: async () => (await does()).compareSchedules(model, panels),
    [COMMANDS.pinSchedule]: async () => (await does()).pinSchedule(tools),
    [COMMANDS.compareWithCommit]: async () => (await does()).compareWithCommit(tools),
    [COMMANDS.compareWithFile]: async () => (await does()).compareWithFile(tools),
    [COMMANDS.layLog]: async (uri) => (await does()).layLog(tools, uri),
    [COMMANDS.scheduleBehind]: async (uri, name) => (await does()).scheduleBehind(uri, name),
    [COMMANDS.convert]: async (uri, name) =>
      (await does()).convertDefinition(model.analyses, uri, name),
    [COMMANDS.scaleLength]: async (uri, name, amount) =>
      (await does()).scaleLength(model.analyses, uri, name, amount),
    [COMMANDS.previewFunction]: async () => (await does()).previewFunction(tools),
    [COMMANDS.resumeRun]: async (at, length) => (await does()).resumeRun(tools, at, length),
    [COMMANDS.endComparison]: () => model.compare([]),
    [COMMANDS.exportCurves]: async () => (await does()).exportCurves(panels),
    [COMMANDS.showLog]: () => {
      log.show(true);
    },
    [COMMANDS.setRuleSeverity]: async (uri, rule, severity) =>
      (await does()).setRuleSeverity(uri, rule, severity),
    [COMMANDS.openExample]: async (example) => (await does()).openExample(templates, example),
    [COMMANDS.makeMistake]: async () => (await does()).makeMistake(),
    [COMMANDS.fixMistake]: async () => (await does()).fixMistake(),
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
