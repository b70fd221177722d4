import {
  DocumentSymbol,
  languages,
  SymbolKind,
  type CancellationToken,
  type Disposable,
  type TextDocument,
} from "vscode";
import type { OutlineItem } from "../../core/language/outline";
import type { AnalysisService } from "../analysisService";
import { SELECTOR } from "../documents";
import { toRange } from "../positions";

const KINDS: Readonly<Record<OutlineItem["type"], SymbolKind>> = {
  schedule: SymbolKind.Module,
  track: SymbolKind.Property,
  phase: SymbolKind.Event,
};

function symbolOf(item: OutlineItem, document: TextDocument): DocumentSymbol {
  const symbol = new DocumentSymbol(
    item.name,
    item.detail,
    KINDS[item.type],
    toRange(document, item.range),
    toRange(document, item.selection),
  );
  symbol.children = item.children.map((child) => symbolOf(child, document));
  return symbol;
}

/** Schedules, tracks and phases in the outline, the breadcrumbs and "Go to Symbol". */
export const registerOutline = (analyses: AnalysisService): Disposable =>
  languages.registerDocumentSymbolProvider(
    SELECTOR,
    {
      async provideDocumentSymbols(document: TextDocument, token: CancellationToken) {
        const analyzed = await analyses.current(document, token);
        if (!analyzed) return [];
        const { outline } = await import("../lazy/core");
        return outline(analyzed.analysis).map((item) => symbolOf(item, document));
      },
    },
    { label: "Learning Rate Designer" },
  );
