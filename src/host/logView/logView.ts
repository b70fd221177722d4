import {
  Disposable,
  l10n,
  window,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  type Uri,
  type WebviewPanel,
} from "vscode";
import { Owner } from "../disposables";
import { messageOf, type Log } from "../log";
import { COMMANDS, LOG_FILE_EDITOR, LOG_VIEW } from "../names";
import { randomNonce } from "../panel/html";
import { readLogAt, watchLog } from "../recordings";
import { logPage, type LogPage } from "./page";
import { runPart } from "./runPart";
import { userLanguage } from "../translations";

const MOST_RUNS = 12;

/** Shows logs as what they say: curves, and the schedule behind them. The page has no script. */
class LogView extends Owner implements CustomReadonlyEditorProvider {
  constructor(private readonly log: Log) {
    super();
    for (const type of [LOG_VIEW, LOG_FILE_EDITOR])
      this.own(
        window.registerCustomEditorProvider(type, this, {
          supportsMultipleEditorsPerDocument: true,
        }),
      );
  }

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): Promise<void> {
    panel.webview.options = {
      enableScripts: false,
      localResourceRoots: [],
      enableCommandUris: [COMMANDS.layLog, COMMANDS.scheduleBehind],
    };
    const show = async (): Promise<void> => {
      try {
        panel.webview.html = logPage(await pageOf(uri));
      } catch (error) {
        this.log.warn(`${uri.toString()}: ${messageOf(error)}`);
        panel.webview.html = logPage({ ...empty(uri), notes: [messageOf(error)] });
      }
    };
    const watcher = watchLog(uri, show);
    panel.onDidDispose(() => {
      watcher.dispose();
    });
    await show();
  }
}

export const registerLogView = (log: Log): Disposable => new LogView(log);

const empty = (uri: Uri): LogPage => ({
  title: uri.path.slice(uri.path.lastIndexOf("/") + 1),
  language: userLanguage(),
  styleNonce: randomNonce(),
  lay: commandLink(COMMANDS.layLog, uri),
  notes: [],
  runs: [],
});

async function pageOf(uri: Uri): Promise<LogPage> {
  const { runs, notes, format } = await readLogAt(uri);
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
