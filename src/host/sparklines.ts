import {
  DecorationRangeBehavior,
  Range,
  Uri,
  window,
  workspace,
  type DecorationOptions,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { AnalysisService, AnalyzedDocument } from "./analysisService";
import { svgDataUri } from "./dataUri";
import { Owner } from "./disposables";
import { COLOR_SETTINGS } from "./palette";
import { readSettings } from "./settings";
import { sparklinesOf, type Sparkline } from "./sparklineImages";

export type { Sparkline } from "./sparklineImages";

/** What is out of date disappears after this time, even where its successor is long in coming. */
const STALE_AFTER_MS = 300;
/** Lines above and below what is seen that have their curves already when they are scrolled to. */
const MARGIN = 40;

interface Drawn {
  readonly version: number;
  readonly sparklines: readonly Sparkline[];
  readonly decorations: readonly DecorationOptions[];
}

/** Draws the curve of every schedule at the end of its defining line, in every visible editor. */
export class Sparklines extends Owner {
  // One type for all: what differs from curve to curve is in each decoration's own options.
  private readonly type = this.own(
    window.createTextEditorDecorationType({ rangeBehavior: DecorationRangeBehavior.ClosedClosed }),
  );
  private readonly drawn = new Map<string, Drawn>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly analyses: AnalysisService) {
    super();
    this.own(analyses.onDidAnalyze((analyzed) => void this.draw(analyzed)));
    this.own(
      analyses.onDidOutdate((document) => {
        this.outdate(document);
      }),
    );
    this.own(
      analyses.onDidForget((uri) => {
        this.clear(uri);
      }),
    );
    this.own(
      window.onDidChangeVisibleTextEditors(() => {
        this.show();
      }),
    );
    this.own(
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        this.showIn(textEditor);
      }),
    );
    this.own(
      window.onDidChangeActiveColorTheme(() => {
        this.drawAll();
      }),
    );
    this.own(
      workspace.onDidChangeConfiguration((event) => {
        const drawnWith = ["editor.fontSize", ...COLOR_SETTINGS];
        if (drawnWith.some((key) => event.affectsConfiguration(key))) this.drawAll();
      }),
    );
  }

  /** What is drawn in a document at present. */
  of(uri: Uri): readonly Sparkline[] {
    return this.drawn.get(uri.toString())?.sparklines ?? [];
  }

  private drawAll(): void {
    for (const analyzed of this.analyses.all()) void this.draw(analyzed);
  }

  private async draw(analyzed: AnalyzedDocument): Promise<void> {
    const { document, version } = analyzed;
    const sparklines = readSettings(document).inlinePreview ? await sparklinesOf(analyzed) : [];
    if (document.isClosed || document.version !== version) return;
    const decorations = sparklines.map((sparkline) => decorationOf(sparkline, document));
    this.stopTimer(document.uri);
    this.drawn.set(document.uri.toString(), { version, sparklines, decorations });
    this.show(document.uri);
  }

  /** Shows what was drawn in all editors, or in those of one document. */
  private show(uri?: Uri): void {
    for (const editor of window.visibleTextEditors) {
      if (uri && editor.document.uri.toString() !== uri.toString()) continue;
      this.showIn(editor);
    }
  }

  /** Only the lines that are seen, and some around them, carry pictures. */
  private showIn(editor: TextEditor): void {
    const { document, visibleRanges } = editor;
    const drawn = this.drawn.get(document.uri.toString());
    // Offsets of an older version would put curves into the wrong lines.
    if (drawn?.version !== document.version) return;
    const seen = drawn.decorations.filter(({ range: { start } }) =>
      visibleRanges.some(
        (range) => start.line >= range.start.line - MARGIN && start.line <= range.end.line + MARGIN,
      ),
    );
    editor.setDecorations(this.type, seen);
  }

  private outdate({ uri }: TextDocument): void {
    const key = uri.toString();
    if (this.timers.has(key)) return;
    this.timers.set(
      key,
      setTimeout(() => {
        this.clear(uri);
      }, STALE_AFTER_MS),
    );
  }

  private clear(uri: Uri): void {
    this.stopTimer(uri);
    this.drawn.delete(uri.toString());
    for (const editor of window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri.toString()) editor.setDecorations(this.type, []);
    }
  }

  private stopTimer(uri: Uri): void {
    clearTimeout(this.timers.get(uri.toString()));
    this.timers.delete(uri.toString());
  }

  override dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.drawn.clear();
    super.dispose();
  }
}

function decorationOf(
  { line, width, height, svg }: Sparkline,
  document: TextDocument,
): DecorationOptions {
  const { end } = document.lineAt(line).range;
  return {
    range: new Range(end, end),
    renderOptions: {
      after: {
        contentIconPath: Uri.parse(svgDataUri(svg), true),
        margin: "0 0 0 1em",
        width: `${width}px`,
        height: `${height}px`,
      },
    },
  };
}
