import {
  window,
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  type Disposable,
  type Uri,
  type WebviewPanel,
} from "vscode";
import { Owner } from "../disposables";
import { messageOf, type Log } from "../log";
import { COMMANDS, LOG_FILE_EDITOR, LOG_VIEW } from "../names";
import { watchLog } from "../watchLog";

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
    const { failureHtml, LogFile, logHtml } = await import("../lazy/logView");
    const file = new LogFile(uri);
    const show = async (): Promise<void> => {
      try {
        const log = await file.readChanged();
        if (log) panel.webview.html = await logHtml(uri, log);
      } catch (error) {
        this.log.warn(`${uri.toString()}: ${messageOf(error)}`);
        panel.webview.html = failureHtml(uri, messageOf(error));
      }
    };
    let watcher: Disposable | undefined;
    const closed = new AbortController();
    panel.onDidDispose(() => {
      closed.abort();
      watcher?.dispose();
    });
    await show();
    if (!closed.signal.aborted) watcher = watchLog(uri, show);
  }
}

export const registerLogView = (log: Log): Disposable => new LogView(log);
