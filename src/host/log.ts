import { commands, l10n, window, type LogOutputChannel } from "vscode";
import { COMMANDS } from "./names";

export type Log = LogOutputChannel;

export const createLog = (): Log =>
  window.createOutputChannel("Learning Rate Designer", { log: true });

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Tells of a failure of something that the user asked for. */
export async function showFailure(log: Log, what: string, error: unknown): Promise<void> {
  log.error(what, messageOf(error));
  const showLog = l10n.t("Show Log");
  const chosen = await window.showErrorMessage(`${what} ${messageOf(error)}`, showLog);
  if (chosen === showLog) await commands.executeCommand(COMMANDS.showLog);
}
