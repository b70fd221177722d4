import {
  DecorationRangeBehavior,
  ThemeColor,
  window,
  type TextEditor,
  type TextEditorDecorationType,
} from "vscode";
import type { AnalysisService } from "./analysisService";
import { Owner } from "./disposables";
import { ID } from "./names";
import { toRange } from "./positions";

/**
 * Colours the units of durations. Semantic tokens cannot: of several providers for one document
 * VS Code takes the answer of one, and in TypeScript that must stay TypeScript's own.
 */
export class UnitColors extends Owner {
  private readonly type: TextEditorDecorationType = this.own(
    window.createTextEditorDecorationType({
      color: new ThemeColor(`${ID}.unit`),
      rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    }),
  );

  constructor(private readonly analyses: AnalysisService) {
    super();
    this.own(
      analyses.onDidAnalyze(({ document }) => {
        const uri = document.uri.toString();
        for (const editor of window.visibleTextEditors)
          if (editor.document.uri.toString() === uri) void this.show(editor);
      }),
    );
    this.own(
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) void this.show(editor);
      }),
    );
    this.own(
      analyses.onDidForget((uri) => {
        for (const editor of window.visibleTextEditors)
          if (editor.document.uri.toString() === uri.toString())
            editor.setDecorations(this.type, []);
      }),
    );
  }

  private async show(editor: TextEditor): Promise<void> {
    const { document } = editor;
    if (!this.analyses.latest(document.uri)) return;
    const { unitRanges } = await import("./lazy/core");
    const latest = this.analyses.latest(document.uri);
    // The editor itself moves what is coloured along with the text until it is read again.
    if (latest?.version !== document.version) return;
    const ranges = unitRanges(latest.analysis).map((range) => toRange(document, range));
    editor.setDecorations(this.type, ranges);
  }
}
