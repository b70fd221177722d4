import { l10n, type Uri } from "vscode";
import type { ReadLog } from "../../core/recordings/recording";
import { COMMANDS } from "../names";
import { randomNonce } from "../panel/html";
import { userLanguage } from "../translations";
import { logPage, type LogPage } from "./page";
import { runPart } from "./runPart";

const MOST_RUNS = 12;

const empty = (uri: Uri): LogPage => ({
  title: uri.path.slice(uri.path.lastIndexOf("/") + 1),
  language: userLanguage(),
  styleNonce: randomNonce(),
  lay: commandLink(COMMANDS.layLog, uri),
  notes: [],
  runs: [],
});

/** The page of a log: its runs and what is to say of them. */
export const logHtml = async (uri: Uri, log: ReadLog): Promise<string> =>
  logPage(await pageOf(uri, log));

/** The page of a file that can't be read. */
export const failureHtml = (uri: Uri, reason: string): string =>
  logPage({ ...empty(uri), notes: [reason] });

async function pageOf(uri: Uri, { runs, notes, format }: ReadLog): Promise<LogPage> {
  const shown = runs.filter(({ series }) => series.size > 0);
  const parts = await Promise.all(
    shown
      .slice(-MOST_RUNS)
      .map((run) => runPart(run, format, commandLink(COMMANDS.scheduleBehind, uri, run.name))),
  );
  const left = Math.max(0, shown.length - MOST_RUNS);
  const skipped = runs.reduce((sum, run) => sum + run.skipped, 0);
  return {
    ...empty(uri),
    runs: parts,
    notes: [
      ...(shown.length === 0 ? [l10n.t("The file holds no values of a run.")] : []),
      ...(left > 0 ? [l10n.t("The first {0} runs aren't shown.", left)] : []),
      ...(skipped > 0 ? [l10n.t("{0} records were broken and left out.", skipped)] : []),
      ...notes,
    ],
  };
}

const commandLink = (command: string, uri: Uri, ...rest: readonly string[]): string =>
  `command:${command}?${encodeURIComponent(JSON.stringify([uri.toString(), ...rest]))}`;
