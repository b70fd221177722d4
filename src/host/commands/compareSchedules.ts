import { l10n, QuickPickItemKind, type QuickPickItem } from "vscode";
import type { PanelModel } from "../panel/panelModel";
import type { Panels } from "../panel/panels";
import type { IdentifiedSchedule } from "../panel/scheduleId";
import { pickSeveral, tell } from "../sinks";

interface ScheduleItem extends QuickPickItem {
  readonly id?: string;
}

/** Asks for schedules of the open files and lays them over one another in the panel. */
export async function compareSchedules(model: PanelModel, panels: Panels): Promise<void> {
  const all = model.all();
  if (all.length < 2) {
    const message = l10n.t("Open a file with another schedule to compare with.");
    await tell(message);
    return;
  }
  const chosen = await pickSeveral(itemsOf(all, await model.shown()), {
    title: l10n.t("Compare Schedules"),
    placeHolder: l10n.t("Pick two or more schedules of the open files"),
    matchOnDescription: true,
  });
  const ids = chosen?.flatMap(({ id }) => id ?? []) ?? [];
  const [first] = ids;
  if (first === undefined) return;
  if (!ids.includes((await model.active())?.id ?? "")) model.pick(first);
  await model.compare(ids);
  await panels.present();
}

function itemsOf(
  all: readonly IdentifiedSchedule[],
  shown: readonly { readonly id: string }[],
): ScheduleItem[] {
  const picked = new Set(shown.map(({ id }) => id));
  return all.flatMap(({ id, title, from }, index): ScheduleItem[] => {
    const item = { label: title, id, picked: picked.has(id) };
    if (all[index - 1]?.from === from) return [item];
    const file = from.document.uri.path.split("/").at(-1) ?? "";
    return [{ label: file, kind: QuickPickItemKind.Separator }, item];
  });
}
