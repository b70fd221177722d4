import { commands, l10n, window, type LogOutputChannel } from "vscode";
import { COMMANDS } from "./names";
import { tellError } from "./sinks";

export type Log = LogOutputChannel;

export const createLog = (): Log =>
  window.createOutputChannel("Learning Rate Designer", { log: true });

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Tells of a failure of something that the user asked for; `what` only where the reason says too little. */
export async function showFailure(log: Log, error: unknown, what?: string): Promise<void> {
  const message = [what, messageOf(error)].filter(Boolean).join(" ");
  log.error(message);
  const showLog = l10n.t("Show Log");
  const chosen = await tellError(message, showLog);
  if (chosen === showLog) await commands.executeCommand(COMMANDS.showLog);
}
