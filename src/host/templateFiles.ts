import {
  EventEmitter,
  l10n,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type TextDocument,
} from "vscode";
import type { TemplateUse, TemplateView } from "../protocol/templates";
import { Owner } from "./disposables";
import { openUnsaved } from "./newFile";
import type { PanelModel } from "./panel/panelModel";
import { toRange } from "./positions";
import { templatePath, templates, type Template } from "./templates";

export type TemplateTarget = TemplateUse["target"];
export type TemplateFit = TemplateUse["fit"];
export interface PublishedRun {
  readonly epochs?: number;
  readonly samples?: number;
  readonly batchSize?: number;
}

/** The recipes that the extension brings along: read, made to fit, put where the user wants them. */
export class TemplateFiles extends Owner {
  private readonly used = this.own(new EventEmitter<void>());
  private list: Promise<TemplateView[]> | undefined;

  constructor(
    private readonly extensionUri: Uri,
    private readonly model: PanelModel,
  ) {
    super();
  }

  /** A recipe stands in a document of the user's now. */
  readonly onDidUse = this.used.event;

  /** All of them, each with a small curve; read once. */
  views(): Promise<TemplateView[]> {
    this.list ??= Promise.all(templates.map((template) => this.view(template)));
    return this.list;
  }

  /** What a recipe says of its own run; nothing where there is no such recipe. */
  async publishedRun(file: string): Promise<PublishedRun> {
    const template = templates.find((candidate) => candidate.file === file);
    if (!template) return {};
    const core = await import("./lazy/core");
    return core.publishedRun(await this.read(template, "json"));
  }

  /**
   * Puts a recipe into a new file, in the folder where one is chosen, or into the present document.
   * Throws where there is no such template, or the document to insert into is not finished.
   */
  async use(
    { template: file, fit, target }: Omit<TemplateUse, "type">,
    folder?: Uri,
  ): Promise<void> {
    const template = templates.find((candidate) => candidate.file === file);
    if (!template) throw new Error(`There is no template "${file}".`);
    if (target === "insert") await this.insert(template, fit);
    else await openUnsaved(file, target, await this.content(template, fit, target), folder);
    this.used.fire();
  }

  private async view(template: Template): Promise<TemplateView> {
    const core = await import("./lazy/core");
    const { file, title, citation } = template;
    return { file, title, citation, ...core.templatePreview(await this.read(template, "json")) };
  }

  private async content(
    template: Template,
    fit: TemplateFit,
    language: "json" | "typescript",
  ): Promise<string> {
    if (!fit) return this.read(template, language);
    const core = await import("./lazy/core");
    const json = core.fitTemplate(await this.read(template, "json"), fit, template);
    return language === "json" ? json : core.typescriptModule(json);
  }

  private async insert(template: Template, fit: TemplateFit): Promise<void> {
    const json = await this.content(template, fit, "json");
    const found = await this.model.current();
    if (!found) throw new Error(l10n.t("Open a file with a schedule first."));
    const { document, offset, analysis } = found;
    const core = await import("./lazy/core");
    const recipe = { json, title: template.title };
    const edits = core.insertRecipe(analysis.document, recipe, offset);
    const edit = new WorkspaceEdit();
    for (const { range, text } of edits) edit.replace(document.uri, toRange(document, range), text);
    if (!(await workspace.applyEdit(edit))) throw new Error(l10n.t("The file cannot be changed."));
    await showAdded(document, Math.max(...edits.map(({ range }) => range.start)));
  }

  private async read(template: Template, language: "json" | "typescript"): Promise<string> {
    const file = Uri.joinPath(this.extensionUri, ...templatePath(template, language));
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  }
}

async function showAdded(document: TextDocument, offset: number): Promise<void> {
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  const shown = await window.showTextDocument(document, editor?.viewColumn);
  shown.revealRange(toRange(document, { start: offset, end: offset }));
}
