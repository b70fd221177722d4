import {
  CompletionItem,
  CompletionItemKind,
  languages,
  SnippetString,
  TextEdit,
  type Disposable,
  type TextDocument,
} from "vscode";
import type { Completion } from "../../core/language/completion";
import type { AnalysisService } from "../analysisService";
import { SELECTOR } from "../documents";
import { toRange } from "../positions";
import type { RecipeSnippets } from "./recipeSnippets";

const KINDS: Readonly<Record<Completion["type"], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  unit: CompletionItemKind.Unit,
  track: CompletionItemKind.Reference,
  schedule: CompletionItemKind.Reference,
  snippet: CompletionItemKind.Snippet,
  value: CompletionItemKind.Value,
};
/** Where what may be written changes without a word being begun. */
const TRIGGERS = ['"', "'", "{", "[", ":", ",", " "];

/** After a key comes its value, after a bracket what stands in it. */
const asksOn = ({ type, text }: Completion): boolean => type === "key" || text.includes("$0");

function itemOf(completion: Completion, document: TextDocument, place: number): CompletionItem {
  const { label, type, description, text, range, isSnippet, imports = [] } = completion;
  const item = new CompletionItem(label, KINDS[type]);
  item.insertText = isSnippet ? new SnippetString(text) : text;
  // the likeliest first, and ours before what other extensions offer
  item.sortText = `0${String(place).padStart(3, "0")}`;
  if (asksOn(completion)) item.command = { command: "editor.action.triggerSuggest", title: "" };
  item.additionalTextEdits = imports.map(
    (edit) => new TextEdit(toRange(document, edit.range), edit.text),
  );
  item.range = toRange(document, range);
  item.filterText = label;
  if (description !== "") item.documentation = description;
  return item;
}

/** What may be written in a definition; in a document without a word, whole recipes. */
export const registerCompletion = (
  analyses: AnalysisService,
  recipes: RecipeSnippets,
): Disposable =>
  languages.registerCompletionItemProvider(
    SELECTOR,
    {
      async provideCompletionItems(document, position, token) {
        const whole = await recipes.items(document, position);
        if (whole.length > 0) return whole;
        const analyzed = await analyses.current(document, token);
        if (!analyzed) return [];
        const { completions } = await import("../lazy/core");
        const offset = document.offsetAt(position);
        return completions(analyzed.analysis, offset, document.uri.path).map((completion, place) =>
          itemOf(completion, document, place),
        );
      },
    },
    ...TRIGGERS,
  );
