import { env, l10n } from "vscode";
import { formatCount } from "../../core/text/format";
import type { HostMessage } from "../../protocol/hostMessages";
import { MOST_EXPORTED_ROWS, type ScoreExport } from "../../protocol/scoreExport";
import { alongWall } from "../model/alongWall";
import type { PanelModel } from "./panelModel";
import { saveExport } from "./runFiles";

/** Exports the schedules that the panel shows, from their curves and not from what was drawn. */
export async function exportScore(model: PanelModel, wish: ScoreExport): Promise<HostMessage> {
  const core = await import("../lazy/core");
  const { kind } = wish;
  const isPicture = kind === "svg" || kind === "png";
  const all = await model.shown();
  // a table tells each run's own times
  const shown = isPicture ? await alongWall(all, wish) : all;
  const drawn = shown.flatMap(({ title, schedule: { schedule }, label, recorded }) =>
    schedule ? [{ name: title, schedule, origin: label, wall: recorded?.wall }] : [],
  );
  const [first] = drawn;
  if (!first) throw new Error(l10n.t("Nothing can be drawn of this schedule yet."));
  const labels = core.labelsOf(drawn);
  const schedules = drawn.map(({ schedule, wall }, index) => ({
    schedule,
    wall,
    label: labels[index] ?? "",
  }));
  if (isPicture) {
    const { unit, range, logTracks, derived, difference } = wish;
    const wall = drawn.find((one) => one.wall)?.wall;
    const axis = unit === "wall" ? { wall } : { unit };
    const options = { ...axis, ...(range && { range }), logTracks, derived, difference };
    const picture = core.layScore(schedules, options);
    if (kind === "svg") return saved(first.name, "svg", `${core.marksSvg(picture)}\n`);
    const { width, height, marks } = picture;
    return { type: "score.picture", name: first.name, width, height, marks };
  }
  let room = MOST_EXPORTED_ROWS;
  const { secondsAt } = await import("../lazy/recordings");
  const tables = schedules.map(({ schedule, label, wall }) => {
    const steps = core.sampledSteps(schedule, wish.rows, room);
    if (!steps) throw new Error(tooMany());
    room -= steps.length;
    const table = { ...core.dataTable(schedule, steps, wish.derived), name: label };
    return wall ? core.withWallTime(table, (step) => secondsAt(wall, step)) : table;
  });
  if (kind !== "markdown") {
    const content = kind === "csv" ? core.toCsv(tables) : core.toDataJson(tables);
    return saved(first.name, kind, content);
  }
  await env.clipboard.writeText(core.toMarkdown(tables));
  return { type: "score.exported", done: "copied" };
}

const tooMany = (): string =>
  l10n.t("More than {0} rows: choose fewer.", formatCount(MOST_EXPORTED_ROWS));

async function saved(
  name: string,
  kind: "svg" | "csv" | "json",
  content: string,
): Promise<HostMessage> {
  const file = await saveExport({ kind, name, content });
  return file === null
    ? { type: "score.exported", done: "nothing" }
    : { type: "score.exported", done: "saved", file };
}
