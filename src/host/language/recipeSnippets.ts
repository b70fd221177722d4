import {
  CompletionItem,
  CompletionItemKind,
  Range,
  SnippetString,
  Uri,
  workspace,
  type Position,
  type TextDocument,
} from "vscode";

interface SnippetFile {
  readonly [title: string]: {
    readonly prefix: string;
    readonly body: readonly string[];
    readonly description: string;
  };
}

/** Nothing, or the beginning of one word. */
const BLANK = /^\s*[\w-]*\s*$/;
const OWN_JSON = /\.schedule\.jsonc?$/i;

/** The recipes are whole files: where anything stands already they would only be in the way. */
export class RecipeSnippets {
  private readonly files = new Map<string, Promise<SnippetFile>>();

  constructor(private readonly extensionUri: Uri) {}

  /** None in a document that says anything, or is to be something else. */
  async items(document: TextDocument, position: Position): Promise<CompletionItem[]> {
    const language = document.languageId.startsWith("json") ? "json" : "typescript";
    const isOurs =
      language === "json"
        ? OWN_JSON.test(document.uri.path) || document.isUntitled
        : document.languageId === "typescript";
    if (!isOurs || document.lineCount > 20 || !BLANK.test(document.getText())) return [];
    const range =
      document.getWordRangeAtPosition(position, /[\w-]+/) ?? new Range(position, position);
    const recipes = Object.entries(await this.read(language));
    return recipes.map(([title, { prefix, body, description }], place) => {
      const item = new CompletionItem({ label: title, description }, CompletionItemKind.Snippet);
      item.insertText = new SnippetString(body.join("\n"));
      item.filterText = `${prefix} ${title}`;
      item.sortText = `0${String(place).padStart(3, "0")}`;
      item.range = range;
      return item;
    });
  }

  private read(language: "json" | "typescript"): Promise<SnippetFile> {
    const known = this.files.get(language) ?? this.readFile(`snippets-${language}.json`);
    this.files.set(language, known);
    return known;
  }

  private async readFile(name: string): Promise<SnippetFile> {
    const uri = Uri.joinPath(this.extensionUri, "media", name);
    return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(uri))) as SnippetFile;
  }
}
