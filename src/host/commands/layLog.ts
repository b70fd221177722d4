import { l10n, Uri, window, workspace, type QuickPickItem } from "vscode";
import type { ReadLog, Recording } from "../../core/recordings/recording";
import type { Schedule } from "../../core/schedule/schedule";
import { follow, keyOf, laidRun, readLogAt } from "../recordings";
import { pickSeveral, tell } from "../sinks";
import type { CommandTools } from "./register";

/**
 * Lays the runs of a training log over the active schedule; the panel says why they differ. Without
 * a schedule, offers the one that is behind the log.
 *
 * @param given The file, where the explorer's menu says it; the user is asked otherwise.
 */
export async function layLog(tools: CommandTools, given: unknown): Promise<void> {
  const uri = given instanceof Uri ? given : await pickLog();
  if (!uri) return;
  const log = await readLogAt(uri);
  const runs = await chosenRuns(log);
  if (runs.length === 0) return;
  const plan = (await tools.model.active())?.schedule.schedule;
  if (plan) await layOver(plan, uri, log, runs, tools);
  else await offerPlan(runs);
}

async function pickLog(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: l10n.t("Lay a Log over the Plan"),
    openLabel: l10n.t("Lay over the Plan"),
  });
  return chosen?.[0];
}

interface RunItem extends QuickPickItem {
  readonly run: Recording;
}

/** Asks where a file holds several runs with values. */
async function chosenRuns({ runs, notes }: ReadLog): Promise<readonly Recording[]> {
  const drawn = runs.filter(({ series }) => series.size > 0);
  if (drawn.length === 0)
    throw new Error([l10n.t("The file holds no values of a run."), ...notes].join(" "));
  if (drawn.length === 1) return drawn;
  const items = drawn.map((run): RunItem => ({ label: run.name, description: pointsOf(run), run }));
  const chosen = await pickSeveral(items, {
    title: l10n.t("Lay a Log over the Plan"),
    placeHolder: l10n.t("Pick the runs"),
  });
  return (chosen ?? []).map(({ run }) => run);
}

const pointsOf = ({ series }: Recording): string => {
  const rates = series.get("learningRate")?.steps.length ?? 0;
  return l10n.t("{0} learning rates", rates);
};

async function layOver(
  plan: Schedule,
  uri: Uri,
  { format }: ReadLog,
  runs: readonly Recording[],
  { frozen, model, panels, log, watched }: CommandTools,
): Promise<void> {
  const laid = await Promise.all(runs.map((run) => laidRun(uri, { run, format }, plan)));
  frozen.hold(keyOf(uri), laid);
  await model.compareAlso(laid.map(({ id }) => id));
  const names = runs.map(({ name }) => name);
  watched.set(keyOf(uri), follow(uri, names, plan, frozen, log));
  await panels.present();
}

/** The schedule behind the last of the runs, to be opened as a definition. */
async function offerPlan(runs: readonly Recording[]): Promise<void> {
  const core = await import("../lazy/recordings");
  const run = runs.at(-1);
  const series = run?.series.get("learningRate");
  if (run === undefined || series === undefined)
    throw new Error(l10n.t("The log has no learning rate, so no schedule can be told from it."));
  const behind = core.planBehind(run, series);
  if (behind.plan === null) throw new Error(behind.sentence);
  const open = l10n.t("Open as a Schedule");
  if ((await tell(behind.sentence, open)) === open) await openDefinition(run.name, behind.plan);
}

async function openDefinition(name: string, plan: object): Promise<void> {
  const content = `${JSON.stringify({ name, ...plan }, undefined, 2)}\n`;
  const uri = Uri.parse(`untitled:${name.replace(/[^\w.-]+/g, "-")}.schedule.json`);
  const document = await workspace.openTextDocument(uri);
  const editor = await window.showTextDocument(document);
  await editor.edit((edit) => {
    edit.insert(document.positionAt(0), content);
  });
}
