import {
  EventEmitter,
  l10n,
  Uri,
  window,
  workspace,
  ViewColumn,
  languages,
  type TextDocumentContentProvider,
} from "vscode";
import type { AnalysisService } from "../analysisService";
import { Owner } from "../disposables";
import { written } from "./written";

/** Documents of this scheme show code that follows a schedule; nobody edits or saves them. */
const SCHEME = "learning-rate-code";

interface Shown {
  readonly source: string;
  readonly schedule: string;
  readonly target: string;
}

/** Code beside the schedule that it reproduces: it changes as the curve is edited or dragged. */
export class CodeView extends Owner implements TextDocumentContentProvider {
  private readonly changed = this.own(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;

  constructor(private readonly analyses: AnalysisService) {
    super();
    this.own(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.own(
      analyses.onDidAnalyze(({ document }) => {
        const source = document.uri.toString();
        for (const { uri } of workspace.textDocuments)
          if (uri.scheme === SCHEME && shownAt(uri).source === source) this.changed.fire(uri);
      }),
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const { source, schedule, target } = shownAt(uri);
    const document = workspace.textDocuments.find((open) => open.uri.toString() === source);
    const analyzed = document && (await this.analyses.current(document));
    if (!analyzed) return l10n.t("The file of this schedule is closed.");
    const conversion = await written(analyzed, schedule, target, this.analyses);
    if (!conversion) return l10n.t("The schedule can't be evaluated at the moment.");
    return conversion.code ?? conversion.refused ?? "";
  }

  /** Opens the view beside, in the language of its target. */
  async show(shown: Shown, language: string, extension: string): Promise<void> {
    const name = shown.schedule.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    const uri = Uri.from({
      scheme: SCHEME,
      path: `/${name || "schedule"}.${shown.target}.${extension}`,
      query: JSON.stringify(shown),
    });
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, language);
    await window.showTextDocument(document, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }
}

const EMPTY: Shown = { source: "", schedule: "", target: "" };

function shownAt({ query }: Uri): Shown {
  try {
    return { ...EMPTY, ...(JSON.parse(query) as Partial<Shown>) };
  } catch {
    return EMPTY;
  }
}
