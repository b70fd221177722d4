import { l10n, window, type QuickPickItem, type Uri } from "vscode";
import { isOwnDefinition } from "../documents";
import type { PanelModel } from "../panel/panelModel";
import type { TemplateFiles, TemplateTarget } from "../templateFiles";
import { askFit } from "./askFit";
import { pick } from "../sinks";

interface TargetItem extends QuickPickItem {
  readonly target: TemplateTarget;
}

const title = (): string => l10n.t("New Schedule from a Template");

/** Asks for a recipe, the run that it is to fit, and where to put it: a new file in a chosen folder. */
export async function newSchedule(
  templates: TemplateFiles,
  model: PanelModel,
  folder?: Uri,
): Promise<void> {
  const template = await pickTemplate(templates);
  if (template === undefined) return;
  const fit = await askFit(title(), await templates.publishedRun(template));
  if (fit === undefined) return;
  const target = await pickTarget(model);
  const recipe = { template, fit: fit === "published" ? null : fit };
  if (target) await templates.use({ ...recipe, target }, folder);
}

async function pickTemplate(templates: TemplateFiles): Promise<string | undefined> {
  const items = (await templates.views()).map(({ file, title: label, citation, length }) => ({
    label,
    description: length,
    detail: citation,
    file,
  }));
  const chosen = await pick(items, {
    title: title(),
    placeHolder: l10n.t("Pick a published recipe"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.file;
}

async function pickTarget(model: PanelModel): Promise<TemplateTarget | undefined> {
  const items: TargetItem[] = [
    {
      label: "JSON",
      description: l10n.t("a new file; save it as …{0}", ".schedule.json"),
      target: "json",
    },
    {
      label: "TypeScript",
      description: l10n.t("a new file with {0}", "defineSchedule({ … })"),
      target: "typescript",
    },
  ];
  const current = await model.current();
  const document = current?.document ?? window.activeTextEditor?.document;
  // a file of another program has no place for a definition of ours
  const isOwn = current?.analysis.document.format === undefined;
  if (document && isOwn && isOwnDefinition(document)) {
    const file = document.uri.path.split("/").at(-1) ?? "";
    items.push({
      label: l10n.t("Insert into {0}", file),
      description: l10n.t("as one more schedule"),
      target: "insert",
    });
  }
  const placeHolder = l10n.t("Pick where to put it");
  return (await pick(items, { title: title(), placeHolder }))?.target;
}
