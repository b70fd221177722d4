import { l10n, type QuickPickItem } from "vscode";
import { EXPORT_KINDS, type ExportKind } from "../../protocol/scoreExport";
import type { Panels } from "../panel/panels";
import { pick } from "../sinks";

interface KindItem extends QuickPickItem {
  readonly format: ExportKind;
}

/** Asks for a format and exports what the panel shows, as it shows it. */
export async function exportCurves(panels: Panels): Promise<void> {
  const chosen = await pick(EXPORT_KINDS.map(itemOf), {
    title: l10n.t("Export the Curves"),
    placeHolder: l10n.t("Pick a format"),
  });
  if (chosen) (await panels.present()).exportScore(chosen.format);
}

const itemOf = (kind: ExportKind): KindItem => ({ format: kind, ...DESCRIBED[kind]() });

const DESCRIBED: Record<ExportKind, () => QuickPickItem> = {
  svg: () => ({ label: "SVG", description: l10n.t("a picture for paper, with labelled axes") }),
  png: () => ({ label: "PNG", description: l10n.t("the same picture, in pixels") }),
  csv: () => ({ label: "CSV", description: l10n.t("the values of all tracks, with all digits") }),
  json: () => ({ label: "JSON", description: l10n.t("the values of all tracks, with all digits") }),
  markdown: () => ({
    label: "Markdown",
    description: l10n.t("a table of values, to the clipboard"),
  }),
};
