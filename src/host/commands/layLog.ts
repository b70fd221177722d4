import { l10n, Uri, window, workspace, type QuickPickItem } from "vscode";
import type { ReadLog, Recording } from "../../core/recordings/recording";
import type { Schedule } from "../../core/schedule/schedule";
import { pickMetric } from "./pickMetric";
import { LogFile } from "../logFile";
import { follow, type Driven, keyOf, laidRuns, readLogAt } from "../recordings";
import { pickSeveral, tell } from "../sinks";
import type { CommandTools } from "./register";

/**
 * Lays the runs of a training log over the active schedule; the panel says why they differ. Without
 * a schedule, offers the one that is behind the log.
 *
 * @param given The file, where the explorer's menu says it; the user is asked otherwise.
 */
export async function layLog(tools: CommandTools, given: unknown): Promise<void> {
  const uri = givenUri(given) ?? (await pickLog());
  if (!uri) return;
  const file = new LogFile(uri);
  const log = await file.read();
  const runs = await chosenRuns(log);
  if (runs.length === 0) return;
  const metric = await drivenBy(runs, tools);
  const plan = (await tools.model.active())?.schedule.schedule;
  if (plan) await layOver(plan, { file, log, runs, metric }, tools);
  else await offerPlan(runs);
}

/** A schedule that reacts to a metric is drawn for what the last of the runs measured. */
async function drivenBy(
  runs: readonly Recording[],
  { model, values }: CommandTools,
): Promise<Driven | undefined> {
  // the file may have been opened a moment ago
  await model.current();
  const active = await model.active();
  const run = runs.at(-1);
  const { foreign, schedule } = active?.schedule ?? {};
  if (!run || !active || !(foreign?.reacts === true || schedule?.onPlateau)) return undefined;
  const document = active.from.document.uri;
  const metric = await pickMetric(run);
  if (metric === undefined) return undefined;
  // a definition of our own stays as it is; what its rule makes of the metric is drawn beside it
  if (foreign) values.measure(document, metric);
  await model.current();
  return { document, run: run.name, tag: metric.tag };
}

/** Opens the schedule behind a run of a log as a definition; the last run's where none is named. */
export async function scheduleBehind(given: unknown, name: unknown): Promise<void> {
  const uri = givenUri(given) ?? (await pickLog());
  if (!uri) return;
  const { runs } = await readLogAt(uri);
  const named = runs.filter((run) => run.name === name);
  const behind = await behindRuns(named.length > 0 ? named : runs);
  await openDefinition(behind.name, behind.plan);
}

/** From the explorer's menu, or from a link of the log's page. */
function givenUri(given: unknown): Uri | undefined {
  if (given instanceof Uri) return given;
  return typeof given === "string" ? Uri.parse(given, true) : undefined;
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

interface Laid {
  readonly file: LogFile;
  readonly log: ReadLog;
  readonly runs: readonly Recording[];
  readonly metric: Driven | undefined;
}

async function layOver(
  plan: Schedule,
  { file, log: { format }, runs, metric }: Laid,
  { frozen, model, panels, log, watched, values }: CommandTools,
): Promise<void> {
  const { uri } = file;
  const laid = await laidRuns(uri, { runs, format, plan, metric });
  frozen.hold(keyOf(uri), laid);
  await model.compareAlso(laid.map(({ id }) => id));
  const names = runs.map(({ name }) => name);
  watched.set(keyOf(uri), follow(file, { names, plan, metric }, { frozen, log, values }));
  await panels.present();
}

/** The schedule behind the last of the runs, to be opened as a definition. */
async function offerPlan(runs: readonly Recording[]): Promise<void> {
  const { name, plan, sentence } = await behindRuns(runs);
  const open = l10n.t("Open as a Schedule");
  if ((await tell(sentence, open)) === open) await openDefinition(name, plan);
}

/** Throws why no schedule can be told. */
async function behindRuns(
  runs: readonly Recording[],
): Promise<{ readonly name: string; readonly plan: object; readonly sentence: string }> {
  const core = await import("../lazy/recordings");
  const run = runs.findLast(({ series }) => series.has("learningRate"));
  const series = run?.series.get("learningRate");
  if (run === undefined || series === undefined)
    throw new Error(l10n.t("The log has no learning rate, so no schedule can be told from it."));
  const { plan, sentence } = core.planBehind(run, series);
  if (plan === null) throw new Error(sentence);
  return { name: run.name, plan, sentence };
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
