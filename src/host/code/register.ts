import { commands, Disposable } from "vscode";
import type { AnalysisService } from "../analysisService";
import { showFailure, type Log } from "../log";
import { COMMANDS } from "../names";
import { CodeFile } from "./codeFile";
import { CodeView } from "./codeView";

const CODE_COMMANDS = ["convertToCode", "convertToFile", "copyAsCode", "showAsCode"] as const;
export type CodeCommand = (typeof CODE_COMMANDS)[number];

/** Commands that write a schedule as code of a framework. Arguments: document, name or id, target, file. */
export function registerCode(analyses: AnalysisService, log: Log): Disposable {
  const tools = { analyses, view: new CodeView(analyses), files: new CodeFile() };
  const command = (name: CodeCommand): Disposable =>
    commands.registerCommand(COMMANDS[name], async (...given: unknown[]) => {
      try {
        const { deliverCode } = await import("../lazy/commands");
        await deliverCode(tools, name, ...given);
      } catch (error) {
        await showFailure(log, error);
      }
    });
  return Disposable.from(tools.view, tools.files, ...CODE_COMMANDS.map(command));
}
