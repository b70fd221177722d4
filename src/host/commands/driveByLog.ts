import { l10n, type Uri } from "vscode";
import type { Recording } from "../../core/recordings/recording";
import type { GivenValues } from "../language/givenValues";
import { pick } from "../sinks";

/** Has what a run measured drive the schedules of a document that react to it; the user picks of several. */
export async function driveByLog(
  document: Uri,
  run: Recording,
  values: GivenValues,
): Promise<string | undefined> {
  const { metricsOfRun } = await import("../lazy/recordings");
  const metrics = metricsOfRun(run);
  const items = metrics.map((metric) => ({
    label: metric.tag,
    description: l10n.t("{0} values", metric.values.length),
    metric,
  }));
  const chosen =
    items.length < 2
      ? items[0]
      : await pick(items, {
          title: l10n.t("Lay a Log over the Plan"),
          placeHolder: l10n.t("Pick the metric that the scheduler reacts to"),
        });
  if (chosen) values.measure(document, chosen.metric);
  return chosen?.label;
}
