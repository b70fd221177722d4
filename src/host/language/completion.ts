import {
  CompletionItem,
  CompletionItemKind,
  languages,
  type Disposable,
  type TextDocument,
} from "vscode";
import type { Completion } from "../../core/language/completion";
import type { AnalysisService } from "../analysisService";
import { SELECTOR } from "../documents";
import { toRange } from "../positions";

const KINDS: Readonly<Record<Completion["type"], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  unit: CompletionItemKind.Unit,
  track: CompletionItemKind.Reference,
  schedule: CompletionItemKind.Reference,
};
/** Where what may be written changes without a word being begun. */
const TRIGGERS = ['"', "'", "{", ",", " "];

function itemOf(completion: Completion, document: TextDocument): CompletionItem {
  const { label, type, description, text, range } = completion;
  const item = new CompletionItem(label, KINDS[type]);
  item.insertText = text;
  item.range = toRange(document, range);
  item.filterText = label;
  if (description !== "") item.documentation = description;
  return item;
}

/** Names of tracks and schedules, units, and in TypeScript the keys that an object lacks. */
export const registerCompletion = (analyses: AnalysisService): Disposable =>
  languages.registerCompletionItemProvider(
    SELECTOR,
    {
      async provideCompletionItems(document, position, token) {
        const analyzed = await analyses.current(document, token);
        if (!analyzed) return [];
        const { completions } = await import("../lazy/core");
        return completions(analyzed.analysis, document.offsetAt(position)).map((completion) =>
          itemOf(completion, document),
        );
      },
    },
    ...TRIGGERS,
  );
