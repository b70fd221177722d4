import { l10n, Uri, window, workspace, type QuickPickItem } from "vscode";
import { templatePath, templates, type Template } from "../templates";

type Language = "json" | "typescript";

interface TemplateItem extends QuickPickItem {
  readonly template: Template;
}
interface LanguageItem extends QuickPickItem {
  readonly language: Language;
}

/** Asks for a recipe and a language, and opens the recipe as a new, unsaved document. */
export async function newSchedule(extensionUri: Uri): Promise<void> {
  const template = await pickTemplate();
  if (!template) return;
  const language = await pickLanguage();
  if (!language) return;
  const file = Uri.joinPath(extensionUri, ...templatePath(template, language));
  const content = new TextDecoder().decode(await workspace.fs.readFile(file));
  const languageId = language === "json" ? "jsonc" : "typescript";
  const document = await workspace.openTextDocument({ language: languageId, content });
  await window.showTextDocument(document);
}

async function pickTemplate(): Promise<Template | undefined> {
  const items = templates.map((template): TemplateItem => ({
    label: template.title,
    description: template.citation,
    template,
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t("New Schedule from a Template"),
    placeHolder: l10n.t("Pick a published recipe"),
    matchOnDescription: true,
  });
  return chosen?.template;
}

async function pickLanguage(): Promise<Language | undefined> {
  const items: LanguageItem[] = [
    {
      label: "JSON",
      description: l10n.t("save it as …{0}", ".schedule.json"),
      language: "json",
    },
    { label: "TypeScript", description: "defineSchedule({ … })", language: "typescript" },
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t("New Schedule from a Template"),
    placeHolder: l10n.t("Pick the language of the definition"),
  });
  return chosen?.language;
}
