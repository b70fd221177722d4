import {
  EventEmitter,
  l10n,
  Uri,
  window,
  workspace,
  ViewColumn,
  languages,
  type TextDocument,
  type TextDocumentContentProvider,
} from "vscode";
import type { Writer } from "../../core/write/writer";
import type { AnalysisService, AnalyzedDocument } from "../analysisService";
import { Owner } from "../disposables";
import { identified, type IdentifiedSchedule } from "../panel/scheduleId";
import { Refreshing } from "./refreshing";
import { written } from "./written";

/** Documents of this scheme show code that follows a schedule; nobody edits or saves them. */
const SCHEME = "learning-rate-code";

interface Shown {
  /** The address of the schedule's document. */
  readonly source: string;
  /** The schedule's id. */
  readonly schedule: string;
  readonly target: string;
  /** The optimizer updates of an epoch, where the user had to say it. */
  readonly updates?: number | undefined;
}

/** Code beside the schedule that it reproduces: it changes as the curve is edited or dragged. */
export class CodeView extends Owner implements TextDocumentContentProvider {
  private readonly changed = this.own(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;
  private readonly refreshing = this.own(
    new Refreshing((source) => {
      this.refresh(source);
    }),
  );

  constructor(private readonly analyses: AnalysisService) {
    super();
    this.own(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.own(
      analyses.onDidAnalyze(({ document }) => {
        this.refresh(document.uri.toString());
      }),
    );
    this.own(
      analyses.onDidMove(({ uri }) => {
        const source = uri.toString();
        if (codeOf(source).length > 0) this.refreshing.ask(source);
      }),
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const { source, schedule, target, updates } = shownAt(uri);
    const started = performance.now();
    const analyzed = await this.now(source);
    if (!analyzed) return l10n.t("The file of this schedule is closed.");
    const found = identified(analyzed).find(({ id }) => id === schedule)?.schedule;
    const conversion =
      found && (await written(analyzed.document, found, target, this.analyses, updates));
    this.refreshing.took(performance.now() - started);
    if (!conversion) return l10n.t("The schedule can't be evaluated at the moment.");
    return conversion.code ?? conversion.refused ?? "";
  }

  /** Opens the view beside, in the language of its target. */
  async show(
    shown: Shown,
    { schedule: { name } }: IdentifiedSchedule,
    { languageId, extension }: Writer,
  ): Promise<void> {
    const plain = name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    const uri = Uri.from({
      scheme: SCHEME,
      path: `/${plain || "schedule"}.${shown.target}.${extension}`,
      query: JSON.stringify(shown),
    });
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, languageId);
    await window.showTextDocument(document, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  /** The document as it is, or as a drag is about to make it. */
  private async now(source: string): Promise<AnalyzedDocument | undefined> {
    const document = workspace.textDocuments.find((open) => open.uri.toString() === source);
    return document && (this.analyses.ahead(document.uri) ?? this.analyses.current(document));
  }

  private refresh(source: string): void {
    for (const { uri } of codeOf(source)) this.changed.fire(uri);
  }
}

/** The open views of a document's schedules. */
const codeOf = (source: string): readonly TextDocument[] =>
  workspace.textDocuments.filter(
    ({ uri }) => uri.scheme === SCHEME && shownAt(uri).source === source,
  );

const EMPTY: Shown = { source: "", schedule: "", target: "" };

function shownAt({ query }: Uri): Shown {
  try {
    return { ...EMPTY, ...(JSON.parse(query) as Partial<Shown>) };
  } catch {
    return EMPTY;
  }
}
